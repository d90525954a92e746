/** Calls, and the calls that go through what they are given. */
import type { AwaitId, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { at, awaitsSince, decidingReads, NOTHING, observed, readsSince, recordFlow, shortText, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import { markSiblings } from '../awaits';
import { lookUp } from '../scope';
import { lowerComprehension } from './lowerComprehensions';
import { lowerFunction } from './lowerDefinitions';
import { lowerAttribute, lowerExpression, lowerIterated } from './lowerExpressions';
import type { Use } from './lowerExpressions';
import { elementNameOf, rootBinding } from './lowerStatements';
import type { PyNode } from './tree';
import { fieldOf, rangeOf, unwrap } from './tree';

/** Wait for all that they are given. */
const GATHERS = new Set(['gather', 'wait', 'as_completed', 'gather_with_concurrency', 'gatherResults', 'DeferredList', 'amap', 'start_soon', 'create_task', 'ensure_future']);
/** Built-in functions that go through their argument. */
const GOES_THROUGH = new Set(['list', 'tuple', 'set', 'frozenset', 'sorted', 'len', 'sum', 'any', 'all', 'min', 'max', 'dict', 'bool', 'enumerate', 'zip', 'reversed', 'iter', 'next']);
/** Methods of lists, sets and texts that do. */
const TAKES_FROM = new Set(['extend', 'extendleft', 'join', 'update', 'union', 'intersection', 'difference', 'writelines', 'writerows', 'from_iterable']);
const MUTATORS = new Set(['append', 'extend', 'insert', 'add', 'update', 'setdefault', 'pop', 'popleft', 'remove', 'discard', 'clear', 'appendleft', 'put', 'put_nowait', 'write', 'sort', 'reverse', 'popitem']);

export function lowerCall(lowering: Lowering, node: PyNode, use: Use): ValueId {
  const callee = unwrap(fieldOf(node, 'function') ?? node);
  const site = reserveSite(lowering, node, callee, use);
  const called = observed(lowering, () => (callee.type === 'attribute' ? lowerAttribute(lowering, callee, 'callee') : lowerExpression(lowering, callee, 'chained')));
  const summary = lowering.tables.sites[site];
  if (summary === undefined) throw new Error('a call site was not reserved');
  summary.callee = called.result;
  summary.calleeReads = called.reads;
  const mark = lowering.readLog.length;
  const awaitMark = lowering.tables.awaits.length;
  lowerArguments(lowering, node, callee, site, use);
  summary.argumentReads = readsSince(lowering, mark);
  recordMutation(lowering, callee, site, mark, awaitMark);
  return lowering.tables.value({ kind: 'result', site });
}

function reserveSite(lowering: Lowering, node: PyNode, callee: PyNode, use: Use): SiteId {
  const { place, tables, text } = lowering;
  const nameNode = callee.type === 'attribute' ? (fieldOf(callee, 'attribute') ?? callee) : callee;
  const id = tables.sites.push({
    kind: 'call', range: rangeOf(node), callee: UNKNOWN, text: shortText(lowering, rangeOf(callee)), name: nameNode.type === 'identifier' ? text.slice(nameNode.start, nameNode.end) : '',
    nameRange: rangeOf(nameNode), arguments: NOTHING, argumentRanges: [], calleeReads: NOTHING, argumentReads: NOTHING, function: place.function, loop: place.loop, await: NONE,
    // A coroutine that is returned is not run by that; whoever awaits it is seen elsewhere.
    use: use === 'returned' ? 'value' : use, try: place.try, conditions: place.depth, conditionReads: decidingReads(lowering),
  }) - 1;
  lowering.siteOf.set(node, id);
  return id;
}

function lowerArguments(lowering: Lowering, node: PyNode, callee: PyNode, site: SiteId, use: Use): void {
  const { tables, text } = lowering;
  const summary = tables.sites[site];
  const list = fieldOf(node, 'arguments');
  if (summary === undefined || list === undefined) return;
  const collects = GATHERS.has(summary.name);
  const isBuiltin = callee.type === 'identifier' && lookUp(lowering.place.scope, summary.name) === undefined;
  const goesThrough = isBuiltin ? GOES_THROUGH.has(summary.name) : callee.type === 'attribute' && TAKES_FROM.has(summary.name);
  const maps = isBuiltin && (summary.name === 'map' || summary.name === 'filter');
  if (list.type === 'generator_expression') {
    summary.arguments = [lowerComprehension(lowering, list, collects ? 'collected' : 'value')];
    summary.argumentRanges = [rangeOf(list)];
    return;
  }
  const positional: ValueId[] = [];
  const ranges = [];
  const keywords: Record<string, ValueId> = Object.create(null) as Record<string, ValueId>;
  const groups: (readonly AwaitId[])[] = [];
  let named = 0;
  let open = false;
  const args = list.children.filter((child) => child.type !== 'comment');
  for (const [index, argument] of args.entries()) {
    const awaits = tables.awaits.length;
    if (argument.type === 'keyword_argument') {
      const name = fieldOf(argument, 'name');
      const value = fieldOf(argument, 'value');
      if (name === undefined || value === undefined) continue;
      keywords[text.slice(name.start, name.end)] = lowerOne(lowering, value, index, site, use, collects, false);
      named++;
    } else if (argument.type === 'list_splat') {
      const inner = argument.children[0];
      positional.push(inner === undefined ? UNKNOWN : lowerOne(lowering, inner, index, site, use, collects, goesThrough));
      ranges.push(rangeOf(argument));
    } else if (argument.type === 'dictionary_splat') {
      lowerExpression(lowering, argument);
      open = true;
    } else {
      positional.push(lowerOne(lowering, argument, index, site, use, collects, goesThrough || (maps && index > 0)));
      ranges.push(rangeOf(argument));
    }
    groups.push(unwrap(argument.type === 'keyword_argument' ? (fieldOf(argument, 'value') ?? argument) : argument).type === 'await' ? awaitsSince(lowering, awaits) : NOTHING);
  }
  markSiblings(lowering, groups, 'arguments', rangeOf(node));
  summary.arguments = named > 0 || open ? [...positional, tables.value({ kind: 'object', properties: keywords, open })] : positional;
  summary.argumentRanges = ranges;
  lowerMapping(lowering, callee, args, site);
}

function lowerOne(lowering: Lowering, argument: PyNode, index: number, site: SiteId, use: Use, collects: boolean, goesThrough: boolean): ValueId {
  const inner = unwrap(argument);
  if (inner.type === 'lambda') return lowerFunction(lowering, inner, { argumentOf: { site, index, property: undefined }, keepsLoop: use === 'awaited' });
  if (collects) {
    if (inner.type.endsWith('comprehension') || inner.type === 'generator_expression') return lowerComprehension(lowering, inner, 'collected');
    if (inner.type === 'identifier') {
      const binding = lookUp(lowering.place.scope, lowering.text.slice(inner.start, inner.end));
      const loop = binding === undefined ? undefined : lowering.tables.loops[lowering.loopOfBinding.get(binding) ?? NONE];
      if (loop !== undefined && loop.kind === 'comprehension') loop.pace = 'collected';
    }
    return lowerExpression(lowering, argument, 'collected');
  }
  return goesThrough ? lowerIterated(lowering, argument) : lowerExpression(lowering, argument, 'argument');
}

/** `map(load, ids)`: a function called once per element. */
function lowerMapping(lowering: Lowering, callee: PyNode, args: readonly PyNode[], site: SiteId): void {
  const { place, tables } = lowering;
  const summary = tables.sites[site];
  const [fn, collection] = args;
  if (summary === undefined || callee.type !== 'identifier' || (summary.name !== 'map' && summary.name !== 'filter') || fn === undefined || collection === undefined) return;
  if (lookUp(place.scope, summary.name) !== undefined) return;
  const target = unwrap(fn);
  if (target.type !== 'identifier' && target.type !== 'attribute') return;
  const iterated = summary.arguments[1] ?? UNKNOWN;
  const iteratedText = shortText(lowering, rangeOf(collection));
  const loop = tables.loops.push({
    kind: 'callback', range: summary.range, headRange: rangeOf(collection), bodyRange: rangeOf(fn), parent: place.loop, function: place.function, body: NONE, method: summary.name, pace: 'serial', limit: 0,
    iterated, iteratedText, iteratedReads: NOTHING, testReads: NOTHING, testAwaits: NOTHING, endless: false, elements: NOTHING, elementName: elementNameOf(lowering, undefined, iteratedText), count: NONE, step: 1,
  }) - 1;
  at(lowering, { loop, depth: 0, frames: [] }, () => {
    tables.sites.push({
      kind: 'reference', range: rangeOf(fn), callee: summary.arguments[0] ?? UNKNOWN, text: shortText(lowering, rangeOf(fn)), name: lowering.text.slice(fn.start, fn.end).split('.').at(-1) ?? '', nameRange: rangeOf(fn),
      arguments: [tables.value({ kind: 'element', of: iterated })], argumentRanges: [rangeOf(fn)], calleeReads: NOTHING, argumentReads: NOTHING, function: place.function, loop, await: NONE, use: 'value', try: place.try,
      conditions: 0, conditionReads: NOTHING,
    });
  });
}

function recordMutation(lowering: Lowering, callee: PyNode, site: SiteId, mark: number, awaitMark: number): void {
  const summary = lowering.tables.sites[site];
  if (summary === undefined || callee.type !== 'attribute' || !MUTATORS.has(summary.name)) return;
  const object = fieldOf(callee, 'object');
  const root = object === undefined ? undefined : rootBinding(lowering, object);
  recordFlow(lowering, {
    kind: 'mutate', range: summary.range, targets: root === undefined ? [] : [root], path: `${summary.text}()`, reads: readsSince(lowering, mark), awaits: awaitsSince(lowering, awaitMark), ifAbsent: false,
    value: summary.arguments.at(-1) ?? UNKNOWN,
  });
}
