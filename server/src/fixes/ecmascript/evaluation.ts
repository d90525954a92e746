/** What a statement evaluates on the way to an expression inside it: whether that expression may be taken out and put before it. */
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { forEachChild, isFunctionNode, startOf } from '../../languages/ecmascript/syntax';
import type { NodeType } from './tree';
import { isPlain, someInside } from './tree';

/** Evaluates all its parts, each once, in the order they are written. */
const STRAIGHT: ReadonlySet<NodeType> = new Set<NodeType>([
  'ExpressionStatement', 'VariableDeclaration', 'VariableDeclarator', 'ReturnStatement', 'ThrowStatement', 'ObjectExpression', 'Property', 'ArrayExpression',
  'CallExpression', 'NewExpression', 'MemberExpression', 'SpreadElement', 'TemplateLiteral', 'BinaryExpression', 'UnaryExpression', 'AwaitExpression',
  'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'TSTypeAssertion', 'ChainExpression',
]);

/** True when all that runs before the last of `taken` is one of them, or runs nothing. */
export function mayBeTakenOut(statement: Node, taken: readonly Node[]): boolean {
  const stop = Math.max(...taken.map(startOf));
  const visit = (node: Node): boolean => {
    if (taken.includes(node) || startOf(node) >= stop) return true;
    if (/^TS\w*(Type|Keyword|Annotation|Instantiation)/.test(node.type) || node.type === 'TemplateElement') return true;
    if (!taken.some((one) => someInside(node, (inside) => inside === one, 'enter'))) return isPlain(node) || isPattern(node);
    if (isFunctionNode(node)) return false;
    if (node.type === 'IfStatement') return visit(node.test) && taken.every((one) => someInside(node.test, (inside) => inside === one));
    if (node.type === 'AssignmentExpression') return node.operator === '=' && isPlain(node.left) && visit(node.right);
    if (!STRAIGHT.has(node.type)) return false;
    if ((node.type === 'MemberExpression' || node.type === 'CallExpression') && node.optional && !reachesThrough(node, taken)) return false;
    let all = true;
    forEachChild(node, (child) => {
      all &&= visit(child);
    });
    return all;
  };
  return visit(statement);
}

/** `(await f())?.x`: what is taken stands before the `?.`. */
function reachesThrough(node: TSESTree.MemberExpression | TSESTree.CallExpression, taken: readonly Node[]): boolean {
  const head = node.type === 'MemberExpression' ? node.object : node.callee;
  return taken.every((one) => someInside(head, (inside) => inside === one));
}

function isPattern(node: Node): boolean {
  return node.type === 'ObjectPattern' || node.type === 'ArrayPattern' ? !someInside(node, (inside) => inside.type === 'AssignmentPattern' && !isPlain(inside.right)) : false;
}
