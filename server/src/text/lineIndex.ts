/**
 * Converts between offsets and lines. Lines end at \n, \r\n or a lone \r, as in LSP; columns are UTF-16 code units.
 */
import type { Range } from './range';

/** Both 0-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface LineIndex {
  readonly lineCount: number;
  /** Offsets beyond the text are clamped to its end. */
  positionAt(offset: number): Position;
  /** Lines beyond the end give the text's length; columns beyond a line give the offset just before its line break. */
  offsetAt(position: Position): number;
  /** The line's text without its line break. */
  lineRange(line: number): Range;
}

export function createLineIndex(text: string): LineIndex {
  const starts: number[] = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(i + 1);
  }

  function lineAt(offset: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function lineRange(line: number): Range {
    const start = starts[line];
    if (start === undefined) return { start: text.length, end: text.length };
    let end = starts[line + 1] ?? text.length;
    while (end > start && line + 1 < starts.length && isLineBreak(text.charCodeAt(end - 1))) end--;
    return { start, end };
  }

  return {
    lineCount: starts.length,
    positionAt(offset) {
      const clamped = Math.max(0, Math.min(offset, text.length));
      const line = lineAt(clamped);
      return { line, column: clamped - (starts[line] ?? 0) };
    },
    offsetAt({ line, column }) {
      const range = lineRange(line);
      return Math.min(range.start + Math.max(0, column), range.end);
    },
    lineRange,
  };
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}
