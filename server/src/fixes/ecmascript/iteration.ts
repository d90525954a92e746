/** Whether a loop's body can become a function called per element: how it leaves, and what it changes outside itself. */
import { patternNames } from '../../languages/ecmascript/scopes';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { forEachChild, isFunctionNode, unwrap } from '../../languages/ecmascript/syntax';
import { countName, declaredInside, someInside } from './tree';

export interface BodyEffects {
  /** `continue` statements of the loop itself: they become `return`. */
  readonly continues: readonly TSESTree.ContinueStatement[];
  /** Names from outside that are filled or counted: with several iterations at once, in another order. */
  readonly filled: readonly string[];
  /** Those of them that are lists: their order shows. */
  readonly lists: readonly string[];
}

const FILLS = /^(push|unshift|add|set|append)$/;
const LISTS = /^(push|unshift)$/;
const TAKES = /^(pop|shift|splice|delete|clear|sort|reverse|fill|copyWithin)$/;

/**
 * Undefined when it cannot: it ends the loop or the function early, sets names from outside, declares with `var`, or reads
 * again what it fills.
 */
export function bodyEffects(body: Node, own: readonly string[]): BodyEffects | undefined {
  const local = new Set([...own, ...declaredInside(body)]);
  const continues: TSESTree.ContinueStatement[] = [];
  const filled = new Map<string, number>();
  const lists = new Set<string>();
  const fill = (name: string): boolean => {
    filled.set(name, (filled.get(name) ?? 0) + 1);
    return true;
  };

  // Gives false at the first thing that stands against it.
  const visit = (node: Node, nested: { readonly loop: boolean; readonly switched: boolean; readonly inFunction: boolean }): boolean => {
    let inside = nested;
    if (isFunctionNode(node)) inside = { loop: true, switched: true, inFunction: true };
    switch (node.type) {
      case 'LabeledStatement':
        return false;
      case 'BreakStatement':
        if (node.label !== null || (!nested.loop && !nested.switched)) return false;
        break;
      case 'ContinueStatement':
        if (node.label !== null) return false;
        if (!nested.loop) continues.push(node);
        break;
      case 'ReturnStatement':
      case 'YieldExpression':
        if (!nested.inFunction) return false;
        break;
      case 'VariableDeclaration':
        if (node.kind === 'var' && !nested.inFunction) return false;
        break;
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        inside = { ...nested, loop: true, switched: true };
        break;
      case 'SwitchStatement':
        inside = { ...nested, switched: true };
        break;
      case 'AssignmentExpression':
      case 'UpdateExpression':
        if (!mayChange(node)) return false;
        break;
      case 'CallExpression':
        if (!mayCall(node)) return false;
        break;
      default:
        break;
    }
    let all = true;
    forEachChild(node, (child) => {
      all &&= visit(child, inside);
    });
    return all;
  };

  const mayChange = (node: TSESTree.AssignmentExpression | TSESTree.UpdateExpression): boolean => {
    const target = unwrap(node.type === 'UpdateExpression' ? node.argument : node.left);
    if (target.type === 'MemberExpression') {
      const root = rootOf(target);
      if (root === undefined) return false;
      return local.has(root) || (node.type === 'AssignmentExpression' && node.operator === '=' && fill(root));
    }
    const names = patternNames(target);
    if (names.every((name) => local.has(name))) return true;
    // `count++`, `total += row.price`: one step without a pause, in whatever order.
    const [name] = names;
    const adds = node.type === 'UpdateExpression' || ((node.operator === '+=' || node.operator === '-=') && !someInside(node.right, ({ type }) => type === 'AwaitExpression'));
    return target.type === 'Identifier' && name !== undefined && adds && fill(name);
  };

  const mayCall = ({ callee }: TSESTree.CallExpression): boolean => {
    const member = unwrap(callee);
    if (member.type !== 'MemberExpression' || member.computed || member.property.type !== 'Identifier') return true;
    const root = rootOf(member.object);
    if (root === undefined || local.has(root)) return true;
    if (TAKES.test(member.property.name) && unwrap(member.object).type === 'Identifier') return false;
    if (LISTS.test(member.property.name)) lists.add(root);
    return !FILLS.test(member.property.name) || unwrap(member.object).type !== 'Identifier' || fill(root);
  };

  if (!visit(body, { loop: false, switched: false, inFunction: false })) return undefined;
  // Whoever reads what it fills, decides by what earlier iterations did.
  if ([...filled].some(([name, count]) => countName(body, name) > count)) return undefined;
  return { continues, filled: [...filled.keys()], lists: [...lists] };
}

/** `a` of `a.b.c`; undefined for `this` and for results of calls. */
function rootOf(node: Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'MemberExpression' ? rootOf(inner.object) : undefined;
}
