/** Calls, constructions, tagged templates, and the calls that are loops: `map`, `forEach`, `reduce`, `async.eachSeries`. */
import type { CallSite, LoopId, LoopSummary, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { callIteration } from './iteration';
import type { Iteration } from './iteration';
import { lowerArray, lowerExpression, lowerMemberExpression, rootBinding, waitsItself } from './lowerExpressions';
import type { Use } from './lowerExpressions';
import { lowerFunction } from './lowerFunctions';
import { at, awaitsSince, decidingReads, NOTHING, observed, readsSince, recordFlow, shortText, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import { markSiblings } from '../awaits';
import { lookUp } from '../scope';
import { isFunctionNode, keyName, rangeOf, unwrap } from './syntax';
import type { Node, TSESTree } from './syntax';

type CallNode = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;

const PROMISE_STEPS = new Set(['then', 'catch', 'finally']);
const COMBINATORS = new Set(['all', 'allSettled', 'any', 'race']);
/** Methods that change their receiver. */
const MUTATORS = new Set(['push', 'unshift', 'add', 'set', 'append', 'splice', 'pop', 'shift', 'delete', 'clear', 'fill', 'sort', 'reverse', 'write', 'enqueue', 'dequeue']);

/** The call a promise comes from: looks through `.then()`, `.catch()`, `.finally()` and casts. */
export function promiseSource(node: Node): Node {
  let source = unwrap(node);
  for (;;) {
    const receiver = promiseStep(source);
    if (receiver === undefined) return source;
    source = receiver;
  }
}

function promiseStep(node: Node): Node | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || !PROMISE_STEPS.has(keyName(callee.property, callee.computed) ?? '')) return undefined;
  const receiver = unwrap(callee.object);
  return receiver.type === 'CallExpression' || receiver.type === 'NewExpression' ? receiver : undefined;
}

export function lowerCall(lowering: Lowering, node: CallNode, use: Use): ValueId {
  if (node.type === 'CallExpression') {
    const required = requiredModule(lowering, node);
    if (required !== undefined) return required;
    if (promiseStep(node) !== undefined) return lowerPromiseStep(lowering, node, use);
  }
  const awaitMark = lowering.tables.awaits.length;
  const site = reserveSite(lowering, node, use);
  const callee = node.type === 'TaggedTemplateExpression' ? node.tag : node.callee;
  const target = unwrap(callee);
  const called = observed(lowering, () => (target.type === 'MemberExpression' ? lowerMemberExpression(lowering, target, 'callee') : lowerExpression(lowering, callee, 'chained')));
  const args = node.type === 'TaggedTemplateExpression' ? node.quasi.expressions : node.arguments;
  const mark = lowering.readLog.length;
  const summary = lowering.tables.sites[site];
  if (summary === undefined) throw new Error('a call site was not reserved');
  summary.callee = called.result;
  summary.calleeReads = called.reads;
  const iteration = node.type === 'CallExpression' ? callIteration(lowering, target, args, called) : undefined;
  summary.arguments = iteration === undefined ? lowerArguments(lowering, node, args, site, use) : lowerIteration(lowering, node, args, site, use, iteration);
  if (node.type === 'TaggedTemplateExpression') {
    summary.arguments = [lowering.tables.assembled(node.quasi.quasis.map(({ value }) => value.cooked ?? ''), summary.arguments)];
  }
  summary.argumentRanges = args.map(rangeOf);
  summary.argumentReads = readsSince(lowering, mark);
  recordMutation(lowering, node, target, summary, mark, awaitMark);
  return lowering.tables.value({ kind: 'result', site });
}

function reserveSite(lowering: Lowering, node: CallNode, use: Use): SiteId {
  const { place, tables } = lowering;
  const callee = node.type === 'TaggedTemplateExpression' ? node.tag : node.callee;
  const target = unwrap(callee);
  const nameNode = target.type === 'MemberExpression' ? target.property : target;
  const id = tables.sites.push({
    kind: node.type === 'NewExpression' ? 'new' : node.type === 'TaggedTemplateExpression' ? 'template' : 'call', range: rangeOf(node), callee: UNKNOWN,
    text: shortText(lowering, rangeOf(callee)), name: target.type === 'MemberExpression' ? (keyName(target.property, target.computed) ?? '') : target.type === 'Identifier' ? target.name : '',
    nameRange: rangeOf(nameNode), arguments: NOTHING, argumentRanges: [], calleeReads: NOTHING, argumentReads: NOTHING, function: place.function, loop: place.loop,
    await: NONE, use, try: place.try, conditions: place.depth, conditionReads: decidingReads(lowering),
  }) - 1;
  lowering.siteOf.set(node, id);
  return id;
}

