/** Text edits: sorted, non-overlapping replacements against one text. */
import type { Range } from './range';

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Throws when two edits overlap: a fix that does so is a bug in its fixer, never something to guess around. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.range.start < at) throw new Error(`text edits overlap at offset ${edit.range.start}`);
    parts.push(text.slice(at, edit.range.start), edit.newText);
    at = edit.range.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/**
 * Joins groups of edits made against the same text. A group that overlaps or touches an accepted one is left out whole,
 * since half a fix is worse than none; identical edits (two fixes adding one import) are kept once.
 */
export function mergeEditGroups(groups: readonly (readonly TextEdit[])[]): { readonly edits: TextEdit[]; readonly accepted: number[] } {
  const edits: TextEdit[] = [];
  const accepted: number[] = [];
  groups.forEach((group, index) => {
    const fresh = group.filter((edit) => !edits.some((other) => isSameEdit(edit, other)));
    if (fresh.some((edit) => edits.some((other) => touches(edit.range, other.range)))) return;
    edits.push(...fresh);
    accepted.push(index);
  });
  return { edits: sortEdits(edits), accepted };
}

/** Where a range lies after an edit; undefined when the edit changed text inside it. */
export function moveRange(range: Range, edit: TextEdit): Range | undefined {
  const shift = edit.newText.length - (edit.range.end - edit.range.start);
  if (edit.range.end <= range.start) return { start: range.start + shift, end: range.end + shift };
  if (edit.range.start >= range.end) return range;
  return undefined;
}

function isSameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.range.start === b.range.start && a.range.end === b.range.end && a.newText === b.newText;
}

function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}
