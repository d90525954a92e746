/** Text to tree by web-tree-sitter. The grammar's files are handed in, since nothing here reads disk. */
import type { SourceFile } from '../../engine/frontend';
import type { ParseProblem } from '../../engine/summary';
import type { Comment } from '../lowering';
import type { CopiedTree, PyNode } from './tree';
import type { Tree, TreeSitter } from './treeSitter';
import { changeBetween } from './textChange';
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

export interface PythonParser {
  /**
   * The tree of a file. What was parsed last is kept: the same text costs nothing again, and another text of the same path is
   * parsed by what changed. The tree equals that of a parse from scratch.
   */
  parse(file: SourceFile): ParsedPython;
}

export async function loadPythonParser(files: GrammarFiles): Promise<PythonParser> {
  const treeSitter = await (await import('./treeSitter')).loadTreeSitter(files);
  return createPythonParser(treeSitter);
}

interface Version {
  readonly text: string;
  readonly tree: Tree;
  readonly parsed: ParsedPython;
  /** Also of a file that is none in the end, so that its next version is parsed by what changed. */
  readonly root: PyNode | undefined;
}

/** As many files as are typed into at once; a scan sees each file once. */
const KEPT_FILES = 4;

function createPythonParser(treeSitter: TreeSitter): PythonParser {
  // Least recently used first.
  const kept = new Map<string, Version>();
  return {
    parse(file) {
      const last = kept.get(file.path);
      if (last?.text === file.text) return last.parsed;
      const version = versionOf(treeSitter, file.text, last);
      kept.delete(file.path);
      last?.tree.delete();
      if (version === undefined) return { root: undefined, comments: [], problems: [GAVE_UP] };
      kept.set(file.path, version);
      if (kept.size > KEPT_FILES) forgetOldest(kept);
      return version.parsed;
    },
  };
}

function forgetOldest(kept: Map<string, Version>): void {
  for (const [path, { tree }] of kept) {
    kept.delete(path);
    tree.delete();
    return;
  }
}

/** How a parser recovers from an error depends on what it saw before, so a broken text is parsed from scratch. */
function versionOf(treeSitter: TreeSitter, text: string, last: Version | undefined): Version | undefined {
  const before = last?.root && { root: last.root, text: last.text };
  if (last !== undefined) {
    const tree = treeSitter.reparse(last.tree, text, changeBetween(last.text, text));
    if (tree !== null && !tree.rootNode.hasError) return copied(text, tree, before);
    tree?.delete();
  }
  const tree = treeSitter.parse(text);
  return tree === null ? undefined : copied(text, tree, before);
}

const GAVE_UP: ParseProblem = { message: 'the parser gave up on this text', range: { start: 0, end: 0 } };
const TOO_DEEP: ParseProblem = { message: 'the code is nested too deeply to be read', range: { start: 0, end: 0 } };

function copied(text: string, tree: Tree, before: CopiedTree | undefined): Version {
  const root = copyTree(tree, text, before);
  return { text, tree, root, parsed: root === undefined ? { root, comments: [], problems: [TOO_DEEP] } : parsedOf(root, text) };
}

function parsedOf(root: PyNode, text: string): ParsedPython {
  const problem = pythonTwo(root) ?? mostlyBroken(root);
  const comments: Comment[] = [];
  collectComments(root, text, comments);
  return { root: problem === undefined ? root : undefined, comments, problems: problem === undefined ? [] : [problem] };
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
