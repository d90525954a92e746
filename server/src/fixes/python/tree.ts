/** Finding places in a tree and asking what is written there. Knows no facts: names are compared as text, in doubt they are the same. */
import { targetNames } from '../../languages/python/names';
import type { PyNode } from '../../languages/python/tree';
import { fieldOf, unwrap } from '../../languages/python/tree';
import type { Range } from '../../text/range';
import { contains, sameRange } from '../../text/range';

export interface Place {
  readonly node: PyNode;
  /** Outermost first; the last one is the parent. */
  readonly ancestors: readonly PyNode[];
}

/** The node of one of the types that covers exactly this range; the outermost when several do. */
export function placeOf(root: PyNode, range: Range, ...types: readonly string[]): Place | undefined {
  const ancestors: PyNode[] = [];
  for (let node: PyNode | undefined = root; node !== undefined;) {
    if (sameRange(node, range) && types.includes(node.type)) return { node, ancestors };
    ancestors.push(node);
    node = node.children.find((child) => contains(child, range));
  }
  return undefined;
}

/** The place of a node that is known to stand in the tree. */
export function placeOfNode(root: PyNode, node: PyNode): Place {
  const ancestors: PyNode[] = [];
  for (let at: PyNode | undefined = root; at !== undefined && at !== node; at = at.children.find((child) => child === node || contains(child, node))) ancestors.push(at);
  return { node, ancestors };
}

export function parentOf({ ancestors }: Place): PyNode | undefined {
  return ancestors.at(-1);
}

export interface StatementPlace extends Place {
  /** The statements it stands among, comments left out. */
  readonly list: readonly PyNode[];
  readonly index: number;
}

/** The innermost statement around a place, in the same function. */
export function statementAround(place: Place): StatementPlace | undefined {
  const chain = [...place.ancestors, place.node];
  for (let at = chain.length - 1; at > 0; at--) {
    const node = chain[at];
    const parent = chain[at - 1];
    if (node === undefined || parent === undefined) return undefined;
    if (parent.type === 'block' || parent.type === 'module') {
      const list = statementsOf(parent);
      return { node, ancestors: chain.slice(0, at), list, index: list.indexOf(node) };
    }
    if (node.type === 'lambda') return undefined;
  }
  return undefined;
}

export function statementsOf(block: PyNode): readonly PyNode[] {
  return block.children.filter(({ type }) => type !== 'comment');
}

export function isFunction({ type }: PyNode): boolean {
  return type === 'function_definition' || type === 'lambda';
}

export function functionAround({ ancestors }: Place): PyNode | undefined {
  return ancestors.findLast(isFunction);
}

/** An `await` may be written here: directly in an `async def`, and in no generator, which it would make another kind of. */
export function allowsAwait(place: Place): boolean {
  const owner = place.ancestors.findLast((node) => isFunction(node) || node.type === 'generator_expression' || node.type === 'class_definition');
  return owner?.type === 'function_definition' && owner.async;
}

/** Inside the body of a `try` that catches, in the same function. */
export function isInTryWithHandler({ node, ancestors }: Place): boolean {
  const chain = [...ancestors, node];
  const owner = chain.findLastIndex((one, index) => index < chain.length - 1 && isFunction(one));
  return chain.some((one, index) => index > owner && one.type === 'try_statement' && one.children.some(({ type }) => /^except/.test(type)) && chain[index + 1]?.field === 'body');
}

/** Asks every node, the root included; functions and classes inside are entered only when asked for. */
export function someInside(root: PyNode, question: (node: PyNode) => boolean, functions: 'enter' | 'skip' = 'skip'): boolean {
  return question(root) || root.children.some((child) => (functions === 'enter' || !(isFunction(child) || child.type === 'class_definition')) && someInside(child, question, functions));
}

export function collect(root: PyNode, question: (node: PyNode) => boolean, functions: 'enter' | 'skip' = 'skip'): PyNode[] {
  const found: PyNode[] = [];
  someInside(root, (node) => {
    if (question(node)) found.push(node);
    return false;
  }, functions);
  return found;
}

/** Identifiers that stand for values inside; names of attributes and of keyword arguments are left out. */
export function identifiersIn(root: PyNode): PyNode[] {
  if (root.type === 'identifier') return [root];
  const own = root.type === 'attribute' ? 'attribute' : root.type === 'keyword_argument' ? 'name' : undefined;
  return root.children.flatMap((child) => (own !== undefined && child.field === own ? [] : identifiersIn(child)));
}

export function namesIn(root: PyNode, text: string): Set<string> {
  return new Set(identifiersIn(root).map((node) => text.slice(node.start, node.end)));
}

/** How often a name stands for a value inside. */
export function countName(root: PyNode, text: string, name: string): number {
  return identifiersIn(root).filter((node) => text.slice(node.start, node.end) === name).length;
}

