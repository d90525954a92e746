/** Recognises calls that run a function once per element, by the language's own protocols and the customary helper names. */
import type { ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { lowerExpression } from './lowerExpressions';
import { observed } from '../lowering';
import type { Lowering } from '../lowering';
import { isFunctionNode, keyName, unwrap } from './syntax';
import type { Node } from './syntax';

export interface Iteration {
  readonly method: string;
  readonly callback: Node;
  /** Which parameter of the callback is the element. */
  readonly elementAt: number;
  readonly iterated: ValueId;
  /** Undefined when the receiver is iterated (its value is already lowered). */
  readonly iteratedNode: Node | undefined;
  readonly reads: readonly number[];
  readonly pace: 'serial' | 'open';
  readonly limit: number;
  /** The helper itself gives a promise for all: awaiting it waits for every element. */
  readonly awaitsAll: boolean;
}

/** Called on the collection. Those in the second set also take a function by name often enough to count. */
const RECEIVER_METHODS = new Set(['map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'find', 'findIndex', 'findLast', 'reduce', 'reduceRight']);
const TAKES_REFERENCE = new Set(['map', 'forEach', 'flatMap']);
/** Helpers `f(collection, …, callback)` that wait for one element before the next. */
const SERIAL_HELPERS = /^(each|forEach|map|eachOf|forEachOf|filter|concat|some|every)Series$|^(pMapSeries|pEachSeries|mapSequential|forEachSequential|eachSequential|asyncForEach|forEachAsync)$/;
const BOUNDED_HELPERS = /^(each|forEach|map|eachOf|forEachOf|filter|concat)Limit$|^(pMap|pFilter|pEach|mapLimit|promiseMapWithLimit)$/;
/** Helpers of a library namespace: `_.map(xs, fn)`, `async.each(xs, fn)`, `Bluebird.map(xs, fn)`, `Array.from(xs, fn)`. */
const NAMESPACE_HELPERS: Readonly<Record<string, ReadonlySet<string>>> = {
  _: new Set(['map', 'forEach', 'each', 'filter', 'flatMap', 'some', 'every', 'find', 'reduce']),
  lodash: new Set(['map', 'forEach', 'each', 'filter', 'flatMap', 'some', 'every', 'find', 'reduce']),
  async: new Set(['each', 'forEach', 'map', 'eachOf', 'filter', 'concat']),
  Bluebird: new Set(['map', 'filter']),
  Promise: new Set(['map', 'filter']),
  Array: new Set(['from']),
};
const SERIAL_NAMESPACE_HELPERS = new Set(['each', 'mapSeries', 'reduce']);

export function callIteration(lowering: Lowering, callee: Node, args: readonly Node[], called: { readonly result: ValueId; readonly reads: readonly number[] }): Iteration | undefined {
  const name = callee.type === 'MemberExpression' ? (keyName(callee.property, callee.computed) ?? '') : callee.type === 'Identifier' ? callee.name : '';
  if (name === '' || args.length === 0) return undefined;
  const onNamespace = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? callee.object.name : '';
  const helper = helperPace(onNamespace, name, args);
  if (helper !== undefined) return helperIteration(lowering, name, args, helper);
  const [callback] = args;
  if (callee.type !== 'MemberExpression' || callback === undefined || !RECEIVER_METHODS.has(name)) return undefined;
  const target = unwrap(callback);
  const byName = TAKES_REFERENCE.has(name) && (target.type === 'Identifier' || target.type === 'MemberExpression' || isBoundFunction(target));
  if (!isFunctionNode(callback) && !byName) return undefined;
  const receiver = lowering.tables.valueAt(called.result);
  return {
    method: name, callback, elementAt: name.startsWith('reduce') ? 1 : 0, iterated: receiver.kind === 'member' ? receiver.of : 0, iteratedNode: callee.object, reads: called.reads,
    pace: 'open', limit: 0, awaitsAll: false,
  };
}

function isBoundFunction(node: Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && keyName(node.callee.property, node.callee.computed) === 'bind';
}

function helperPace(namespace: string, name: string, args: readonly Node[]): 'serial' | 'bounded' | 'open' | undefined {
  if (args.length < 2) return undefined;
  if (SERIAL_HELPERS.test(name)) return 'serial';
  if (BOUNDED_HELPERS.test(name)) return 'bounded';
  if ((namespace === 'Bluebird' || namespace === 'Promise') && SERIAL_NAMESPACE_HELPERS.has(name)) return 'serial';
  return Object.hasOwn(NAMESPACE_HELPERS, namespace) && NAMESPACE_HELPERS[namespace]?.has(name) === true ? 'open' : undefined;
}

function helperIteration(lowering: Lowering, name: string, args: readonly Node[], pace: 'serial' | 'bounded' | 'open'): Iteration | undefined {
  const [collection] = args;
  const callback = args.slice(1).find(isFunctionNode) ?? args[1];
  if (collection === undefined || callback === undefined || isFunctionNode(collection) || callback.type === 'Literal' || callback.type === 'ObjectExpression') return undefined;
  const iterated = observed(lowering, () => lowerExpression(lowering, collection));
  return {
    method: name, callback, elementAt: name.startsWith('reduce') ? 1 : 0, iterated: iterated.result, iteratedNode: collection, reads: iterated.reads,
    pace: pace === 'serial' ? 'serial' : 'open', limit: pace === 'bounded' ? limitOf(args) : 0, awaitsAll: true,
  };
}

/** The number written as limit: `eachLimit(xs, 5, fn)`, `pMap(xs, fn, { concurrency: 5 })`; -1 when it is not a literal. */
function limitOf(args: readonly Node[]): number {
  for (const argument of args.slice(1)) {
    if (argument.type === 'Literal' && typeof argument.value === 'number') return argument.value;
    if (argument.type !== 'ObjectExpression') continue;
    for (const property of argument.properties) {
      if (property.type === 'Property' && keyName(property.key, property.computed) === 'concurrency' && property.value.type === 'Literal' && typeof property.value.value === 'number') return property.value.value;
    }
  }
  return NONE;
}
