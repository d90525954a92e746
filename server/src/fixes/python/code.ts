/** One file as a fixer sees it: text, tree, style and comments, read once and handed to the edit builders. */
import type { FixContext } from '../../engine/rule';
import type { PyNode } from '../../languages/python/tree';
import type { Range } from '../../text/range';
import type { Lines } from '../lines';
import { indentAt, wholeLines } from '../lines';
import type { Style } from './style';
import { styleOf } from './style';
import type { Place } from './tree';
import { boundIn, collect, functionAround, namesIn } from './tree';

export interface Code extends Lines {
  readonly root: PyNode;
  readonly style: Style;
  /** Every name that stands anywhere in the file for a value, whatever it means there. */
  readonly names: ReadonlySet<string>;
}

/** Undefined when the text does not parse. */
export function readCode(context: FixContext): Code | undefined {
  return context.once(readAll);
}

function readAll({ text, tree }: FixContext): Code | undefined {
  if (tree === undefined) return undefined;
  const root = tree as PyNode;
  const nodes = collect(root, () => true, 'enter');
  return {
    text, root, style: styleOf(text, nodes), names: namesIn(root, text),
    comments: nodes.filter(({ type }) => type === 'comment'), verbatim: nodes.filter(({ type, start, end }) => type === 'string' && text.slice(start, end).includes('\n')),
  };
}

export function sourceOf({ text }: Code, { start, end }: Range): string {
  return text.slice(start, end);
}

export function commentsWithin({ comments }: Code, range: Range): Range[] {
  return comments.filter((comment) => range.start <= comment.start && comment.end <= range.end);
}

/** Names a new variable at this place must not take: those its function mentions and those the module binds. */
export function takenAround({ root, text, names }: Code, place: Place): Set<string> {
  const owner = functionAround(place);
  if (owner === undefined) return new Set(names);
  return new Set([...namesIn(owner, text), ...boundIn(root, text)]);
}

/** The wished name, or one with a number behind it. */
export function freshName(taken: ReadonlySet<string>, wish: string): string {
  if (!taken.has(wish) && !RESERVED.has(wish)) return wish;
  for (let number = 2; ; number++) if (!taken.has(`${wish}_${number}`)) return `${wish}_${number}`;
}

/**
 * Fixes of two findings may be applied together, each unaware of the other: a name that both would bind in one function is told
 * apart by how many such places stand before. `ordinal` counts them.
 */
export function claimName(taken: ReadonlySet<string>, wish: string, ordinal: number): string {
  const name = taken.has(wish) ? `loaded_${wish}` : wish;
  return freshName(taken, ordinal === 0 ? name : `${name}_${ordinal + 1}`);
}

const RESERVED: ReadonlySet<string> = new Set([
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is',
  'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield', 'list', 'dict', 'set', 'tuple', 'type', 'id', 'object', 'len', 'map', 'filter', 'sum', 'zip', 'super',
]);

/** A text in the file's own quotes. */
export function quoted({ style }: Code, text: string): string {
  return `${style.quote}${text}${style.quote}`;
}

/** `name(a, b)` on one line when it fits behind `before` characters, else one argument per line. */
export function callText({ style }: Code, callee: string, items: readonly string[], indent: string, before: number, after: number): string {
  const single = `${callee}(${items.join(', ')})`;
  if (!items.some((item) => /[\r\n]/.test(item)) && before + single.length + after <= style.width) return single;
  const inner = indent + style.unit;
  return `${callee}(${style.newline}${items.map((item, index) => `${inner}${item}${index < items.length - 1 || style.trailingComma ? ',' : ''}`).join(style.newline)}${style.newline}${indent})`;
}

/** What to delete to remove a statement with its lines; a blank line goes too where it would be one too many, or the first of a block. */
export function removalOf({ text }: Code, range: Range): Range {
  const lines = wholeLines(text, range);
  if (lines.start === range.start && lines.end === range.end) return range;
  const blank = /(?:^|[\r\n])([ \t]*(?:\r\n|\r|\n))$/.exec(text.slice(0, lines.start))?.[1];
  const follows = text.slice(lines.end);
  const opensBlock = blank === undefined && /:[ \t]*(#.*)?\s*$/.test(text.slice(text.lastIndexOf('\n', lines.start - 2) + 1, lines.start));
  if (opensBlock) return { start: lines.start, end: lines.end + (/^(?:[ \t]*(?:\r\n|\r|\n))+/.exec(follows)?.[0].length ?? 0) };
  const lessIndented = indentAt(text, lines.end).length < indentAt(text, range.start).length;
  return blank !== undefined && (/^[ \t]*(\r|\n)/.test(follows) || lessIndented) ? { start: lines.start - blank.length, end: lines.end } : lines;
}
