/** Indentation and whole lines of a text, whatever its language: how code is moved without disturbing what surrounds it. */
import type { TextEdit } from '../text/edits';
import { applyEdits } from '../text/edits';
import type { Range } from '../text/range';

/** What moving lines must know of a file. */
export interface Lines {
  readonly text: string;
  /** With their marks, in source order. */
  readonly comments: readonly Range[];
  /** Parts of texts over several lines: white space in them is data. */
  readonly verbatim: readonly Range[];
}

/** The white space before the first character of the line. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Nothing but white space stands before it on its line. */
export function opensLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/**
 * Gives the lines of a range that begin inside it another indentation. Lines that begin inside a text over several lines or a
 * comment stay as they are. `from` is what they have now, as far as they have it.
 */
export function reindentEdits({ text, verbatim, comments }: Lines, range: Range, from: string, to: string): TextEdit[] {
  if (from === to) return [];
  const edits: TextEdit[] = [];
  const breaks = /\r\n|\r|\n/g;
  breaks.lastIndex = range.start;
  for (let match = breaks.exec(text); match !== null && match.index < range.end; match = breaks.exec(text)) {
    const start = match.index + match[0].length;
    if (start >= range.end || [...verbatim, ...comments].some((part) => part.start < start && start <= part.end)) continue;
    if (/^[ \t]*(\r|\n|$)/.test(text.slice(start, start + 400))) continue;
    if (text.startsWith(from, start)) edits.push({ range: { start, end: start + from.length }, newText: to });
  }
  return edits;
}

/** The text of a range with edits inside it already made. */
export function sliceWith(text: string, range: Range, edits: readonly TextEdit[]): string {
  const inside = edits.filter((edit) => range.start <= edit.range.start && edit.range.end <= range.end);
  return applyEdits(text.slice(range.start, range.end), inside.map(({ range: { start, end }, newText }) => ({ range: { start: start - range.start, end: end - range.start }, newText })));
}

/** Source text set at another indentation: its first line is where it is put, the others follow. */
export function movedText(code: Lines, range: Range, indent: string): string {
  return sliceWith(code.text, range, reindentEdits(code, range, indentAt(code.text, range.start), indent));
}

/** The range with the white space before it on its line and the line break after it, when it has its lines for itself. */
export function wholeLines(text: string, range: Range): Range {
  const after = /^[ \t]*(\r\n|\r|\n|$)/.exec(text.slice(range.end));
  if (!opensLine(text, range.start) || after === null) return range;
  return { start: lineStart(text, range.start), end: range.end + after[0].length };
}

export interface AttachedComments {
  /** From the first comment line that belongs to the statement to the end of the comment behind it. */
  readonly range: Range;
  readonly leading: readonly Range[];
  readonly trailing: readonly Range[];
}

/** Comments on the lines directly above a statement and behind it on its last line. */
export function attachedComments({ text, comments }: Lines, statement: Range): AttachedComments {
  const leading: Range[] = [];
  let { start, end } = statement;
  for (let at = comments.length - 1; at >= 0; at--) {
    const comment = comments[at];
    if (comment === undefined || comment.end > start) continue;
    const between = text.slice(comment.end, start);
    if (between.trim() !== '' || (between.match(/\n/g)?.length ?? 0) > 1 || !opensLine(text, comment.start)) break;
    leading.unshift(comment);
    start = comment.start;
  }
  const trailing = comments.filter((comment) => comment.start >= statement.end && /^[ \t]*$/.test(text.slice(statement.end, comment.start)) && /^[ \t]*(\r|\n|$)/.test(text.slice(comment.end)));
  for (const comment of trailing) end = comment.end;
  return { range: { start, end }, leading, trailing };
}
