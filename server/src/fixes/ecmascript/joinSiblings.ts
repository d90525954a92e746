/** `{ a: await f(), b: await g() }` → `const [a, b] = await Promise.all([f(), g()]);` before the statement, names in place. */
import type { TextEdit } from '../../text/edits';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { rangeOf, startOf } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import { claimName, takenAround, withParentheses } from './code';
import { mayBeTakenOut } from './evaluation';
import { indentAt, opensLine } from '../lines';
import { promiseAll, resultName } from './startTogether';
import type { Place } from './tree';
import { collect, functionAround, parentOf, statementAround, usesTransaction } from './tree';

/** Undefined when something else runs between them, so that taking them out would change the order. */
export function joinSiblings(code: Code, places: readonly Place<TSESTree.AwaitExpression>[]): TextEdit[] | undefined {
  const [first] = places;
  const statement = first === undefined ? undefined : statementAround(first);
  if (statement === undefined || !opensLine(code.text, startOf(statement.node)) || !mayBeTakenOut(statement.node, places.map(({ node }) => node))) return undefined;
  if (places.some(({ node }) => usesTransaction(node))) return undefined;
  const taken = takenAround(code, statement);
  const named = places.map((place) => {
    const parent = parentOf(place);
    const key = parent?.type === 'Property' && !parent.computed && parent.key.type === 'Identifier' ? parent.key.name : undefined;
    const name = key === undefined ? resultName(code, place.node.argument, taken) : claimName(taken, key, earlierKeys(place, key));
    taken.add(name);
    return { node: place.node, name, property: key === name ? parent : undefined };
  });
  const start = startOf(statement.node);
  const indent = indentAt(code.text, start);
  const head = `const [${named.map(({ name }) => name).join(', ')}] = `;
  const line = `${head}${promiseAll(code, places.map(({ node }) => ({ awaiting: node, comments: [] })), indent, indent.length + head.length, 1)}${code.style.semicolon}`;
  return [
    { range: { start, end: start }, newText: line + code.style.newline + indent },
    // A comment between key and value stays with the key.
    ...named.map(({ node, name, property }) => {
      const between = property === undefined ? '' : code.text.slice(startOf(property) + name.length, startOf(node));
      return property !== undefined && /^\s*:\s*$/.test(between) ? { range: rangeOf(property), newText: name } : { range: withParentheses(code, rangeOf(node)), newText: name };
    }),
  ];
}

/** Other objects of the function in which the same key waits for something, and which may be fixed at the same time. */
function earlierKeys(place: Place, key: string): number {
  const owner = functionAround(place) ?? place.ancestors[0];
  const waits = (node: Node): node is TSESTree.Property => node.type === 'Property' && node.value.type === 'AwaitExpression' && node.key.type === 'Identifier' && node.key.name === key;
  return owner === undefined ? 0 : collect(owner, waits).filter((node) => startOf(node) < startOf(place.node) && node.value !== place.node).length;
}