function requiredModule(lowering: Lowering, node: TSESTree.CallExpression): ValueId | undefined {
  const callee = node.callee;
  const [first] = node.arguments;
  if (callee.type !== 'Identifier' || callee.name !== 'require' || first?.type !== 'Literal' || typeof first.value !== 'string') return undefined;
  if (lookUp(lowering.place.scope, 'require') !== undefined) return undefined;
  return lowering.tables.value({ kind: 'import', module: first.value, name: '*' });
}

/** `f().then(g)` is `f()` for whoever waits for it; its callbacks run as part of the same statement. */
function lowerPromiseStep(lowering: Lowering, node: TSESTree.CallExpression, use: Use): ValueId {
  const callee = unwrap(node.callee) as TSESTree.MemberExpression;
  const value = lowerExpression(lowering, callee.object, use === 'value' ? 'discarded' : use);
  for (const argument of node.arguments) {
    if (isFunctionNode(argument)) lowerFunction(lowering, argument, { keepsLoop: true });
    else lowerExpression(lowering, argument);
  }
  return keyName(callee.property, callee.computed) === 'then' ? UNKNOWN : value;
}

function lowerArguments(lowering: Lowering, node: CallNode, args: readonly Node[], site: SiteId, use: Use): ValueId[] {
  const { tables } = lowering;
  const combinator = isCombinator(lowering, node);
  const groups: (readonly number[])[] = [];
  const values = args.map((argument, index) => {
    const mark = tables.awaits.length;
    const value = lowerArgument(lowering, node, argument, index, site, use, combinator);
    groups.push(waitsItself(argument) ? awaitsSince(lowering, mark) : NOTHING);
    return value;
  });
  if (!combinator) markSiblings(lowering, groups, 'arguments', rangeOf(node));
  return values;
}

function lowerArgument(lowering: Lowering, node: CallNode, argument: Node, index: number, site: SiteId, use: Use, combinator: boolean): ValueId {
  if (isFunctionNode(argument)) {
    const keepsLoop = node.type === 'NewExpression' || use === 'awaited' || use === 'returned' || use === 'collected';
    return lowerFunction(lowering, argument, { argumentOf: { site, index, property: undefined }, keepsLoop });
  }
  if (combinator) return lowerCollected(lowering, argument);
  if (argument.type === 'ObjectExpression') return lowerOptions(lowering, argument, index, site);
  return lowerExpression(lowering, argument, 'argument');
}

/** The functions in `route({ handler() {…} })` know which call they were given to. */
function lowerOptions(lowering: Lowering, node: TSESTree.ObjectExpression, index: number, site: SiteId): ValueId {
  const value = lowerExpression(lowering, node);
  const { tables } = lowering;
  for (const property of node.properties) {
    if (property.type !== 'Property') continue;
    const name = keyName(property.key, property.computed);
    const fn = isFunctionNode(property.value) ? lowering.hoisted.get(property.value) : undefined;
    const summary = fn === undefined ? undefined : tables.functions[fn];
    if (summary !== undefined) summary.argumentOf = { site, index, property: name };
    if (property.value.type === 'ObjectExpression') lowerNestedHandlers(lowering, property.value, index, site, name ?? '');
  }
  return value;
}

/** Handlers one level further down, as in `{ Query: { user() {…} } }`. */
function lowerNestedHandlers(lowering: Lowering, node: TSESTree.ObjectExpression, index: number, site: SiteId, prefix: string): void {
  for (const property of node.properties) {
    if (property.type !== 'Property') continue;
    const fn = isFunctionNode(property.value) ? lowering.hoisted.get(property.value) : undefined;
    const summary = fn === undefined ? undefined : lowering.tables.functions[fn];
    const name = `${prefix}.${keyName(property.key, property.computed) ?? ''}`;
    if (summary !== undefined) summary.argumentOf = { site, index, property: name };
    if (property.value.type === 'ObjectExpression') lowerNestedHandlers(lowering, property.value, index, site, name);
  }
}

function isCombinator(lowering: Lowering, node: CallNode): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const isPromise = (callee.object.name === 'Promise' && lookUp(lowering.place.scope, 'Promise') === undefined) || /^(Bluebird|Promise|B)$/.test(callee.object.name);
  return isPromise && COMBINATORS.has(keyName(callee.property, callee.computed) ?? '');
}

function lowerCollected(lowering: Lowering, argument: Node): ValueId {
  const inner = unwrap(argument);
  if (inner.type === 'ArrayExpression') return lowerArray(lowering, inner, 'collected');
  if (inner.type === 'Identifier') {
    const binding = lookUp(lowering.place.scope, inner.name);
    const loop = binding === undefined ? undefined : lowering.loopOfBinding.get(binding);
    const summary = loop === undefined ? undefined : lowering.tables.loops[loop];
    if (summary !== undefined && summary.pace === 'started') summary.pace = 'collected';
  }
  return lowerExpression(lowering, argument, 'collected');
}

