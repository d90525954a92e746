/** How new code is set, and what goes with a statement that is removed. */
import type { Range } from '../../text/range';
import { wholeLines } from '../lines';
import type { Code } from './code';

/** Gives all lines but the first another indentation, in text that is put together already and holds no template literal over several lines. */
export function shiftLines(text: string, from: string, to: string): string {
  return text.split('\n').map((line, index) => (index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line)).join('\n');
}

/** `[a, b]` on one line when it fits behind `before` characters, else one item per line. Items over several lines are indented already. */
export function listText({ style }: Code, items: readonly string[], indent: string, before: number, after: number, forced = false): string {
  const single = `[${items.join(', ')}]`;
  if (!forced && !items.some((item) => /[\r\n]/.test(item)) && before + single.length + after <= style.width) return single;
  const inner = indent + style.unit;
  return `[${style.newline}${items.map((item, index) => `${inner}${item}${index < items.length - 1 || style.trailingComma ? ',' : ''}`).join(style.newline)}${style.newline}${indent}]`;
}

/** What to delete to remove a statement with its lines; a blank line goes too where it would be one too many, or the first of a block. */
export function removalOf(text: string, range: Range): Range {
  const lines = wholeLines(text, range);
  if (lines.start === range.start && lines.end === range.end) return range;
  const blank = /(?:^|[\r\n])([ \t]*(?:\r\n|\r|\n))$/.exec(text.slice(0, lines.start))?.[1];
  const follows = text.slice(lines.end);
  const opensBlock = blank === undefined && /[{([]\s*$/.test(text.slice(0, lines.start));
  if (opensBlock) return { start: lines.start, end: lines.end + (/^(?:[ \t]*(?:\r\n|\r|\n))+/.exec(follows)?.[0].length ?? 0) };
  return blank !== undefined && (/^[ \t]*(\r|\n)/.test(follows) || /^\s*[})\]]/.test(follows)) ? { start: lines.start - blank.length, end: lines.end } : lines;
}
