/** One query per element → one before the loop, and a look-up in a dictionary where the query stood. */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { indentAt, opensLine } from '../lines';
import type { Code } from './code';
import { claimName, sourceOf, takenAround } from './code';
import type { ElementLoop } from './loops';
import { elementNames, isOutside } from './loops';
import type { Lookup } from './lookups';
import type { Place } from './tree';
import { assignmentOf, boundIn, isPath, isPlain, methodCall, namesIn, someInside, statementsOf } from './tree';

export interface Batched {
  readonly edits: readonly TextEdit[];
}

/**
 * Undefined when the key is more than a plain expression over the element, or the collection cannot be said twice, as a slice of a
 * search that runs then. `isConditional`: not every element comes to the query, so its key must be there without doubt.
 */
export function batchLookup(code: Code, loop: ElementLoop, place: Place, lookup: Lookup, isConditional: boolean, ordinal: number): Batched | undefined {
  const { statement, collection, element } = loop;
  if (isConditional && (loop.form !== 'statement' || !elementNames(code, loop).includes(sourceOf(code, lookup.key)))) return undefined;
  const handler = handlerEdits(code, loop, place, lookup);
  if (handler === undefined || !isRepeatable(code, lookup.key) || !lookup.others.every((other) => isOutside(code, loop, other)) || !opensLine(code.text, statement.node.start) || !isPlain(collection) || someInside(collection, ({ type }) => type === 'slice')) return undefined;
  const own = elementNames(code, loop);
  const names = namesIn(lookup.key, code.text);
  const bound = boundIn(loop.body, code.text);
  if (!own.some((name) => names.has(name)) || [...names].some((name) => bound.has(name))) return undefined;
  // In a comprehension, a condition or another one around may decide whether anything is asked.
  const inside = loop.form === 'comprehension' ? loop.place.ancestors.slice(loop.place.ancestors.indexOf(statement.node)) : [];
  if (inside.some(({ type }) => /comprehension|generator|lambda|conditional_expression|boolean_operator/.test(type)) || !/^(for|return|expression)_statement$/.test(statement.node.type)) return undefined;
  // A query that decides itself which elements count cannot be asked for those that do.
  if (loop.form === 'comprehension' && place.ancestors.some(({ type }) => /^(if|for_in)_clause$/.test(type))) return undefined;

  const rows = claimName(takenAround(code, statement), `${snake(lookup.model)}s_by_${lookup.field === 'pk' ? 'id' : lookup.field}`, ordinal);
  const key = sourceOf(code, lookup.key);
  const conditions = loop.form === 'comprehension' ? loop.place.node.children.filter(({ type }) => type === 'if_clause').map((clause) => ` ${sourceOf(code, clause)}`).join('') : '';
  const isElement = conditions === '' && element.type === 'identifier' && key === sourceOf(code, element) && isPath(collection);
  const indent = indentAt(code.text, statement.node.start);
  const { newline, unit, width } = code.style;
  const source = sourceOf(code, collection);
  const head = `for ${sourceOf(code, element)} in ${source}${conditions}`;
  const whole = `${rows} = ${lookup.all(isElement ? source : `[${key} ${head}]`)}`;
  const broken = `${rows} = ${lookup.all(`[${newline}${indent}${unit}${key}${newline}${indent}${unit}${head}${newline}${indent}]`)}`;
  const text = isElement || indent.length + whole.length <= width ? whole : broken;
  return {
    edits: [
      { range: { start: statement.node.start, end: statement.node.start }, newText: `${text}${newline}${indent}` },
      { range: lookup.node, newText: lookup.one(rows, key) },
      ...handler, ...lookup.edits,
    ],
  };
}

/** Plain, or an entry of a dictionary that may be missing: `line.get("product")`. */
function isRepeatable(code: Code, node: PyNode): boolean {
  if (isPlain(node)) return true;
  const entry = methodCall(node, code.text);
  return entry?.name === 'get' && entry.arguments[0]?.type === 'string' && entry.arguments.every(isPlain) && isRepeatable(code, entry.receiver);
}

/**
 * `try: product = Product.objects.get(…)` with a handler for the row that is missing and nothing else → the handler names what the
 * look-up raises. None without a `try` in the loop; undefined where a failure is handled in another way.
 */
function handlerEdits(code: Code, { place: { node: whole } }: ElementLoop, { ancestors }: Place, lookup: Lookup): readonly TextEdit[] | undefined {
  const attempt = ancestors.slice(ancestors.indexOf(whole) + 1).findLast(({ type }) => type === 'try_statement');
  if (attempt === undefined) return [];
  const body = fieldOf(attempt, 'body');
  const [only, ...more] = body === undefined ? [] : statementsOf(body);
  const handlers = attempt.children.filter(({ type }) => /^(except|finally)/.test(type));
  const [handler] = handlers;
  const caught = handler?.type === 'except_clause' ? handler.children.find(({ type }) => type !== 'block' && type !== 'comment') : undefined;
  if (lookup.missing === undefined || only === undefined || more.length > 0 || handlers.length !== 1 || caught === undefined) return undefined;
  if (assignmentOf(only)?.value !== lookup.node || !lookup.missing.errors.includes(sourceOf(code, caught))) return undefined;
  return [{ range: caught, newText: lookup.missing.now }];
}

/** `OrderItem` → `order_item` */
function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