function lowerIteration(lowering: Lowering, node: CallNode, args: readonly Node[], site: SiteId, use: Use, iteration: Iteration): ValueId[] {
  const { tables, place } = lowering;
  const collected = use === 'collected' || use === 'awaited' && iteration.awaitsAll;
  const loop: LoopId = tables.loops.push({
    kind: 'callback', range: rangeOf(node), headRange: rangeOf(iteration.iteratedNode ?? node), bodyRange: rangeOf(iteration.callback), parent: place.loop, function: place.function,
    body: NONE, method: iteration.method, pace: paceOf(iteration, collected, args), limit: iteration.limit, iterated: iteration.iterated,
    iteratedText: iteration.iteratedNode === undefined ? '' : shortText(lowering, rangeOf(iteration.iteratedNode)), iteratedReads: iteration.reads, testReads: NOTHING, testAwaits: NOTHING, endless: false,
    elements: NOTHING, elementName: '', count: NONE, step: 1,
  }) - 1;
  lowering.loopOfNode.set(node, loop);
  const values = args.map((argument, index) => {
    if (argument !== iteration.callback) return argument === iteration.iteratedNode ? iteration.iterated : lowerExpression(lowering, argument, 'argument');
    return lowerIterationCallback(lowering, argument, index, site, loop, iteration);
  });
  const summary = tables.loops[loop];
  if (summary !== undefined) {
    summary.elementName = summary.elementName === '' ? singular(summary.iteratedText) : summary.elementName;
    recordFlow(lowering, { kind: 'iterate', range: summary.headRange, targets: summary.elements, path: '', reads: iteration.reads, awaits: NOTHING, ifAbsent: false, value: UNKNOWN });
  }
  return values;
}

function paceOf(iteration: Iteration, collected: boolean, args: readonly Node[]): LoopSummary['pace'] {
  if (iteration.pace === 'serial') return 'serial';
  if (iteration.method.startsWith('reduce')) return args[0] !== undefined && isFunctionNode(args[0]) && args[0].async ? 'serial' : 'started';
  return collected ? 'collected' : 'started';
}

function lowerIterationCallback(lowering: Lowering, callback: Node, index: number, site: SiteId, loop: LoopId, iteration: Iteration): ValueId {
  const { tables } = lowering;
  const summary = tables.loops[loop];
  if (isFunctionNode(callback)) {
    const value = lowerFunction(lowering, callback, { argumentOf: { site, index, property: undefined }, bodyOf: loop, elementAt: iteration.elementAt, iterated: iteration.iterated });
    const entry = tables.valueAt(value);
    if (summary !== undefined && entry.kind === 'function') summary.body = entry.function;
    return value;
  }
  // `ids.map(this.load)`: the function handed over is called once per element.
  const called = observed(lowering, () => lowerExpression(lowering, callback));
  const range = rangeOf(callback);
  const bound = unwrap(callback);
  const named = bound.type === 'CallExpression' && bound.callee.type === 'MemberExpression' && keyName(bound.callee.property, bound.callee.computed) === 'bind' ? bound.callee.object : bound;
  at(lowering, { loop, depth: 0 }, () => {
    tables.sites.push({
      kind: 'reference', range, callee: called.result, text: shortText(lowering, rangeOf(named)), name: named.type === 'MemberExpression' ? (keyName(named.property, named.computed) ?? '') : named.type === 'Identifier' ? named.name : '',
      nameRange: range, arguments: [tables.value({ kind: 'element', of: iteration.iterated })], argumentRanges: [range], calleeReads: called.reads, argumentReads: NOTHING,
      function: lowering.place.function, loop, await: NONE, use: summary?.pace === 'collected' ? 'collected' : summary?.pace === 'serial' ? 'awaited' : 'discarded', try: lowering.place.try, conditions: 0, conditionReads: NOTHING,
    });
  });
  return called.result;
}

function recordMutation(lowering: Lowering, node: CallNode, target: Node, site: CallSite, mark: number, awaitMark: number): void {
  if (node.type !== 'CallExpression' || target.type !== 'MemberExpression' || !MUTATORS.has(site.name)) return;
  const root = rootBinding(lowering, target.object);
  recordFlow(lowering, {
    kind: 'mutate', range: site.range, targets: root === undefined ? [] : [root], path: `${shortText(lowering, rangeOf(target))}()`, reads: readsSince(lowering, mark), awaits: awaitsSince(lowering, awaitMark),
    ifAbsent: false, value: site.arguments.at(-1) ?? UNKNOWN,
  });
}

/** `order.items` → `item`, `userIds` → `userId`, `entries` → `entry`; `element` when nothing better is known. */
export function singular(text: string): string {
  const name = /([A-Za-z_$][\w$]*)(?:\(\{?[^()]*\}?\))?$/.exec(text.replace(/\?$/, ''))?.[1] ?? '';
  if (/ies$/.test(name)) return name.replace(/ies$/, 'y');
  if (/(ss|ch|sh|x)es$/.test(name)) return name.replace(/es$/, '');
  if (/[^s]s$/.test(name) && name.length > 2) return name.replace(/s$/, '');
  return 'element';
}
