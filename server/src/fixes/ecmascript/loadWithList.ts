/** `for (const c of comments) await c.populate('author')` → `.populate('author')` at the query that gave the list. */
import type { TextEdit } from '../../text/edits';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import { commentsWithin, sourceOf } from './code';
import { removalOf } from './layout';
import type { ElementLoop } from './loopElements';
import { isOutside } from './loopElements';
import type { Place } from './tree';
import { collect, functionAround, isPlain, parentOf, statementAround } from './tree';

export interface Relation {
  /** The method of the element: `populate`. */
  readonly method: string;
  /** The method that begins the list's query: `find`. */
  readonly query: RegExp;
  /** The method of the query that brings the relation along: `populate`. */
  readonly eager: string;
}

/** Undefined unless the list is declared in the same function by such a query, and loading is a statement or all the loop does. */
export function loadWithList(code: Code, loop: ElementLoop, place: Place, relation: Relation): TextEdit[] | undefined {
  const call = unwrap(place.node.type === 'AwaitExpression' ? place.node.argument : place.node);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.callee.object.type !== 'Identifier') return undefined;
  if (loop.element.type !== 'Identifier' || call.callee.object.name !== loop.element.name) return undefined;
  if (call.callee.property.type !== 'Identifier' || call.callee.property.name !== relation.method) return undefined;
  if (!call.arguments.every((argument) => isPlain(argument) && isOutside(loop, argument))) return undefined;
  const origin = originOf(loop, relation);
  const removal = removalFor(code, loop, place);
  if (origin === undefined || removal === undefined) return undefined;
  const given = call.arguments.map((argument) => sourceOf(code, argument)).join(', ');
  return [{ range: { start: endOf(origin), end: endOf(origin) }, newText: `.${relation.eager}(${given})` }, removal];
}

/** The call that begins the query of `const comments = await Comment.find(…)…`. */
function originOf(loop: ElementLoop, { query }: Relation): Node | undefined {
  if (loop.collection.type !== 'Identifier') return undefined;
  const { name } = loop.collection;
  const owner = functionAround(loop.statement);
  if (owner === undefined) return undefined;
  const declared = collect(owner.body, (node): node is TSESTree.VariableDeclarator => node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name, 'enter');
  const [declarator] = declared;
  if (declared.length !== 1 || declarator?.init?.type !== 'AwaitExpression' || startOf(declarator) > startOf(loop.place.node)) return undefined;
  for (let node: Node = unwrap(declarator.init.argument); node.type === 'CallExpression' && node.callee.type === 'MemberExpression'; node = unwrap(node.callee.object)) {
    if (node.callee.property.type !== 'Identifier') return undefined;
    if (node.callee.property.name === 'lean') return undefined;
    if (query.test(node.callee.property.name)) return node;
  }
  return undefined;
}

function removalFor(code: Code, loop: ElementLoop, place: Place): TextEdit | undefined {
  const { body } = loop;
  if (loop.form === 'callback') {
    // `comments.map((comment) => comment.populate('author'))` inside `Promise.all`
    const all = parentOf(loop.place);
    if (body !== place.node || all?.type !== 'CallExpression' || !/^Promise\s*\.\s*all$/.test(sourceOf(code, all.callee)) || commentsWithin(code, rangeOf(all)).length > 0) return undefined;
    const { node } = loop.statement;
    if (node.type === 'ExpressionStatement') return node.expression.type === 'AwaitExpression' && node.expression.argument === all ? { range: removalOf(code.text, rangeOf(node)), newText: '' } : undefined;
    return node.type === 'ReturnStatement' ? { range: rangeOf(all), newText: sourceOf(code, loop.collection) } : undefined;
  }
  const statement = statementAround(place);
  if (place.node.type !== 'AwaitExpression') return undefined;
  const only = body.type === 'BlockStatement' ? body.body.length === 1 : true;
  const isWhole = only && (body.type === 'BlockStatement' ? body.body[0] : body)?.type === 'ExpressionStatement';
  const whole = rangeOf(loop.statement.node);
  if (isWhole && (body.type === 'ExpressionStatement' ? body.expression === place.node : statement?.node.type === 'ExpressionStatement' && statement.node.expression === place.node)) {
    return commentsWithin(code, whole).length > 0 ? undefined : { range: removalOf(code.text, whole), newText: '' };
  }
  if (statement === undefined || statement.ancestors.at(-1) !== body || statement.node.type !== 'ExpressionStatement' || statement.node.expression !== place.node) return undefined;
  return { range: removalOf(code.text, rangeOf(statement.node)), newText: '' };
}
