/** `Promise.all([await a(), await b()])` → `Promise.all([a(), b()])`. */
import type { TextEdit } from '../../text/edits';
import type { TSESTree } from '../../languages/ecmascript/syntax';
import { rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import type { Code } from './code';
import { awaitedRange } from './startTogether';
import type { Place } from './tree';
import { isInTryWithHandler, isPlain, parentOf } from './tree';

export interface Dropped {
  readonly edits: readonly TextEdit[];
  /** No failure ends up elsewhere than before. */
  readonly sameFailures: boolean;
  /** The elements of the list that run something, in order, without their `await`. */
  readonly started: readonly Range[];
}

/** Undefined when they are no elements of a list given to `Promise.all` or `Promise.allSettled`. */
export function dropInnerAwaits(code: Code, places: readonly Place<TSESTree.AwaitExpression>[]): Dropped | undefined {
  const [first] = places;
  const list = first === undefined ? undefined : parentOf(first);
  const call = first?.ancestors.at(-2);
  if (first === undefined || list?.type !== 'ArrayExpression' || call?.type !== 'CallExpression' || call.arguments[0] !== list) return undefined;
  if (places.some((place) => parentOf(place) !== list)) return undefined;
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier' ? callee.property.name : '';
  // For `race` and `any` the first one would no longer always win.
  if (method !== 'all' && method !== 'allSettled') return undefined;
  const elements = list.elements.filter((element) => element !== null);
  return {
    edits: places.map(({ node }) => ({ range: { start: startOf(node), end: awaitedRange(code, node).start }, newText: '' })),
    sameFailures: method === 'all' && !isInTryWithHandler(first),
    started: elements.flatMap((element) => (isPlain(element) ? [] : [rangeOf(unwrap(element.type === 'AwaitExpression' ? element.argument : element))])),
  };
}
