/** Text to tree by web-tree-sitter. The grammar's files are handed in, since nothing here reads disk. */
import type { SourceFile } from '../../engine/frontend';
import type { ParseProblem } from '../../engine/summary';
import type { Comment } from '../lowering';
import type { Range } from '../../text/range';
import { findPythonTwo, hasPythonThree } from './pythonTwo';
import type { Recovered } from './recovery';
import { MOST_BROKEN, recover } from './recovery';
import { changeBetween } from './textChange';
import type { KnownStatements, PyNode } from './tree';
import { copyTree, isEvenlyIndented, knownStatements } from './tree';
import type { Tree, TreeSitter } from './treeSitter';

export interface GrammarFiles {
  /** Bytes of `web-tree-sitter.wasm`. */
  readonly runtime: () => Uint8Array;
  /** Bytes of `tree-sitter-python.wasm`. */
  readonly python: () => Uint8Array;
}

export interface ParsedPython {
  readonly root: PyNode | undefined;
  readonly comments: readonly Comment[];
  /** What the tree leaves out since it cannot be read, in a file that is told none the less. */
  readonly broken: readonly Range[];
  /** Why the file as a whole is not told. */
  readonly problems: readonly ParseProblem[];
}

export interface PythonParser {
  /**
   * The tree of a file. What was parsed last is kept: the same text costs nothing again, and another text of the same path is
   * parsed by what changed. The tree equals that of a parse from scratch.
   */
  parse(file: SourceFile): ParsedPython;
  /** The same, of a text that nobody goes on from: what was kept stays. */
  parseOnce(file: SourceFile): ParsedPython;
}

export async function loadPythonParser(files: GrammarFiles): Promise<PythonParser> {
  const treeSitter = await (await import('./treeSitter')).loadTreeSitter(files);
  return createPythonParser(treeSitter);
}

interface Version {
  readonly text: string;
  readonly code: string;
  readonly parsed: ParsedPython;
  readonly whole: Whole | undefined;
}

/** The last version that had no error, perhaps this one: the next one is parsed by what changed since. */
interface Whole {
  readonly code: string;
  readonly tree: Tree;
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
      kept.set(file.path, version);
      if (last?.whole !== version.whole) last?.whole?.tree.delete();
      if (kept.size > KEPT_FILES) forgetOldest(kept);
      return version.parsed;
    },
    parseOnce(file) {
      const last = kept.get(file.path);
      if (last?.text === file.text) return last.parsed;
      const { parsed, whole } = versionOf(treeSitter, file.text, last);
      if (last?.whole !== whole) whole?.tree.delete();
      return parsed;
    },
  };
}

function forgetOldest(kept: Map<string, Version>): void {
  for (const [path, { whole }] of kept) {
    kept.delete(path);
    whole?.tree.delete();
    return;
  }
}

function versionOf(treeSitter: TreeSitter, text: string, last: Version | undefined): Version {
  // To Python a lone carriage return ends a line, to tree-sitter it is white space.
  const code = text.replace(/\r(?!\n)/g, '\n');
  if (ENDLESS_LINE.test(code)) return { text, code, whole: last?.whole, parsed: notRead('a line is continued over more than 1,000 empty lines', NOWHERE) };
  const known = last === undefined ? NONE_KNOWN : knownStatements(last.parsed.root, last.code);
  const before = last?.whole;
  const tree = before === undefined ? treeSitter.parse(code) : treeSitter.reparse(before.tree, code, changeBetween(before.code, code));
  const whole = tree === null ? undefined : withoutError(tree, code);
  if (whole !== undefined) return { text, code, whole, parsed: parsedWhole(treeSitter, whole, known) };
  const recovered = recover(treeSitter, code, known);
  // A tree that was parsed by what changed is not believed alone: how a parser goes on depends on what it saw before.
  const again = recovered.broken.length > 0 || before === undefined ? null : treeSitter.parse(code);
  const scratch = again === null ? undefined : withoutError(again, code);
  if (scratch !== undefined) return { text, code, whole: scratch, parsed: parsedWhole(treeSitter, scratch, known) };
  return { text, code, whole: before, parsed: parsedInParts(recovered, code) };
}

/** The parser goes through all of them again for each: 30,000 take half a minute. */
const ENDLESS_LINE = /(?:\\\n[ \t]*){1000}/;

const NONE_KNOWN: KnownStatements = new Map();

function withoutError(tree: Tree, code: string): Whole | undefined {
  if (!tree.rootNode.hasError) return { tree, code };
  tree.delete();
  return undefined;
}

function parsedWhole(treeSitter: TreeSitter, { tree, code }: Whole, known: KnownStatements): ParsedPython {
  const root = copyTree(tree, code, known);
  if (root === undefined) return notRead('the code is nested too deeply to be read', NOWHERE);
  const old = findPythonTwo(root, code);
  if (old === undefined && isEvenlyIndented(root, code)) return { root, comments: commentsIn(root, code), broken: [], problems: [] };
  return old === undefined || hasPythonThree(root, code) ? parsedInParts(recover(treeSitter, code, known), code) : notRead(PYTHON_TWO, old);
}

function parsedInParts({ root, broken, intact, pythonTwo }: Recovered, code: string): ParsedPython {
  if (pythonTwo !== undefined) return notRead(PYTHON_TWO, pythonTwo);
  // A broken line costs its own function; a text of which half the statements are broken is none.
  if (broken.length > intact || broken.length >= MOST_BROKEN) return notRead('this is not Python, or its syntax is broken', broken[0] ?? NOWHERE);
  return { root, comments: commentsIn(root, code), broken, problems: [] };
}

const PYTHON_TWO = 'this is Python 2';
const NOWHERE: Range = { start: 0, end: 0 };

function notRead(message: string, { start, end }: Range): ParsedPython {
  return { root: undefined, comments: [], broken: [], problems: [{ message, range: { start, end } }] };
}

function commentsIn(root: PyNode, code: string): Comment[] {
  const comments: Comment[] = [];
  collectComments(root, code, comments);
  return comments;
}

function collectComments(node: PyNode, text: string, into: Comment[]): void {
  if (node.type === 'comment') into.push({ text: text.slice(node.start + 1, node.end), range: { start: node.start, end: node.end } });
  for (const child of node.children) collectComments(child, text, into);
}
