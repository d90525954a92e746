/** A loop over a collection, a statement or a comprehension: what is walked over, what one element is called, where the loop starts. */
import type { FileSummary, LoopId } from '../../engine/summary';
import { targetNames } from '../../languages/python/names';
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import { sameRange } from '../../text/range';
import type { Code } from './code';
import { sourceOf } from './code';
import type { Place, StatementPlace } from './tree';
import { boundIn, identifiersIn, isFunction, namesIn, placeOf, statementAround, statementsOf } from './tree';

export interface ElementLoop {
  readonly form: 'statement' | 'comprehension';
  /** The `for` statement, or the comprehension. */
  readonly place: Place;
  /** The statement before which work for all elements may be put. */
  readonly statement: StatementPlace;
  /** What one element is bound to: a name, or a pattern of names. */
  readonly element: PyNode;
  readonly collection: PyNode;
  /** The block, or what the comprehension collects. */
  readonly body: PyNode;
}

const COMPREHENSIONS: readonly string[] = ['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'];

/** Undefined for asynchronous loops, for those with `else`, and for comprehensions over more than one collection. */
export function elementLoop(code: Code, summary: FileSummary, id: LoopId): ElementLoop | undefined {
  const loop = summary.loops[id];
  const place = loop === undefined ? undefined : placeOf(code.root, loop.range, 'for_statement', ...COMPREHENSIONS);
  return place === undefined ? undefined : loopAt(place);
}

export function loopAt(place: Place): ElementLoop | undefined {
  const statement = statementAround(place);
  const { node } = place;
  const body = fieldOf(node, 'body');
  if (statement === undefined || body === undefined) return undefined;
  if (node.type === 'for_statement') {
    const [element, collection] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (node.async || element === undefined || collection === undefined || fieldOf(node, 'alternative') !== undefined || statement.node !== node) return undefined;
    return { form: 'statement', place, statement, element, collection, body };
  }
  const [clause, ...more] = node.children.filter(({ type }) => type === 'for_in_clause');
  const [element, collection] = clause === undefined ? [] : [fieldOf(clause, 'left'), fieldOf(clause, 'right') ?? clause.children.at(-1)];
  if (clause === undefined || clause.async || more.length > 0 || element === undefined || collection === undefined) return undefined;
  return { form: 'comprehension', place, statement, element, collection, body };
}

/** The comprehension is consumed where it stands, or is no generator: what it reads is read before its statement ends. */
export function isConsumed({ place }: ElementLoop, text: string): boolean {
  if (place.node.type !== 'generator_expression') return true;
  const parent = place.ancestors.at(-1);
  const call = parent?.type === 'argument_list' ? place.ancestors.at(-2) : parent;
  const callee = call?.type === 'call' ? fieldOf(call, 'function') : undefined;
  return callee !== undefined && /^(sum|any|all|max|min|list|set|tuple|dict|sorted|frozenset|.*\.join|Counter|collections\.Counter)$/.test(text.slice(callee.start, callee.end));
}

export function elementNames(code: Code, { element }: ElementLoop): string[] {
  return targetNames(element).map((name) => sourceOf(code, name));
}

/** Uses nothing that the loop declares: may be said before it. */
export function isOutside(code: Code, loop: ElementLoop, node: PyNode): boolean {
  const names = namesIn(node, code.text);
  const own = [...elementNames(code, loop), ...boundIn(loop.body, code.text)];
  return !own.some((name) => names.has(name));
}

/** Names bound by the loop that something outside it mentions in the same function; they would be lost if its body became a function. */
export function namesUsedAfter(code: Code, loop: ElementLoop, names: ReadonlySet<string>): string[] {
  const owner = loop.place.ancestors.findLast(isFunction) ?? code.root;
  const outside = identifiersIn(owner).filter((node) => node.start < loop.place.node.start || node.start >= loop.place.node.end);
  return [...names].filter((name) => outside.some((node) => sourceOf(code, node) === name));
}

/** The only assignment of a name in the function (or module) around, before the place, in a block that is around the place too. */
export function onlyAssignment(code: Code, place: Place, name: string): { readonly statement: PyNode; readonly value: PyNode; readonly block: PyNode } | undefined {
  const owner = place.ancestors.findLast(isFunction) ?? code.root;
  const body = owner === code.root ? owner : fieldOf(owner, 'body');
  if (body === undefined) return undefined;
  let bindings = 0;
  let found: { statement: PyNode; value: PyNode; block: PyNode } | undefined;
  const visit = (block: PyNode): void => {
    for (const statement of statementsOf(block)) {
      const inner = statement.children.filter(({ type }) => type === 'block' || /_clause$/.test(type));
      if (inner.length === 0) {
        if (!boundIn(statement, code.text).has(name)) continue;
        bindings++;
        const [assignment] = statement.children;
        const [left, right] = assignment?.type === 'assignment' ? [fieldOf(assignment, 'left'), fieldOf(assignment, 'right')] : [];
        if (left?.type === 'identifier' && right !== undefined && right.type !== 'assignment' && statement.start < place.node.start && place.ancestors.includes(block)) found = { statement, value: right, block };
        continue;
      }
      if (isFunction(statement) || statement.type === 'class_definition' || statement.type === 'decorated_definition') {
        if (boundIn(statement, code.text).has(name)) bindings++;
        continue;
      }
      // Heads of loops and `with` bind names as well.
      const heads = statement.children.filter((child) => !inner.includes(child));
      if (statement.type === 'for_statement' && targetNames(fieldOf(statement, 'left')).some((target) => sourceOf(code, target) === name)) bindings++;
      if (heads.some((head) => boundIn(head, code.text).has(name))) bindings++;
      for (const child of inner) for (const nested of child.type === 'block' ? [child] : child.children.filter(({ type }) => type === 'block')) visit(nested);
    }
  };
  visit(body);
  const isParameter = owner !== code.root && identifiersIn(fieldOf(owner, 'parameters') ?? owner).some((node) => sourceOf(code, node) === name);
  return bindings === 1 && !isParameter ? found : undefined;
}

export function isSameNode(a: PyNode, b: PyNode): boolean {
  return a.type === b.type && sameRange(a, b);
}
