/** Finding places in a tree and asking what is written there. Knows no facts: names are compared as text, in doubt they are the same. */
import { patternNames } from '../../languages/ecmascript/scopes';
import type { FunctionNode, Node, TSESTree } from '../../languages/ecmascript/syntax';
import { forEachChild, isFunctionNode, rangeOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import { contains, sameRange } from '../../text/range';

export interface Place<N extends Node = Node> {
  readonly node: N;
  /** Outermost first; the last one is the parent. */
  readonly ancestors: readonly Node[];
}

export type NodeType = `${Node['type']}`;
export type NodeOf<T extends NodeType, N extends Node = Node> = N extends Node ? (`${N['type']}` extends T ? N : never) : never;

/** The node of one of the types that covers exactly this range; the outermost when several do. */
export function placeOf<T extends NodeType>(root: Node, range: Range, ...types: readonly T[]): Place<NodeOf<T>> | undefined {
  const ancestors: Node[] = [];
  for (let at: Node | undefined = root; at !== undefined;) {
    const node: Node = at;
    if (sameRange(rangeOf(node), range) && types.some((type) => type === node.type)) return { node: node as NodeOf<T>, ancestors };
    ancestors.push(node);
    at = undefined;
    forEachChild(node, (child) => {
      if (at === undefined && contains(rangeOf(child), range)) at = child;
    });
  }
  return undefined;
}

export function parentOf({ ancestors }: Place): Node | undefined {
  return ancestors.at(-1);
}

export interface StatementPlace extends Place {
  readonly list: readonly Node[];
  readonly index: number;
}

/** The innermost statement around a place that stands in a list of statements of the same function. */
export function statementAround(place: Place): StatementPlace | undefined {
  const chain = [...place.ancestors, place.node];
  for (let at = chain.length - 1; at > 0; at--) {
    const node = chain[at];
    const parent = chain[at - 1];
    if (node === undefined || parent === undefined) return undefined;
    const list = statementsOf(parent);
    const index = list?.indexOf(node) ?? -1;
    if (list !== undefined && index >= 0) return { node, ancestors: chain.slice(0, at), list, index };
    if (isFunctionNode(node) || node.type === 'PropertyDefinition') return undefined;
  }
  return undefined;
}

export function statementsOf(node: Node): readonly Node[] | undefined {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return node.body;
    case 'SwitchCase':
      return node.consequent;
    default:
      return undefined;
  }
}

export function functionAround({ ancestors }: Place): FunctionNode | undefined {
  return ancestors.findLast((node): node is FunctionNode => isFunctionNode(node));
}

/** An `await` may be written here. */
export function allowsAwait(place: Place, path: string): boolean {
  const owner = functionAround(place);
  if (owner !== undefined) return owner.async;
  if (place.ancestors.some((node) => node.type === 'StaticBlock' || node.type === 'PropertyDefinition')) return false;
  return /\.(mjs|mts)$/.test(path) || place.ancestors[0]?.type === 'Program' && hasTopLevelAwait(place.ancestors[0]);
}

function hasTopLevelAwait(program: Node): boolean {
  return someInside(program, (node) => node.type === 'AwaitExpression');
}

/** Only the handler counts: `finally` sees every way out alike. */
export function isInTryWithHandler({ node, ancestors }: Place): boolean {
  const chain = [...ancestors, node];
  const owner = chain.findLastIndex((one, index) => index < chain.length - 1 && isFunctionNode(one));
  return chain.some((one, index) => index > owner && one.type === 'TryStatement' && one.handler !== null && chain[index + 1] === one.block);
}

/** Asks every node, the root included; functions inside are entered only when asked for. */
export function someInside(root: Node, question: (node: Node) => boolean, functions: 'enter' | 'skip' = 'skip'): boolean {
  if (question(root)) return true;
  let found = false;
  forEachChild(root, (child) => {
    if (found || (functions === 'skip' && isFunctionNode(child))) return;
    found = someInside(child, question, functions);
  });
  return found;
}

export function collect<N extends Node>(root: Node, question: (node: Node) => node is N, functions: 'enter' | 'skip' = 'skip'): N[] {
  const found: N[] = [];
  someInside(root, (node) => {
    if (question(node)) found.push(node);
    return false;
  }, functions);
  return found;
}

/** The root and everything inside, functions included. */
export function allNodes(root: Node): Node[] {
  const nodes: Node[] = [];
  someInside(root, (node) => {
    nodes.push(node);
    return false;
  }, 'enter');
  return nodes;
}

