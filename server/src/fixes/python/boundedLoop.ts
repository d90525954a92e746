/**
 * A loop that awaits → a function for one element, which a semaphore lets in ten at a time, and a `gather` over all of them.
 * Only the head, the end and the indentation change, so everything written inside stays as it is.
 */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { indentAt, movedText, opensLine, reindentEdits } from '../lines';
import type { Code } from './code';
import { claimName, commentsWithin, sourceOf, takenAround } from './code';
import type { ElementLoop } from './loops';
import { elementNames, isConsumed, namesUsedAfter } from './loops';
import { distinctEdits, gather, semaphore, sharesHandle } from './startTogether';
import { boundIn, collect, countName, expressionOf, functionAround, identifiersIn, isPath, methodCall, namesIn, someInside } from './tree';

export const AT_ONCE = 10;

export interface Bounded {
  readonly edits: readonly TextEdit[];
  /** Filled in another order than before. */
  readonly reordered: readonly string[];
}

/** Undefined when the body does not fit a function. */
export function boundLoop(code: Code, loop: ElementLoop): Bounded | undefined {
  const { place, body, element, statement } = loop;
  const together = gather(code, place);
  const limits = semaphore(code, place);
  const { node } = statement;
  if (together === undefined || limits === undefined || functionAround(place) === undefined || !opensLine(code.text, node.start)) return undefined;
  if (!/^(identifier|pattern_list|tuple_pattern)$/.test(element.type) || !element.children.every(({ type }) => type === 'identifier')) return undefined;
  // `for _, _ in pairs`: a parameter can be named once.
  if (new Set(elementNames(code, loop)).size < elementNames(code, loop).length) return undefined;
  if (collect(body, ({ type }) => type === 'await').some((node) => TOLD_IN_ORDER.test(calledName(code, node)))) return undefined;
  if (sharesHandle(code, place) || !fitsFunction(code, loop)) return undefined;
  const taken = takenAround(code, statement);
  const ordinal = earlierLoops(code, loop);
  const frame: Frame = { outer: indentAt(code.text, node.start), limit: claimName(taken, 'limit', ordinal), one: claimName(taken, functionName(code, loop), ordinal), gather: together.local, limits: limits.local };
  const built = loop.form === 'statement' ? statementEdits(code, loop, frame) : comprehensionEdits(code, loop, frame);
  return built === undefined ? undefined : { edits: distinctEdits([...built.edits, ...together.edits, ...limits.edits]), reordered: built.reordered };
}

/** Messages to people or programs, which read them in the order in which they come. */
const TOLD_IN_ORDER = /(^|_)(reaction|send|reply|respond|say|emit|publish|yield|write|print)(_|$)/;

function calledName({ text }: Code, { children: [awaited] }: PyNode): string {
  return awaited === undefined ? '' : (methodCall(awaited, text)?.name ?? /^\w+/.exec(text.slice(awaited.start, awaited.end))?.[0] ?? '');
}

interface Frame {
  readonly outer: string;
  readonly limit: string;
  readonly one: string;
  readonly gather: string;
  readonly limits: string;
}

export function functionName(code: Code, loop: ElementLoop): string {
  const names = elementNames(code, loop).filter((name) => name !== '_');
  return `handle_${(names.length === 1 ? names[0] : 'one')?.replace(/^_+/, '') ?? 'one'}`;
}

/** Other loops of the function that may get such a function as well. */
function earlierLoops(code: Code, { place }: ElementLoop): number {
  const owner = functionAround(place) ?? code.root;
  return collect(owner, (node) => (node.type === 'for_statement' || node.type.endsWith('_comprehension')) && someInside(node, ({ type }) => type === 'await')).filter((node) => node.start < place.node.start).length;
}

/** It leaves nothing early but one iteration, yields nothing, and binds no name that is read elsewhere. */
export function fitsFunction(code: Code, loop: ElementLoop): boolean {
  const { body } = loop;
  const own = new Set([...boundIn(body, code.text), ...elementNames(code, loop)]);
  if (namesUsedAfter(code, loop, own).length > 0) return false;
  if (someInside(body, ({ type }) => /^(break_statement|return_statement|yield|global_statement|nonlocal_statement|delete_statement|import_statement|import_from_statement)$/.test(type))) return false;
  if (someInside(body, (node) => node.type === 'identifier' && sourceOf(code, node) === 'super', 'enter')) return false;
  // `total += x`, `self.total += x`: the next iteration builds on it.
  return !collect(body, ({ type }) => type === 'augmented_assignment').some((node) => !own.has(sourceOf(code, fieldOf(node, 'left') ?? node)) || startsElsewhere(code, body, fieldOf(node, 'left')));
}

