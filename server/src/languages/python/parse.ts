/** Text to tree by web-tree-sitter. The grammar's files are handed in, since nothing here reads disk. */
import type { ParseProblem } from '../../engine/summary';
import type { Comment } from '../lowering';
import type { PyNode } from './tree';
import type { Parser } from './treeSitter';
import { copyTree } from './tree';

export interface GrammarFiles {
  /** Bytes of `web-tree-sitter.wasm`. */
  readonly runtime: () => Uint8Array;
  /** Bytes of `tree-sitter-python.wasm`. */
  readonly python: () => Uint8Array;
}

export interface ParsedPython {
  readonly root: PyNode | undefined;
  readonly comments: readonly Comment[];
  readonly problems: readonly ParseProblem[];
}

export type PythonParser = (text: string) => ParsedPython;

export async function loadPythonParser(files: GrammarFiles): Promise<PythonParser> {
  const parser = await (await import('./treeSitter')).loadTreeSitter(files);
  return (text) => parseText(parser, text);
}

const TOO_DEEP: ParseProblem = { message: 'the code is nested too deeply to be read', range: { start: 0, end: 0 } };

function parseText(parser: Parser, text: string): ParsedPython {
  const tree = parser.parse(text);
  if (tree === null) return { root: undefined, comments: [], problems: [{ message: 'the parser gave up on this text', range: { start: 0, end: 0 } }] };
  try {
    const root = copyTree(tree);
    if (root === undefined) return { root: undefined, comments: [], problems: [TOO_DEEP] };
    const problem = pythonTwo(root) ?? mostlyBroken(root);
    const comments: Comment[] = [];
    collectComments(root, text, comments);
    return { root: problem === undefined ? root : undefined, comments, problems: problem === undefined ? [] : [problem] };
  } finally {
    tree.delete();
  }
}

function collectComments(node: PyNode, text: string, into: Comment[]): void {
  if (node.type === 'comment') into.push({ text: text.slice(node.start + 1, node.end), range: { start: node.start, end: node.end } });
  for (const child of node.children) collectComments(child, text, into);
}

function pythonTwo(node: PyNode): ParseProblem | undefined {
  if (node.type === 'print_statement' || node.type === 'exec_statement') return { message: 'this is Python 2', range: { start: node.start, end: node.end } };
  for (const child of node.children) {
    const found = pythonTwo(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A broken line costs its own function; a file of which half the statements are broken is none. */
function mostlyBroken(root: PyNode): ParseProblem | undefined {
  if (root.type === 'ERROR') return { message: 'this is not Python, or its syntax is broken', range: { start: root.start, end: root.end } };
  const broken = root.children.filter((child) => child.broken);
  const [first] = broken;
  return first !== undefined && broken.length * 2 > root.children.length ? { message: 'the syntax is broken', range: { start: first.start, end: first.end } } : undefined;
}
