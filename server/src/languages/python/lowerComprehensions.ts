/** Comprehensions and generator expressions: loops written as expressions. */
import type { LoopSummary, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { at, declare, NOTHING, observed, shortText, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import { openScope } from '../scope';
import { lowerAwait, lowerExpression, lowerIterated, lowerTest } from './lowerExpressions';
import type { Use } from './lowerExpressions';
import { bindTarget, constantRange, elementNameOf, iteratedSource } from './lowerStatements';
import { targetNames } from './names';
import type { PyNode } from './tree';
import { fieldOf, rangeOf } from './tree';

/** What the expression builds, as the loop's method: a list in full, or one value at a time. */
const FORMS: Readonly<Record<string, string>> = { list_comprehension: 'list', set_comprehension: 'set', dictionary_comprehension: 'dict', generator_expression: 'generator' };

/** `use` is `collected` when `gather` and the like wait for what the elements are. */
export function lowerComprehension(lowering: Lowering, node: PyNode, use: Use): ValueId {
  const clauses = node.children.filter((child) => child.type === 'for_in_clause' || child.type === 'if_clause');
  const body = fieldOf(node, 'body');
  return at(lowering, { scope: openScope(lowering.place.scope) }, () => lowerClauses(lowering, node, clauses, body, use));
}

function lowerClauses(lowering: Lowering, node: PyNode, clauses: readonly PyNode[], body: PyNode | undefined, use: Use): ValueId {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return lowerBody(lowering, body, use);
  if (clause.type === 'if_clause') {
    for (const child of clause.children) lowerTest(lowering, child);
    return lowerClauses(lowering, node, rest, body, use);
  }
  const { place, tables, text } = lowering;
  const left = fieldOf(clause, 'left');
  const right = fieldOf(clause, 'right') ?? clause.children.at(-1);
  const head = observed(lowering, () => (right === undefined ? UNKNOWN : clause.async ? lowerAwait(lowering, right, rangeOf(right), 'each') : lowerIterated(lowering, right)));
  const source = right === undefined ? { value: UNKNOWN, node: undefined } : iteratedSource(lowering, right, head.result);
  const iteratedText = source.node === undefined ? '' : shortText(lowering, rangeOf(source.node));
  const range = source.node === undefined ? { count: NONE, step: 1 } : constantRange(lowering, source.node);
  const pace: LoopSummary['pace'] = use === 'collected' ? 'collected' : 'serial';
  const id = tables.loops.push({
    kind: clause.async ? 'for-await' : 'comprehension', range: rangeOf(node), headRange: rangeOf(clause), bodyRange: body === undefined ? rangeOf(node) : rangeOf(body), parent: place.loop,
    function: place.function, body: place.function, method: FORMS[node.type] ?? '', pace, limit: 0, iterated: source.value, iteratedText, iteratedReads: head.reads, testReads: NOTHING, testAwaits: NOTHING,
    endless: false, elements: NOTHING, elementName: '', count: range.count, step: range.step,
  }) - 1;
  lowering.loopOfNode.set(node, id);
  return at(lowering, { loop: id, statementLoop: id, frames: [], depth: 0 }, () => {
    const loop = tables.loops[id];
    const elements = targetNames(left).map(({ start, end }) => declare(lowering, text.slice(start, end), 'element', id));
    if (loop !== undefined) {
      loop.elements = elements;
      loop.elementName = elementNameOf(lowering, left, iteratedText);
    }
    if (left !== undefined) bindTarget(lowering, left, tables.value({ kind: 'element', of: source.value }), { range: rangeOf(clause), reads: head.reads, awaits: head.awaits, kind: 'iterate' });
    return lowerClauses(lowering, node, rest, body, use);
  });
}

function lowerBody(lowering: Lowering, body: PyNode | undefined, use: Use): ValueId {
  if (body === undefined) return UNKNOWN;
  const value = body.type === 'pair' ? body.children.reduce((_, child) => lowerExpression(lowering, child), UNKNOWN) : lowerExpression(lowering, body, use === 'collected' ? 'collected' : 'value');
  return lowering.tables.value({ kind: 'array', elements: [value], length: NONE });
}