/** The name holds a value from before the loop when it is first changed. */
function startsElsewhere(code: Code, body: PyNode, target: PyNode | undefined): boolean {
  const name = target === undefined ? '' : sourceOf(code, target);
  return !collect(body, ({ type }) => type === 'assignment').some((node) => node.start < (target?.start ?? 0) && sourceOf(code, fieldOf(node, 'left') ?? node) === name);
}

interface Built {
  readonly edits: readonly TextEdit[];
  readonly reordered: readonly string[];
}

function statementEdits(code: Code, loop: ElementLoop, frame: Frame): Built | undefined {
  const { text, style } = code;
  const { place: { node }, body, collection } = loop;
  const { outer, limit } = frame;
  const { newline, unit } = style;
  const [first] = body.children;
  if (first === undefined || !opensLine(text, first.start) || commentsWithin(code, { start: node.start, end: collection.end }).length > 0) return undefined;
  const behind = text.slice(collection.end, body.start);
  // What stands behind the colon of the head is a comment, which stays where the body begins.
  const colon = /^\s*:/.exec(behind)?.[0].length;
  if (colon === undefined) return undefined;
  const filled = filledIn(code, body);
  if (filled === undefined) return undefined;
  const gathered = lastAppend(code, body, filled);
  if (filled.lists.some((name) => name !== gathered?.list)) return undefined;
  const continues = collect(body, ({ type }) => type === 'continue_statement').filter((left) => !isInInnerLoop(body, left));
  if (gathered !== undefined && continues.length > 0) return undefined;
  const inner = outer + unit;
  const headEnd = collection.end + colon;
  const bodyEnd = body.end;
  const call = `${frame.gather}(*[${frame.one}(${elementNames(code, loop).join(', ')}) for ${sourceOf(code, loop.element)} in ${sourceOf(code, collection)}])`;
  const tail = gathered === undefined ? `await ${call}` : `${gathered.list}.extend(await ${call})`;
  const edits: TextEdit[] = [
    { range: { start: node.start, end: headEnd }, newText: `${limit} = ${frame.limits}(${AT_ONCE})${newline}${newline}${outer}async def ${frame.one}(${elementNames(code, loop).join(', ')}):${newline}${inner}async with ${limit}:` },
    ...reindentEdits(code, { start: headEnd, end: bodyEnd }, outer, inner),
    ...continues.map((range) => ({ range, newText: 'return' })),
    { range: { start: endOfLine(text, bodyEnd), end: endOfLine(text, bodyEnd) }, newText: `${newline}${newline}${outer}${tail}` },
  ];
  if (gathered !== undefined) {
    edits.push({ range: { start: gathered.statement.start, end: gathered.value.start }, newText: 'return ' });
    edits.push({ range: { start: gathered.value.end, end: gathered.statement.end }, newText: '' });
  }
  return { edits, reordered: filled.keyed };
}

/** Behind a comment that ends the last line. */
export function endOfLine(text: string, from: number): number {
  const behind = /^[ \t]*#[^\r\n]*/.exec(text.slice(from));
  return from + (behind?.[0].length ?? 0);
}

function isInInnerLoop(body: PyNode, node: PyNode): boolean {
  return collect(body, ({ type }) => type === 'for_statement' || type === 'while_statement').some((loop) => loop.start <= node.start && node.end <= loop.end);
}

interface Filled {
  /** Appended to: their order is that of the iterations. */
  readonly lists: readonly string[];
  /** Filled by key or as sets. */
  readonly keyed: readonly string[];
}

/** What stands outside the loop and is changed in it; undefined when it is changed in a way that later iterations may read. */
export function filledIn(code: Code, body: PyNode): Filled | undefined {
  const own = boundIn(body, code.text);
  const lists = new Set<string>();
  const keyed = new Set<string>();
  const isOwn = (node: PyNode): boolean => own.has(/^\w+/.exec(sourceOf(code, node))?.[0] ?? '');
  for (const call of collect(body, ({ type }) => type === 'call', 'enter')) {
    const method = methodCall(call, code.text);
    if (method === undefined || isOwn(method.receiver)) continue;
    if (/^(append|extend|insert|write|writelines)$/.test(method.name)) {
      if (!isPath(method.receiver)) return undefined;
      lists.add(sourceOf(code, method.receiver));
    }
    if (/^(add|update|setdefault)$/.test(method.name) && isPath(method.receiver)) keyed.add(sourceOf(code, method.receiver));
    if (/^(pop|popitem|remove|clear|sort|reverse|appendleft|popleft)$/.test(method.name)) return undefined;
  }
  for (const assignment of collect(body, ({ type }) => type === 'assignment', 'enter')) {
    const left = fieldOf(assignment, 'left');
    if (left?.type !== 'subscript' && left?.type !== 'attribute') continue;
    const holder = fieldOf(left, left.type === 'subscript' ? 'value' : 'object');
    if (holder === undefined || isOwn(holder)) continue;
    if (left.type === 'subscript' && isPath(holder)) keyed.add(sourceOf(code, holder));
    // `self.last = x`: the last one wins.
    else if (sourceOf(code, holder) === 'self' || !isPath(holder)) return undefined;
  }
  // What is filled must not be read by another iteration.
  for (const name of [...keyed]) if (countName(body, code.text, name) !== 1 && !name.includes('.')) return undefined;
  return { lists: [...lists], keyed: [...keyed] };
}

