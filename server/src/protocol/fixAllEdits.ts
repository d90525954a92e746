/** The result of fixing everything as edits of the open document: as few and as small as they are known. */
import type { FixAllResult } from '../engine/fixAll';
import type { TextEdit } from '../text/edits';

export function fixAllEdits(before: string, { text, edits }: FixAllResult): readonly TextEdit[] {
  if (before === text) return [];
  return edits ?? [changedMiddle(before, text)];
}

/** One edit from the first to the last difference, so that cursors and folds outside stay. */
function changedMiddle(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}
