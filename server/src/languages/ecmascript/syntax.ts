/**
 * The tree shape both parsers give (TSESTree), and small questions about nodes. Knows no scopes and no values.
 */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Range } from '../../text/range';

export type { TSESTree };
export type Node = TSESTree.Node;
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

/** Offsets are plain `start` and `end` properties in both parsers' output; see `parsers/`. */
export function rangeOf(node: Node): Range {
  const { start, end } = node as unknown as Range;
  return { start, end };
}

export function startOf(node: Node): number {
  return (node as unknown as Range).start;
}

export function endOf(node: Node): number {
  return (node as unknown as Range).end;
}

export function isFunctionNode(node: Node): node is FunctionNode {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';
}

/** Looks through what changes the type but not the value: `x!`, `x as T`, `<T>x`, `x satisfies T`, `x?.y`. */
export function unwrap(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case 'TSNonNullExpression':
      case 'TSAsExpression':
      case 'TSTypeAssertion':
      case 'TSSatisfiesExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        inner = inner.expression;
        break;
      default:
        return inner;
    }
  }
}

/** The name of a property access or object key, when the text fixes it. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) return String(key.value);
  return undefined;
}

const NOT_CHILDREN = new Set(['type', 'start', 'end', 'range', 'loc', 'parent']);

/** Calls back for every direct child node, in source order of properties. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  // The parsers list an element's parts in different orders; the tag's attributes come before what stands inside it.
  if (node.type === 'JSXElement') {
    visit(node.openingElement);
    for (const child of node.children) visit(child);
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (NOT_CHILDREN.has(key) || typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) visit(item);
    } else if (isNode(value)) {
      visit(value);
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Always leaves the enclosing function or loop when it runs to its end. */
export function endsInExit(statement: Node | null | undefined): boolean {
  if (statement === null || statement === undefined) return false;
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'BlockStatement':
      return endsInExit(statement.body.at(-1));
    case 'IfStatement':
      return endsInExit(statement.consequent) && endsInExit(statement.alternate);
    default:
      return false;
  }
}
