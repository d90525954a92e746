/** Loop statements: what they iterate, how often, and which names belong to them. */
import type { LoopSummary, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { lowerAwait, lowerExpression } from './lowerExpressions';
import { at, declare, NOTHING, observed, recordFlow, shortText, UNKNOWN } from '../lowering';
import type { ConditionFrame, Lowering } from '../lowering';
import { singular } from './lowerCalls';
import { bindPattern, lowerBranch, lowerStatement } from './lowerStatements';
import { openScope } from '../scope';
import { patternNames } from './scopes';
import { keyName, rangeOf, startOf, unwrap } from './syntax';
import type { Node, TSESTree } from './syntax';

type LoopNode = TSESTree.ForStatement | TSESTree.ForInStatement | TSESTree.ForOfStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement;

export function lowerLoop(lowering: Lowering, node: LoopNode, label: string | undefined): ConditionFrame {
  const { place, tables } = lowering;
  const id = tables.loops.push({
    kind: kindOf(node), range: rangeOf(node), headRange: { start: startOf(node), end: startOf(node.body) }, bodyRange: rangeOf(node.body), parent: place.loop,
    function: place.function, body: place.function, method: '', pace: 'serial', limit: 0, iterated: UNKNOWN, iteratedText: '', iteratedReads: NOTHING, testReads: NOTHING, testAwaits: NOTHING,
    endless: false, elements: NOTHING, elementName: '', count: NONE, step: 1,
  }) - 1;
  const loop = tables.loops[id];
  if (loop === undefined) throw new Error('a loop was not reserved');
  const inside = {
    loop: id, statementLoop: id, frames: [], depth: 0, breaksSwitch: false, inHandler: false,
    labels: label === undefined ? place.labels : new Map([...place.labels, [label, id]]),
  };
  return at(lowering, { scope: openScope(place.scope) }, () => {
    switch (node.type) {
      case 'ForOfStatement':
      case 'ForInStatement':
        return lowerForEach(lowering, node, id, loop, inside);
      case 'ForStatement':
        return lowerCounted(lowering, node, id, loop, inside);
      default:
        return lowerWhile(lowering, node, loop, inside);
    }
  });
}

function kindOf(node: LoopNode): LoopSummary['kind'] {
  switch (node.type) {
    case 'ForOfStatement': return node.await ? 'for-await' : 'for-of';
    case 'ForInStatement': return 'for-in';
    case 'ForStatement': return 'for';
    case 'WhileStatement': return 'while';
    default: return 'do';
  }
}

type MutableLoop = ReturnType<Lowering['tables']['loops']['slice']>[number];
type Inside = Parameters<typeof at>[1];

function lowerForEach(lowering: Lowering, node: TSESTree.ForOfStatement | TSESTree.ForInStatement, id: number, loop: MutableLoop, inside: Inside): ConditionFrame {
  const { tables } = lowering;
  const head = observed(lowering, () => (node.type === 'ForOfStatement' && node.await ? lowerAwait(lowering, node.right, rangeOf(node.right), 'each') : lowerExpression(lowering, node.right, 'iterated')));
  loop.iterated = head.result;
  loop.iteratedText = shortText(lowering, rangeOf(node.right));
  loop.iteratedReads = head.reads;
  const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
  const element = node.type === 'ForInStatement' ? UNKNOWN : tables.value({ kind: 'element', of: head.result });
  at(lowering, { ...inside }, () => {
    if (node.left.type === 'VariableDeclaration' && target !== undefined) {
      loop.elements = patternNames(target).map((name) => declare(lowering, name, 'element', id));
      bindPattern(lowering, target, element);
    }
    loop.elementName = target?.type === 'Identifier' ? target.name : singular(loop.iteratedText);
    recordFlow(lowering, { kind: 'iterate', range: loop.headRange, targets: loop.elements, path: '', reads: head.reads, awaits: head.awaits, ifAbsent: false, value: element });
    lowerBranch(lowering, node.body);
  });
  return head;
}

function lowerCounted(lowering: Lowering, node: TSESTree.ForStatement, id: number, loop: MutableLoop, inside: Inside): ConditionFrame {
  const head = observed(lowering, () => {
    if (node.init?.type === 'VariableDeclaration') {
      for (const { id: pattern } of node.init.declarations) for (const name of patternNames(pattern)) if (node.init.kind !== 'var') loop.elements = [...loop.elements, declare(lowering, name, 'element', id)];
      lowerStatement(lowering, node.init);
    } else if (node.init !== null) {
      lowerExpression(lowering, node.init);
    }
  });
  at(lowering, inside, () => {
    const test = observed(lowering, () => (node.test === null ? UNKNOWN : lowerExpression(lowering, node.test)));
    loop.testReads = test.reads;
    loop.testAwaits = test.awaits;
    loop.endless = node.test === null;
    const counted = countedRange(lowering, node);
    loop.count = counted.count;
    loop.step = counted.step;
    loop.iterated = counted.iterated;
    loop.iteratedText = counted.text;
    loop.elementName = counted.text === '' ? 'iteration' : singular(counted.text);
    recordFlow(lowering, { kind: 'iterate', range: loop.headRange, targets: loop.elements, path: '', reads: head.reads, awaits: head.awaits, ifAbsent: false, value: UNKNOWN });
    lowerBranch(lowering, node.body);
    if (node.update !== null) lowerExpression(lowering, node.update);
  });
  return head;
}

/** `for (let i = 0; i < xs.length; i += 2)`: what is counted, how far, in which steps. */
function countedRange(lowering: Lowering, node: TSESTree.ForStatement): { readonly count: number; readonly step: number; readonly iterated: ValueId; readonly text: string } {
  const nothing = { count: NONE, step: stepOf(node), iterated: UNKNOWN, text: '' };
  if (node.test?.type !== 'BinaryExpression' || !/^(<=?|>=?|!==?)$/.test(node.test.operator)) return nothing;
  const limit = unwrap(node.test.right);
  const start = node.init?.type === 'VariableDeclaration' ? node.init.declarations[0]?.init : undefined;
  if (limit.type === 'MemberExpression' && keyName(limit.property, limit.computed) === 'length') {
    return { ...nothing, iterated: lowerExpression(lowering, limit.object), text: shortText(lowering, rangeOf(limit.object)) };
  }
  const from = start === undefined || start === null ? undefined : constantNumber(lowering, start);
  const to = constantNumber(lowering, limit);
  if (from === undefined || to === undefined) return nothing;
  return { ...nothing, count: Math.max(0, Math.abs(to - from) + (node.test.operator.endsWith('=') && !node.test.operator.startsWith('!') ? 1 : 0)) };
}

function constantNumber(lowering: Lowering, node: Node): number | undefined {
  const value = lowering.tables.valueAt(lowerExpression(lowering, node));
  if (value.kind === 'number') return value.value;
  if (value.kind !== 'binding') return undefined;
  const binding = lowering.tables.bindings[value.binding];
  const assigned = binding?.kind === 'const' && binding.assigned.length === 1 ? lowering.tables.valueAt(binding.assigned[0] ?? UNKNOWN) : undefined;
  return assigned?.kind === 'number' ? assigned.value : undefined;
}

/** A name or other number as step counts as "more than one": the loop walks over slices. */
function stepOf({ update }: TSESTree.ForStatement): number {
  if (update?.type !== 'AssignmentExpression') return 1;
  return update.right.type === 'Literal' && typeof update.right.value === 'number' ? update.right.value : 2;
}

function lowerWhile(lowering: Lowering, node: TSESTree.WhileStatement | TSESTree.DoWhileStatement, loop: MutableLoop, inside: Inside): ConditionFrame {
  const test = at(lowering, inside, () => {
    const before = observed(lowering, () => lowerExpression(lowering, node.test));
    loop.testReads = before.reads;
    loop.testAwaits = before.awaits;
    loop.endless = node.test.type === 'Literal' && Boolean(node.test.value);
    loop.elementName = 'iteration';
    lowerBranch(lowering, node.body);
    return before;
  });
  return test;
}
