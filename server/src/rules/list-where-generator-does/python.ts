/** Fixes of list-where-generator-does: the same values without the list, one at a time or straight into a set or dictionary. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { Code } from '../../fixes/python/code';
import { commentsWithin, readCode } from '../../fixes/python/code';
import { callOf, isPlain, parentOf, placeOf, someInside } from '../../fixes/python/tree';
import type { Call } from '../../fixes/python/tree';
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import type { Range } from '../../text/range';

export const fixer: Fixer = (finding, context) => {
  const code = readCode(context);
  const place = code === undefined ? undefined : placeOf(code.root, finding.state['list'] as Range, 'list_comprehension');
  const call = place?.ancestors.at(-2);
  const called = call === undefined ? undefined : callOf(call);
  // A list of lines that a loop goes through may be read when the file is closed already.
  if (code === undefined || place === undefined || call === undefined || called === undefined || parentOf(place)?.type !== 'argument_list') return [];
  const list = place.node;
  const consumer = String(finding.state['consumer']);
  const own = called.arguments.length === 1 && place.ancestors.every(({ type }) => type !== 'interpolation') ? displayOf(code, call, list, consumer) : undefined;
  if (own !== undefined) return [{ title: consumer === 'set' ? 'Write a set comprehension' : 'Write a dictionary comprehension', edits: own, ...withoutEffects(list) }];
  const stops = consumer === 'any' || consumer === 'all';
  return [{
    title: 'Leave out the brackets', edits: withoutBrackets(code, called, list),
    ...(stops ? { applicability: 'unsafe', assumes: 'no value after the first that decides raises an error or changes anything' } : withoutEffects(list)),
  }];
};

/** Values that run code are computed at other moments, and `StopIteration` means something else in a generator. */
function withoutEffects(list: PyNode): Pick<Fix, 'applicability' | 'assumes'> {
  const runsCode = list.children.some((child) => (child.type === 'for_in_clause' ? !isPlainClause(child) : child.type === 'if_clause' ? !child.children.every(isPlain) : !isPlain(child)));
  return runsCode ? { applicability: 'unsafe', assumes: 'no value raises `StopIteration` or depends on the others being there' } : { applicability: 'safe', assumes: '' };
}

/** What is gone through first is evaluated at once either way, whatever it calls. */
function isPlainClause(clause: PyNode): boolean {
  return clause.children.every((child) => child.type === 'pattern_list' || child.type === 'tuple_pattern' || isPlain(child));
}

function withoutBrackets({ text }: Code, { arguments: given }: Call, list: PyNode): TextEdit[] {
  // Beside other arguments, or a comma, a generator needs brackets of its own; on lines of its own it may have them.
  const alone = given.length === 1 && /^\)/.test(text.slice(list.end, list.end + 1)) && text[list.start - 1] === '(';
  return [{ range: { start: list.start, end: list.start + 1 }, newText: alone ? '' : '(' }, { range: { start: list.end - 1, end: list.end }, newText: alone ? '' : ')' }];
}

/** `set([x for …])` → `{x for …}`, `dict([(key, x) for …])` → `{key: x for …}` */
function displayOf(code: Code, call: PyNode, list: PyNode, consumer: string): TextEdit[] | undefined {
  const body = fieldOf(list, 'body');
  const [before, after] = [{ start: call.start, end: list.start + 1 }, { start: list.end - 1, end: call.end }];
  if (body === undefined || [before, after].some((range) => /[\r\n]/.test(code.text.slice(range.start, range.end)))) return undefined;
  if (consumer === 'set') return [{ range: before, newText: '{' }, { range: after, newText: '}' }];
  const [key, value, ...more] = body.type === 'tuple' ? body.children : [];
  if (consumer !== 'dict' || key === undefined || value === undefined || more.length > 0 || commentsWithin(code, body).length > 0) return undefined;
  if (someInside(body, ({ type }) => /^(named_expression|lambda|list_splat|yield)$/.test(type), 'enter')) return undefined;
  const comma = code.text.indexOf(',', key.end);
  return [
    { range: { start: before.start, end: list.start + 1 }, newText: '{' }, { range: { start: body.start, end: key.start }, newText: '' },
    { range: { start: comma, end: comma + 1 }, newText: ':' }, { range: { start: value.end, end: body.end }, newText: '' }, { range: after, newText: '}' },
  ];
}