interface Append {
  readonly list: string;
  readonly value: PyNode;
  readonly statement: PyNode;
}

/** `results.append(value)` as the last statement, and nowhere else: the values come back in order. */
export function lastAppend(code: Code, body: PyNode, { lists }: Filled): Append | undefined {
  const statement = body.children.filter(({ type }) => type !== 'comment').at(-1);
  const expression = statement === undefined ? undefined : expressionOf(statement);
  const method = expression === undefined ? undefined : methodCall(expression, code.text);
  const [value, ...more] = method?.arguments ?? [];
  if (statement === undefined || method?.name !== 'append' || value === undefined || more.length > 0 || commentsWithin(code, statement).length > 0) return undefined;
  const list = sourceOf(code, method.receiver);
  if (!lists.includes(list) || value.type === 'list_splat' || value.type === 'generator_expression') return undefined;
  const mentions = identifiersIn(body).filter((node) => code.text.startsWith(list, node.start) && !/\w/.test(code.text[node.start + list.length] ?? ''));
  // A value over several lines would need the parentheses of the call.
  return mentions.length === 1 && !/\n/.test(sourceOf(code, value)) || /^(call|await|dictionary|list)$/.test(value.type) && mentions.length === 1 ? { list, value, statement } : undefined;
}

/** `[await f(x) for x in xs]`, also as set, dictionary or consumed generator, in a statement that does nothing before it. */
function comprehensionEdits(code: Code, loop: ElementLoop, frame: Frame): Built | undefined {
  const { text, style } = code;
  const { place: { node }, body, statement } = loop;
  if (!/^(list|set|dictionary)_comprehension$/.test(node.type) || !isConsumed(loop, text) || !/^(return_statement|expression_statement)$/.test(statement.node.type)) return undefined;
  const clauses = node.children.filter(({ type }) => type === 'for_in_clause' || type === 'if_clause');
  const [first] = clauses;
  const last = clauses.at(-1);
  if (first === undefined || last === undefined || clauses.some((clause) => someInside(clause, ({ type }) => type === 'await')) || commentsWithin(code, node).length > 0) return undefined;
  // Names that a condition or another comprehension around binds are not there before the statement.
  const inside = loop.place.ancestors.slice(loop.place.ancestors.indexOf(statement.node) + 1);
  if (inside.some(({ type }) => /comprehension|generator|lambda|conditional_expression|boolean_operator/.test(type))) return undefined;
  const before = collect(statement.node, ({ type }) => type === 'named_expression');
  if (before.length > 0 || namesIn(body, text).has(frame.one)) return undefined;
  const { outer, limit, one } = frame;
  const { newline, unit } = style;
  const parameters = elementNames(code, loop).join(', ');
  const [key, value] = body.type === 'pair' ? body.children : [undefined, body];
  if (value === undefined) return undefined;
  const result = movedText(code, value, outer + unit + unit);
  const given = key === undefined ? result : `${sourceOf(code, key)}, ${result}`;
  const head = `${limit} = ${frame.limits}(${AT_ONCE})${newline}${newline}${outer}async def ${one}(${parameters}):${newline}${outer}${unit}async with ${limit}:${newline}${outer}${unit}${unit}return ${given}${newline}${newline}${outer}`;
  const all = `await ${frame.gather}(*[${one}(${parameters}) ${text.slice(first.start, last.end)}])`;
  const parent = loop.place.ancestors.at(-1);
  // `await` binds less than a method or an index behind it.
  const needsParentheses = node.type === 'list_comprehension' && parent !== undefined && /^(attribute|subscript|call|binary_operator|unary_operator|list_splat)$/.test(parent.type);
  const whole = node.type === 'set_comprehension' ? `set(${all})` : node.type === 'dictionary_comprehension' ? `dict(${all})` : needsParentheses ? `(${all})` : all;
  return { edits: [{ range: { start: statement.node.start, end: statement.node.start }, newText: head }, { range: node, newText: whole }], reordered: [] };
}