/** Names read or written inside, property names left out; types and nested functions included. */
export function namesIn(root: Node): Set<string> {
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') names.add(node.name);
    if (node.type === 'MemberExpression' && !node.computed) {
      visit(node.object);
      return;
    }
    if (node.type === 'Property' && !node.computed) {
      visit(node.value);
      return;
    }
    forEachChild(node, visit);
  };
  visit(root);
  return names;
}

/** How often a name stands for a value or a type inside. */
export function countName(root: Node, name: string): number {
  let count = 0;
  const visit = (node: Node): void => {
    if (node.type === 'Identifier' && node.name === name) count++;
    if (node.type === 'MemberExpression' && !node.computed) visit(node.object);
    else if (node.type === 'Property' && !node.computed) visit(node.value);
    else forEachChild(node, visit);
  };
  visit(root);
  return count;
}

/** Names that programs give to what runs one statement at a time, wherever it is handed on to. */
const TRANSACTION = /^(tx|trx|txn|transaction|\w*Transaction|queryRunner|entityManager|transactionManager|transactionalEntityManager)$/;
/** A session of a database is handed on as a whole; of one that belongs to a user, something is read. */
const SESSION = /^(session|\w*Session)$/;

/** Mentions a transaction or a session: its statements must not overlap, even where the rule could not see it. */
export function usesTransaction(root: Node): boolean {
  const read = new Set(collect(root, isMember, 'enter').map(({ object }) => object as Node));
  return someInside(root, (node) => node.type === 'Identifier' && (TRANSACTION.test(node.name) || (SESSION.test(node.name) && !read.has(node) && isValue(root, node))), 'enter');
}

function isMember(node: Node): node is TSESTree.MemberExpression {
  return node.type === 'MemberExpression';
}

/** No property's name: `{ session }` counts, `a.session` and `{ session: 1 }` do not. */
function isValue(root: Node, name: Node): boolean {
  return !someInside(root, (node) => (node.type === 'MemberExpression' && !node.computed && node.property === name)
    || (node.type === 'Property' && !node.computed && !node.shorthand && node.key === name), 'enter');
}

/** Names declared anywhere inside, functions left out. */
export function declaredInside(root: Node): Set<string> {
  const names = new Set<string>();
  someInside(root, (node) => {
    if (node.type === 'VariableDeclarator') for (const name of patternNames(node.id)) names.add(name);
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id !== null) names.add(node.id.name);
    return false;
  });
  return names;
}

/** Reading it runs nothing and gives the same each time, getters and proxies aside: names, properties, literals and what is built of them. */
export function isPlain(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'Super':
    case 'Literal':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    case 'MemberExpression':
      return isPlain(inner.object) && (!inner.computed || isPlain(inner.property));
    case 'TemplateLiteral':
      return inner.expressions.every(isPlain);
    case 'ArrayExpression':
      return inner.elements.every((element) => element === null || isPlain(element));
    case 'ObjectExpression':
      return inner.properties.every((property) => (property.type === 'SpreadElement' ? isPlain(property.argument) : (!property.computed || isPlain(property.key)) && isPlain(property.value)));
    case 'SpreadElement':
      return isPlain(inner.argument);
    case 'UnaryExpression':
      return inner.operator !== 'delete' && isPlain(inner.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isPlain(inner.left) && isPlain(inner.right);
    case 'ConditionalExpression':
      return isPlain(inner.test) && isPlain(inner.consequent) && isPlain(inner.alternate);
    default:
      return false;
  }
}

/** `x`, `this.x`, `a.b.c`: may be written a second time without a thought. */
export function isPath(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier' || inner.type === 'ThisExpression') return true;
  return inner.type === 'MemberExpression' && !inner.computed && !inner.optional && isPath(inner.object);
}

export function onlyDeclarator(node: Node): { readonly declaration: TSESTree.VariableDeclaration; readonly declarator: TSESTree.VariableDeclarator & { readonly init: Node } } | undefined {
  if (node.type !== 'VariableDeclaration' || node.declarations.length !== 1 || node.declare) return undefined;
  const [declarator] = node.declarations;
  if (declarator?.init == null) return undefined;
  return { declaration: node, declarator: declarator as TSESTree.VariableDeclarator & { readonly init: Node } };
}

/** The value of a property written out in an object literal; undefined when spreads, methods or computed keys leave doubt. */
export function plainProperties(node: Node | undefined): ReadonlyMap<string, TSESTree.Property> | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const properties = new Map<string, TSESTree.Property>();
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.computed || property.method || property.kind !== 'init') return undefined;
    const name = property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? String(property.key.value) : undefined;
    if (name === undefined || properties.has(name)) return undefined;
    properties.set(name, property);
  }
  return properties;
}