/** Names that a statement binds in its function: targets, imports, definitions, `as`. Variables of comprehensions are their own. */
export function boundIn(root: PyNode, text: string): Set<string> {
  const names = new Set<string>();
  const add = (target: PyNode | undefined): void => {
    for (const { start, end } of targetNames(target)) names.add(text.slice(start, end));
  };
  const visit = (node: PyNode): void => {
    switch (node.type) {
      case 'function_definition': case 'class_definition':
        add(fieldOf(node, 'name'));
        return;
      case 'lambda':
        return;
      case 'assignment': case 'augmented_assignment': case 'for_statement':
        add(fieldOf(node, 'left'));
        break;
      case 'named_expression':
        add(fieldOf(node, 'name'));
        break;
      case 'as_pattern_target': case 'delete_statement': case 'global_statement': case 'nonlocal_statement':
        for (const child of node.children) add(child);
        break;
      case 'import_statement': case 'import_from_statement':
        for (const name of importedNames(node, text)) names.add(name);
        return;
      default:
    }
    for (const child of node.children) visit(child);
  };
  visit(root);
  return names;
}

/** The names an import makes: `a` of `import a.b`, `c` of `import d as c`. */
export function importedNames(statement: PyNode, text: string): string[] {
  return statement.children.filter(({ field }) => field === 'name').map((name) => {
    const local = name.type === 'aliased_import' ? fieldOf(name, 'alias') : statement.type === 'import_statement' ? name.children[0] : name;
    return local === undefined ? '' : text.slice(local.start, local.end);
  });
}

/** Names of parameters of a function. */
export function parameterNames(fn: PyNode, text: string): string[] {
  const parameters = fieldOf(fn, 'parameters');
  return (parameters?.children ?? []).flatMap((parameter) => {
    const name = parameter.type === 'identifier' ? parameter : fieldOf(parameter, 'name') ?? parameter.children.find(({ type }) => type === 'identifier' || type.endsWith('_pattern'));
    const inner = name?.type.endsWith('_pattern') === true ? name.children[0] : name;
    return inner === undefined ? [] : [text.slice(inner.start, inner.end)];
  });
}

/** `x`, `self.x`, `a.b.c`: may be written a second time without a thought. */
export function isPath(node: PyNode): boolean {
  if (node.type === 'identifier') return true;
  const object = fieldOf(node, 'object');
  return node.type === 'attribute' && object !== undefined && isPath(object);
}

const PLAIN: ReadonlySet<string> = new Set([
  'identifier', 'integer', 'float', 'true', 'false', 'none', 'string', 'concatenated_string', 'string_start', 'string_content', 'string_end', 'interpolation', 'escape_sequence', 'attribute',
  'subscript', 'slice', 'tuple', 'list', 'dictionary', 'set', 'pair', 'list_splat', 'unary_operator', 'binary_operator', 'boolean_operator', 'not_operator', 'comparison_operator',
  'conditional_expression', 'parenthesized_expression', 'expression_list', 'format_specifier', 'type_conversion',
]);

/** Reading it runs nothing of note and gives the same each time, properties aside: names, attributes, items, literals and what is built of them. */
export function isPlain(node: PyNode): boolean {
  return PLAIN.has(node.type) && node.children.every(isPlain);
}

export interface MethodCall {
  readonly call: PyNode;
  readonly receiver: PyNode;
  readonly name: string;
  readonly arguments: readonly PyNode[];
}

/** `receiver.name(…)`; undefined for other calls, and for a generator as the bare argument. */
export function methodCall(node: PyNode, text: string): MethodCall | undefined {
  const called = callOf(node);
  if (called === undefined || called.callee.type !== 'attribute') return undefined;
  const receiver = fieldOf(called.callee, 'object');
  const name = fieldOf(called.callee, 'attribute');
  return receiver === undefined || name === undefined ? undefined : { call: node, receiver, name: text.slice(name.start, name.end), arguments: called.arguments };
}

export interface Call {
  readonly callee: PyNode;
  readonly arguments: readonly PyNode[];
}

export function callOf(node: PyNode): Call | undefined {
  if (node.type !== 'call') return undefined;
  const callee = fieldOf(node, 'function');
  const given = fieldOf(node, 'arguments');
  return callee === undefined || given?.type !== 'argument_list' ? undefined : { callee, arguments: given.children.filter(({ type }) => type !== 'comment') };
}

/** The arguments of a call of this very name: `list(…)`. */
export function callNamed(node: PyNode, text: string, name: string): readonly PyNode[] | undefined {
  const called = callOf(node);
  return called?.callee.type === 'identifier' && text.slice(called.callee.start, called.callee.end) === name ? called.arguments : undefined;
}

export interface Assigned {
  readonly target: PyNode;
  readonly value: PyNode;
}

/** `target = value`, without a type and with one target. */
export function assignmentOf(statement: PyNode): Assigned | undefined {
  const [only] = statement.children;
  if (statement.type !== 'expression_statement' || statement.children.length !== 1 || only?.type !== 'assignment') return undefined;
  const target = fieldOf(only, 'left');
  const value = fieldOf(only, 'right');
  return target === undefined || value === undefined || value.type === 'assignment' || fieldOf(only, 'type') !== undefined ? undefined : { target, value };
}

/** The expression of a statement that is nothing else. */
export function expressionOf(statement: PyNode): PyNode | undefined {
  const [only] = statement.children;
  return statement.type === 'expression_statement' && statement.children.length === 1 && only !== undefined ? unwrap(only) : undefined;
}
