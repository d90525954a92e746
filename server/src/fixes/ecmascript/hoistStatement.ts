/** Moves a declaration that is the same in every iteration to the line before the loop, comments included. */
import type { TextEdit } from '../../text/edits';
import type { Code } from './code';
import { patternNames } from '../../languages/ecmascript/scopes';
import { endOf, rangeOf, startOf } from '../../languages/ecmascript/syntax';
import { attachedComments, indentAt, movedText, opensLine } from '../lines';
import { removalOf } from './layout';
import { collect, countName, functionAround, namesIn, onlyDeclarator, statementAround } from './tree';
import type { Place } from './tree';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { isFunctionNode } from '../../languages/ecmascript/syntax';

/**
 * `place` is the awaited call, `before` the statement to go before, `body` the loop's body. Undefined unless it is a
 * constant declared at the top of the body, from names that come from outside, under names nobody else uses.
 */
export function hoistStatement(code: Code, place: Place, body: Node, head: Node, before: Place): TextEdit[] | undefined {
  const statement = statementAround(place);
  const only = statement === undefined ? undefined : onlyDeclarator(statement.node);
  if (statement === undefined || only?.declaration.kind !== 'const' || statement.ancestors.at(-1) !== body) return undefined;
  if (!opensLine(code.text, startOf(statement.node)) || !opensLine(code.text, startOf(before.node))) return undefined;
  if (collect(statement.node, (node): node is TSESTree.AwaitExpression => node.type === 'AwaitExpression').length !== 1) return undefined;

  const needed = namesIn(only.declarator.init);
  const declared = new Set(collect(head, isDeclarator, 'enter').flatMap(({ id }) => patternNames(id)));
  if (isFunctionNode(head)) for (const parameter of head.params) for (const name of patternNames(parameter)) declared.add(name);
  if ([...needed].some((name) => declared.has(name))) return undefined;
  // Outside the loop its names must mean nothing else.
  const owner = functionAround(before) ?? code.program;
  const names = patternNames(only.declarator.id);
  if (names.some((name) => countName(owner, name) > countName(body, name))) return undefined;

  const attached = attachedComments(code, rangeOf(statement.node));
  const start = startOf(before.node);
  const indent = indentAt(code.text, start);
  const next = code.text.slice(attached.range.end, endOf(body));
  const removal = removalOf(code.text, attached.range);
  // The blank line that set it apart goes with it when it was the first.
  const isFirst = statement.index === 0;
  const gap = isFirst ? /^(?:[ \t]*(?:\r\n|\r|\n))(?:[ \t]*(?:\r\n|\r|\n))+/.exec(next)?.[0].length : undefined;
  return [
    { range: { start, end: start }, newText: movedText(code, attached.range, indent) + code.style.newline + indent },
    { range: gap === undefined ? removal : { start: removal.start, end: attached.range.end + gap }, newText: '' },
  ];
}

function isDeclarator(node: Node): node is TSESTree.VariableDeclarator {
  return node.type === 'VariableDeclarator';
}
