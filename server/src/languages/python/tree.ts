/**
 * The tree of a Python file as plain objects: copied out of the parser in one cursor pass, since every question to it crosses
 * the boundary to WASM. Only named nodes are kept; words that matter (`async`) become flags.
 */
import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { Range } from '../../text/range';

export interface PyNode extends Range {
  readonly type: string;
  /** The name under which the parent holds it: `left`, `body`; empty for others. */
  readonly field: string;
  readonly children: readonly PyNode[];
  /** `async def`, `async for`, `async with`. */
  readonly async: boolean;
  /** Something in it could not be read. */
  readonly broken: boolean;
}

/** Deeper nesting than any person writes; such texts are told instead of risking the stack. */
const DEEPEST = 400;

/** Statements of an earlier version by `statementKey`: after an edit, nearly the whole file is among them. None is broken. */
export type KnownStatements = ReadonlyMap<string, PyNode>;

export function knownStatements(root: PyNode | undefined, text: string): KnownStatements {
  const known = new Map<string, PyNode>();
  if (root !== undefined) collectKnown(root, 0, text, known);
  return known;
}

/** Of a tree without errors. Undefined when the text is nested too deeply to be walked. The tree may be one of a part of the text that begins at `offset`. */
export function copyTree(tree: Tree, text: string, known: KnownStatements, offset = 0): PyNode | undefined {
  const cursor = tree.walk();
  try {
    return copyNode({ cursor, text, known, offset }, 0);
  } finally {
    cursor.delete();
  }
}

function collectKnown(node: PyNode, depth: number, text: string, into: Map<string, PyNode>): void {
  if (node.type === 'block' || depth < 2 || isWorthKnowing(node.type, depth)) {
    if (isWorthKnowing(node.type, depth) && !node.broken) into.set(statementKey(text, node), node);
    for (const child of node.children) collectKnown(child, depth + 1, text, into);
  }
}

/** The text, and how far its first line is indented: what the lines below belong to depends on both. */
export function statementKey(text: string, { start, end }: Range): string {
  return indentationBefore(text, start).join('') + text.slice(start, end);
}

/** The statements of a module, and definitions: equal text is an equal tree, wherever it stands. */
function isWorthKnowing(type: string, depth: number): boolean {
  return depth === 1 || type === 'function_definition' || type === 'class_definition' || type === 'decorated_definition';
}

export function moveNode(node: PyNode, by: number): PyNode {
  if (by === 0) return node;
  const { type, field, start, end, children, async, broken } = node;
  return { type, field, start: start + by, end: end + by, children: children.map((child) => moveNode(child, by)), async, broken };
}

interface Copying {
  readonly cursor: TreeCursor;
  readonly text: string;
  readonly known: KnownStatements;
  readonly offset: number;
}

/** The grammar gives their children no names, so those need not be asked for one. */
const FIELDLESS: ReadonlySet<string> = new Set([
  'argument_list', 'concatenated_string', 'conditional_expression', 'dictionary', 'dotted_name', 'expression_list', 'expression_statement', 'list', 'module', 'parameters', 'parenthesized_expression', 'pattern_list', 'return_statement', 'set',
  'string', 'string_content', 'tuple', 'type',
]);
/** They have no children, so they need not be asked for one. */
const CHILDLESS: ReadonlySet<string> = new Set(['identifier', 'integer', 'float', 'true', 'false', 'none', 'comment', 'string_start', 'string_end', 'pass_statement', 'ellipsis']);

function knownNode({ text, known }: Copying, node: Draft): PyNode | undefined {
  const same = known.get(statementKey(text, node));
  return same?.type === node.type && same.field === node.field ? moveNode(same, node.start - same.start) : undefined;
}

interface Draft {
  type: string;
  field: string;
  start: number;
  end: number;
  children: PyNode[];
  async: boolean;
  broken: boolean;
}

/** Each property of the cursor is a call into WASM: only what may matter for a node is asked. */
function copyNode(copying: Copying, depth: number, parent = ''): PyNode | undefined {
  const { cursor } = copying;
  if (depth > DEEPEST) return undefined;
  const type = cursor.nodeType;
  const start = cursor.startIndex + copying.offset;
  const end = cursor.endIndex + copying.offset;
  const node: Draft = { type, field: FIELDLESS.has(parent) ? '' : (cursor.currentFieldName ?? ''), start, end, children: [], async: false, broken: false };
  if (copying.known.size > 0 && isWorthKnowing(type, depth)) {
    const same = knownNode(copying, node);
    if (same !== undefined) return same;
  }
  if (CHILDLESS.has(type) || !cursor.gotoFirstChild()) return node;
  let isFirst = true;
  do {
    if (cursor.nodeIsNamed) {
      const child = copyNode(copying, depth + 1, type);
      if (child === undefined) return undefined;
      node.children.push(child);
    } else if (isFirst && cursor.nodeType === 'async') node.async = true;
    isFirst = false;
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return node;
}

export function fieldOf(node: PyNode, name: string): PyNode | undefined {
  return node.children.find((child) => child.field === name);
}

export function fieldsOf(node: PyNode, name: string): PyNode[] {
  return node.children.filter((child) => child.field === name);
}

export function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** Looks through parentheses. */
export function unwrap(node: PyNode): PyNode {
  let inner = node;
  while (inner.type === 'parenthesized_expression' && inner.children.length >= 1) inner = inner.children.find((child) => child.type !== 'comment') ?? inner;
  return inner;
}

/** The text of a plain string literal; undefined for formatted ones. */
export function stringValue(node: PyNode, text: string): string | undefined {
  if (node.type !== 'string' || node.children.some((child) => child.type === 'interpolation')) return undefined;
  const written = node.children.filter((child) => child.type === 'string_content').map((child) => text.slice(child.start, child.end)).join('');
  const isRaw = /^\w*r/i.test(text.slice(node.start, node.start + 3));
  return isRaw || !written.includes('\\') ? written : written.replace(/\\([nrt\\'"])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

/** Others stand for characters that nobody asks about. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Always leaves the enclosing function or loop when it runs to its end. */
export function endsInExit(block: PyNode | undefined): boolean {
  const last = block?.children.filter((child) => child.type !== 'comment').at(-1);
  return last !== undefined && /^(return|raise|break|continue)_statement$/.test(last.type);
}

/** Statements of one block begin in one column, which the parser does not ask for. */
export function isEvenlyIndented(node: PyNode, text: string): boolean {
  if (HOLDS_NO_BLOCK.test(node.type)) return true;
  if (node.type === 'block' || node.type === 'module') {
    const columns = new Set(node.children.flatMap(({ type, start }) => (type === 'comment' ? [] : indentationBefore(text, start))));
    if (columns.size > 1) return false;
  }
  return node.children.every((child) => isEvenlyIndented(child, text));
}

const HOLDS_NO_BLOCK = /^(?:expression|return|raise|import|import_from|assert|delete)_statement$/;

/** None when something else stands before it on its line. */
function indentationBefore(text: string, at: number): string[] {
  let start = at;
  while (start > 0 && /[ \t\f\uFEFF]/.test(text.charAt(start - 1))) start--;
  return start === 0 || /[\r\n]/.test(text.charAt(start - 1)) ? [text.slice(start, at).replace(/[\f\uFEFF]/g, '')] : [];
}
