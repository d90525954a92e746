/**
 * A loop that only collects what blocking calls give → a function for one element, and `pool.map` over all of them: results in the
 * order of the elements, and of several failures the first in that order is raised, as before.
 */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { indentAt, lineStart, movedText, opensLine, reindentEdits } from '../lines';
import type { Imported } from './addImport';
import { importedFrom, importedMember } from './addImport';
import { endOfLine, filledIn, fitsFunction, functionName, lastAppend } from './boundedLoop';
import type { Code } from './code';
import { claimName, commentsWithin, sourceOf, takenAround } from './code';
import type { ElementLoop } from './loops';
import { isOutside } from './loops';
import { sharesHandle } from './startTogether';
import type { Place } from './tree';
import { boundIn, callNamed, callOf, collect, functionAround, isPath, someInside } from './tree';

export const THREADS = 8;

interface Frame {
  readonly indent: string;
  readonly one: string;
  readonly pool: string;
  /** `with ThreadPoolExecutor(max_workers=8) as pool:` */
  readonly head: string;
}

/** Undefined when the loop does anything else, or its body does not fit a function of one parameter. */
export function inThreads(code: Code, loop: ElementLoop): readonly TextEdit[] | undefined {
  const { place, element, statement } = loop;
  const executor = executorOf(code, place);
  if (executor === undefined || functionAround(place) === undefined || element.type !== 'identifier' || !opensLine(code.text, statement.node.start)) return undefined;
  if (sharesHandle(code, place, 'threads') || !keepsToItself(code, loop) || someInside(loop.body, ({ type }) => type === 'await') || !fitsFunction(code, loop)) return undefined;
  const taken = takenAround(code, statement);
  const ordinal = collect(functionAround(place) ?? code.root, ({ type }) => type === 'for_statement' || type.endsWith('_comprehension')).filter(({ start }) => start < place.node.start).length;
  const pool = claimName(taken, 'pool', 0);
  const frame = { indent: indentAt(code.text, statement.node.start), one: claimName(taken, functionName(code, loop), ordinal), pool, head: `with ${executor.local}(max_workers=${THREADS}) as ${pool}:` };
  const edits = loop.form === 'statement' ? statementEdits(code, loop, frame) : comprehensionEdits(code, loop, frame);
  return edits === undefined ? undefined : [...edits, ...executor.edits];
}

/** Prints nothing, whose lines would be mixed, and sets attributes of nothing but the element and what the body makes. */
function keepsToItself(code: Code, { body, element }: ElementLoop): boolean {
  const own = new Set([...boundIn(body, code.text), sourceOf(code, element)]);
  if (collect(body, (node) => callNamed(node, code.text, 'print') !== undefined).length > 0) return false;
  return collect(body, ({ type }) => /^(augmented_)?assignment$/.test(type)).every((node) => {
    const target = fieldOf(node, 'left');
    return target === undefined || target.type !== 'attribute' || own.has(/^\w+/.exec(sourceOf(code, target))?.[0] ?? '');
  });
}

/** A blank line before a function that follows a statement. */
function blankBefore({ text, style: { newline } }: Code, start: number): TextEdit[] {
  const at = lineStart(text, start);
  const before = text.slice(0, at).trimEnd();
  const between = text.slice(before.length, at);
  return (between.match(/\n/g)?.length ?? 0) > 1 || before.endsWith(':') || before === '' ? [] : [{ range: { start: at, end: at }, newText: newline }];
}

function executorOf(code: Code, place: Place): Imported | undefined {
  const member = importedMember(code, place, 'concurrent.futures', 'ThreadPoolExecutor');
  return member !== undefined && member.edits.length === 0 ? member : importedFrom(code, place, 'concurrent.futures', 'ThreadPoolExecutor');
}

