/** Reads `perf-hints-ignore` comments and applies them to findings. */
import type { Range } from '../text/range';
import { createLineIndex } from '../text/lineIndex';
import type { Finding } from './finding';
import type { FileSummary } from './summary';

export interface Suppression {
  /** Rule id, or `all`. */
  readonly rule: string;
  readonly reason: string;
  readonly range: Range;
  readonly wholeFile: boolean;
  /** 0-based line it speaks of; -1 for the whole file. */
  readonly line: number;
}

const FORM = /perf-hints-ignore(-file)?(?:[ \t]+([a-z][a-z0-9-]*(?:[ \t]*,[ \t]*[a-z][a-z0-9-]*)*))?(?:[ \t]*:[ \t]*(.*))?/;

/** The text a suppression is written as, without the language's comment marks. */
export function suppressionText(rule: string, reason: string, wholeFile: boolean): string {
  return `perf-hints-ignore${wholeFile ? '-file' : ''} ${rule}: ${reason}`;
}

export function readSuppressions(summary: FileSummary, text: string): Suppression[] {
  const notes = summary.notes.filter((note) => note.kind === 'ignore' || note.kind === 'ignore-file');
  if (notes.length === 0) return [];
  const lines = createLineIndex(text);
  return notes.flatMap((note) => {
    const match = FORM.exec(note.text);
    if (match === null) return [];
    const wholeFile = match[1] !== undefined;
    const at = lines.positionAt(note.range.start).line;
    const before = text.slice(lines.lineRange(at).start, note.range.start).trim();
    let line = at;
    // A comment on a line of its own speaks of the next line that holds code; comment lines between do not count.
    if (before === '' || before === '{/*' || before === '{') {
      line = lines.positionAt(note.range.end).line + 1;
      while (line < lines.lineCount && /^\s*(\/\/.*|\/\*.*\*\/|#.*|)\s*$/.test(sliceLine(text, lines.lineRange(line)))) line++;
    }
    return (match[2] ?? 'all').split(',').map((rule) => ({
      rule: rule.trim(), reason: (match[3] ?? '').replace(/\*\/\s*\}?\s*$/, '').trim(), range: note.range, wholeFile, line: wholeFile ? -1 : line,
    }));
  });
}

export interface SuppressionResult {
  readonly kept: Finding[];
  readonly suppressed: Finding[];
  readonly unused: Suppression[];
}

export function applySuppressions(findings: readonly Finding[], suppressions: readonly Suppression[], text: string): SuppressionResult {
  if (suppressions.length === 0) return { kept: [...findings], suppressed: [], unused: [] };
  const lines = createLineIndex(text);
  const used = new Set<Suppression>();
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const line = lines.positionAt(finding.range.start).line;
    const match = suppressions.filter((s) => (s.rule === 'all' || s.rule === finding.rule) && (s.wholeFile || s.line === line));
    for (const suppression of match) used.add(suppression);
    (match.length > 0 ? suppressed : kept).push(finding);
  }
  return { kept, suppressed, unused: suppressions.filter((s) => !used.has(s)) };
}

function sliceLine(text: string, range: Range): string {
  return text.slice(range.start, range.end);
}
