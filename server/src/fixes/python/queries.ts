/** The query a list comes from, in the function that walks over it: a chain of calls, perhaps behind names. Knows how chains are written, no library. */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf, unwrap } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { indentAt, opensLine } from '../lines';
import type { Code } from './code';
import { commentsWithin, sourceOf } from './code';
import { onlyAssignment } from './loops';
import type { MethodCall, Place } from './tree';
import { callNamed, identifiersIn, isPath, methodCall, placeOfNode } from './tree';

const MOST_HOPS = 6;

/** Looks through names set once, `list(…)`, `await`, slices and parentheses. */
export function originOf(code: Code, place: Place, node: PyNode, hops = 0): PyNode {
  const inner = unwrap(node);
  if (hops > MOST_HOPS) return inner;
  if (inner.type === 'identifier') {
    const assigned = onlyAssignment(code, place, sourceOf(code, inner));
    return assigned === undefined || isChangedBetween(code, place, sourceOf(code, inner), assigned.statement) ? inner : originOf(code, placeOfNode(code.root, assigned.statement), assigned.value, hops + 1);
  }
  const [only] = inner.type === 'await' ? inner.children : (callNamed(inner, code.text, 'list') ?? callNamed(inner, code.text, 'tuple') ?? []);
  if (only !== undefined) return originOf(code, place, only, hops + 1);
  if (inner.type === 'subscript') {
    const [value, index] = [fieldOf(inner, 'value'), fieldOf(inner, 'subscript')];
    if (value !== undefined && index?.type === 'slice') return originOf(code, place, value, hops + 1);
  }
  return inner;
}

/** Nothing between says that the list gets other elements. */
function isChangedBetween(code: Code, place: Place, name: string, statement: PyNode): boolean {
  return identifiersIn(code.root).some((node) => node.start > statement.end && node.end < place.node.start && sourceOf(code, node) === name
    && /^\s*\.\s*(append|extend|insert|pop|remove|clear)\b/.test(code.text.slice(node.end, node.end + 40)));
}

/** The calls of a chain, the first one first: `filter`, `order_by` of `X.objects.filter().order_by()`; and what the chain starts at. */
export function chainOf(node: PyNode, text: string): { readonly root: PyNode; readonly calls: readonly MethodCall[] } {
  const calls: MethodCall[] = [];
  let root = unwrap(node);
  for (let call = methodCall(root, text); call !== undefined; call = methodCall(root, text)) {
    calls.unshift(call);
    root = unwrap(call.receiver);
  }
  return { root, calls };
}

/** Adds a step behind a node of a chain, on a line of its own where the chain is written so. */
export function stepBehind(code: Code, node: PyNode, next: PyNode | undefined, step: string): TextEdit {
  const { text, style } = code;
  const between = next === undefined ? '' : text.slice(node.end, next.end);
  const onOwnLine = /^\s*\r?\n\s*\./.test(between) || opensLine(text, dotBefore(text, node));
  const anchor = /^\s*\r?\n\s*\./.test(between) ? node.end + between.indexOf('.') : dotBefore(text, node);
  return { range: { start: node.end, end: node.end }, newText: `${onOwnLine ? style.newline + indentAt(text, anchor) : ''}.${step}` };
}

/** Where `.name(…)` of a call begins. */
function dotBefore(text: string, node: PyNode): number {
  const name = node.type === 'call' ? fieldOf(fieldOf(node, 'function') ?? node, 'attribute') : undefined;
  return name === undefined ? node.start : text.lastIndexOf('.', name.start);
}

/** Adds an argument behind those that a call has. */
export function moreArguments(code: Code, { call, arguments: given }: MethodCall, argument: string): TextEdit | undefined {
  const last = given.at(-1);
  const list = fieldOf(call, 'arguments');
  if (list === undefined || commentsWithin(code, list).length > 0) return undefined;
  if (last === undefined) return { range: { start: list.start + 1, end: list.start + 1 }, newText: argument };
  const onOwnLine = opensLine(code.text, last.start);
  return { range: { start: last.end, end: last.end }, newText: onOwnLine ? `,${code.style.newline}${indentAt(code.text, last.start)}${argument}` : `, ${argument}` };
}

/** The attributes read of a name: `customer`, `address` of `order.customer.address`; undefined when it starts at another one. */
export function pathFrom(code: Code, node: PyNode, name: string): readonly string[] | undefined {
  if (!isPath(node) || node.type !== 'attribute') return undefined;
  const [first, ...rest] = sourceOf(code, node).split('.').map((part) => part.trim());
  return first === name && rest.length > 0 ? rest : undefined;
}