/** The head becomes that of a function, the last `append` its `return`; what stands between stays as it is. */
function statementEdits(code: Code, loop: ElementLoop, { indent, one, pool, head }: Frame): TextEdit[] | undefined {
  const { text, style: { newline, unit } } = code;
  const { place: { node }, body, collection, element } = loop;
  const [first] = body.children;
  const filled = filledIn(code, body);
  if (first === undefined || filled === undefined || filled.keyed.length > 0 || !opensLine(text, first.start) || commentsWithin(code, { start: node.start, end: collection.end }).length > 0) return undefined;
  const gathered = lastAppend(code, body, filled);
  const colon = /^\s*:/.exec(text.slice(collection.end, body.start))?.[0].length;
  if (gathered === undefined || colon === undefined || filled.lists.some((name) => name !== gathered.list) || someInside(body, ({ type }) => type === 'continue_statement')) return undefined;
  const known = body.children.length === 1 && commentsWithin(code, node).length === 0 ? functionOf(code, loop, gathered.value) : undefined;
  if (known !== undefined) return [{ range: node, newText: `${head}${newline}${indent}${unit}${gathered.list}.extend(${pool}.map(${known}, ${sourceOf(code, collection)}))` }];
  const end = endOfLine(text, body.end);
  return [
    ...blankBefore(code, node.start),
    { range: { start: node.start, end: collection.end + colon }, newText: `def ${one}(${sourceOf(code, element)}):` },
    { range: { start: gathered.statement.start, end: gathered.value.start }, newText: 'return ' },
    { range: { start: gathered.value.end, end: gathered.statement.end }, newText: '' },
    { range: { start: end, end }, newText: `${newline}${newline}${indent}${head}${newline}${indent}${unit}${gathered.list}.extend(${pool}.map(${one}, ${sourceOf(code, collection)}))` },
  ];
}

/** `[load(x) for x in xs]`, also as set or dictionary: its statement moves into the `with`. */
function comprehensionEdits(code: Code, loop: ElementLoop, { indent, one, pool, head }: Frame): TextEdit[] | undefined {
  const { newline, unit } = code.style;
  const { place: { node, ancestors }, body, statement, collection, element } = loop;
  if (!/^(list|set|dictionary)_comprehension$/.test(node.type) || !/^(return_statement|expression_statement)$/.test(statement.node.type) || commentsWithin(code, node).length > 0) return undefined;
  const inside = ancestors.slice(ancestors.indexOf(statement.node) + 1);
  if (inside.some(({ type }) => /comprehension|generator|lambda|conditional_expression|boolean_operator/.test(type)) || someInside(statement.node, ({ type }) => type === 'named_expression')) return undefined;
  const [key, value] = body.type === 'pair' ? body.children : [undefined, body];
  if (value === undefined) return undefined;
  const name = sourceOf(code, element);
  const conditions = node.children.filter(({ type }) => type === 'if_clause').map((clause) => ` ${sourceOf(code, clause)}`).join('');
  const elements = conditions === '' ? sourceOf(code, collection) : `[${name} for ${name} in ${sourceOf(code, collection)}${conditions}]`;
  const known = key === undefined ? functionOf(code, loop, value) : undefined;
  const result = movedText(code, value, indent + unit);
  const definition = `def ${one}(${name}):${newline}${indent}${unit}return ${key === undefined ? result : `${sourceOf(code, key)}, ${result}`}${newline}${newline}${indent}`;
  const kind = node.type === 'set_comprehension' ? 'set' : node.type === 'dictionary_comprehension' ? 'dict' : 'list';
  const moved = reindentEdits(code, statement.node, indent, indent + unit).filter(({ range }) => range.end <= node.start || range.start >= node.end);
  return [
    ...(known === undefined ? blankBefore(code, statement.node.start) : []),
    { range: { start: statement.node.start, end: statement.node.start }, newText: `${known === undefined ? definition : ''}${head}${newline}${indent}${unit}` },
    ...moved,
    { range: node, newText: `${kind}(${pool}.map(${known ?? one}, ${elements}))` },
  ];
}

/** `load` of `load(x)`, which needs no function of its own. */
function functionOf(code: Code, loop: ElementLoop, value: PyNode): string | undefined {
  const call = callOf(value);
  const [only, ...more] = call?.arguments ?? [];
  if (call === undefined || only?.type !== 'identifier' || more.length > 0 || sourceOf(code, only) !== sourceOf(code, loop.element)) return undefined;
  return isPath(call.callee) && isOutside(code, loop, call.callee) ? sourceOf(code, call.callee) : undefined;
}
