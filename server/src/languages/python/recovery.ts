/**
 * A text with errors, read part by part: what a broken line costs is the definition or statement it stands in. How the
 * parser itself recovers is not to be relied on, since an open bracket or quote may take all that follows with it. But a
 * line that begins a definition in the column of its siblings begins one, whatever is open before it.
 */
import type { Range } from '../../text/range';
import { findPythonTwo, hasPythonThree } from './pythonTwo';
import type { KnownStatements, PyNode } from './tree';
import { copyTree, isEvenlyIndented, moveNode, statementKey } from './tree';
import type { TreeSitter } from './treeSitter';

export interface Recovered {
  /** Without what is broken; a broken definition is left as one that has a name and nothing else. */
  readonly root: PyNode;
  /** What could not be read, in order. */
  readonly broken: readonly Range[];
  /** How many statements could be read, those of a class with a broken method included. */
  readonly intact: number;
  /** A whole statement of Python 2, in a text that nothing says to be Python 3. */
  readonly pythonTwo: PyNode | undefined;
}

interface Reading {
  readonly treeSitter: TreeSitter;
  readonly text: string;
  readonly known: KnownStatements;
  readonly broken: Range[];
  intact: number;
  pythonTwo: PyNode | undefined;
  pythonThree: boolean;
  /** So many characters may still be read a second time, to see whether parts belong together. */
  again: number;
}

/** Nobody types into this many places; what has more is another language, and reading on would take long. */
export const MOST_BROKEN = 100;

/** Of a text that is known to be broken, or to hold lines that the parser reads and no Python 3 does. The result depends on the text alone. */
export function recover(treeSitter: TreeSitter, text: string, known: KnownStatements): Recovered {
  const reading: Reading = { treeSitter, text, known, broken: [], intact: 0, pythonTwo: undefined, pythonThree: false, again: text.length };
  const children = readParts(reading, partsOf(text, 0, text.length, ''));
  const root: PyNode = { type: 'module', field: '', start: 0, end: text.length, children, async: false, broken: true };
  const { broken, intact, pythonTwo, pythonThree } = reading;
  return { root, broken, intact, pythonTwo: pythonTwo === undefined || pythonThree || hasPythonThree(root, text) ? undefined : pythonTwo };
}

/** Lines that go on with the statement before them, though they begin in its column. */
const GOES_ON = /^(?:elif|else|except|finally)\b/;
const DEFINES = /^(?:async[ \t]+def|def|class)\b/;

/**
 * Where statements begin: at lines with just this indentation that begin with a word or a decorator. Comments before a
 * statement are a part of their own, those inside a body are not.
 */
function partsOf(text: string, start: number, end: number, indentation: string): Range[] {
  const starts = [start];
  let comments: number | undefined;
  let isDecorated = false;
  const lines = /[^\n]*\n?/y;
  for (let at = start; at < end; at = lines.lastIndex) {
    lines.lastIndex = at;
    const line = (lines.exec(text)?.[0] ?? '').replace(/^[\f\uFEFF]+/, '');
    const rest = line.trimStart();
    if (rest === '') continue;
    const isSibling = line.startsWith(indentation) && line.length - rest.length === indentation.length;
    if (rest.startsWith('#')) {
      if (isSibling) comments ??= at;
      continue;
    }
    if (!isSibling || !/^[@\p{L}\p{N}_]/u.test(rest) || GOES_ON.test(rest)) {
      if (!isSibling) comments = undefined;
      continue;
    }
    if (!isDecorated || !(rest.startsWith('@') || DEFINES.test(rest))) {
      if (comments !== undefined) starts.push(comments);
      starts.push(at);
      isDecorated = rest.startsWith('@');
    } else if (!rest.startsWith('@')) {
      isDecorated = false;
    }
    comments = undefined;
  }
  return [...new Set(starts)].map((begin, index, all) => ({ start: begin, end: all[index + 1] ?? end }));
}

function readParts(reading: Reading, parts: readonly Range[]): PyNode[] {
  const nodes: PyNode[] = [];
  for (let index = 0; index < parts.length && reading.broken.length < MOST_BROKEN; index++) {
    const part = parts[index];
    if (part === undefined) break;
    let read = readWhole(reading, part);
    for (const last of read === undefined ? ends(reading.text, parts, index) : []) {
      const joined = { start: part.start, end: parts[last]?.end ?? part.end };
      reading.again -= joined.end - joined.start;
      if (reading.again < 0) break;
      read = readWhole(reading, joined);
      if (read === undefined) continue;
      index = last;
      break;
    }
    reading.intact += read?.filter(({ type }) => type !== 'comment').length ?? 0;
    nodes.push(...(read ?? readClass(reading, part) ?? nameOnly(reading, part)));
  }
  return nodes;
}

/** Of blanks, only what the parser passes over. */
function withoutBlanks(text: string, part: Range): Range {
  let { start, end } = part;
  while (start < end && /[ \t\f\r\n]/.test(text.charAt(start))) start++;
  while (end > start && /[ \t\r\n]/.test(text.charAt(end - 1))) end--;
  return { start, end };
}

/** Undefined when something in it is broken. */
function readWhole(reading: Reading, part: Range): readonly PyNode[] | undefined {
  const { treeSitter, text, known } = reading;
  const code = text.slice(part.start, part.end);
  const written = withoutBlanks(text, part);
  const same = known.get(statementKey(text, written));
  if (same !== undefined && same.field === '') return [moveNode(same, written.start - same.start)];
  const tree = treeSitter.parse(code);
  const root = tree === null || tree.rootNode.hasError ? undefined : copyTree(tree, text, known, part.start);
  tree?.delete();
  const old = root && findPythonTwo(root, text);
  if (root === undefined || old === undefined) return root !== undefined && isEvenlyIndented(root, text) ? root.children : undefined;
  reading.pythonTwo ??= old;
  reading.pythonThree ||= hasPythonThree(root, text);
  return undefined;
}

/** A bracket that is open at the end of a part may be closed this many parts later. */
const FARTHEST_BRACKET = 16;

/** Which parts may be the last of a statement that begins with this one, as the rest of a string or of brackets looks like statements. */
function ends(text: string, parts: readonly Range[], index: number): number[] {
  const codeOf = ({ start, end }: Range): string => text.slice(start, end);
  const code = codeOf(parts[index] ?? { start: 0, end: 0 });
  const found = ['"""', "'''"].filter((quote) => code.includes(quote)).map((quote) => parts.findIndex((part, at) => at > index && codeOf(part).includes(quote)));
  for (let at = index + 1; /[([{]/.test(code) && at < Math.min(parts.length, index + FARTHEST_BRACKET); at++) {
    const next = codeOf(parts[at] ?? { start: 0, end: 0 });
    if (/^\s*@/.test(next) || DEFINES.test(next.trimStart())) break;
    if (/^\s*[)\]}]/m.test(next)) found.push(at);
  }
  return found.filter((at) => at > index);
}

/** A class with a broken member keeps the others. Undefined when it is none, or what stands before its members is broken. */
function readClass(reading: Reading, part: Range): PyNode[] | undefined {
  const { text } = reading;
  const definition = definitionIn(text, part);
  const body = definition?.word === 'class' ? bodyIn(text, { start: definition.start, end: part.end }) : undefined;
  if (body === undefined) return undefined;
  const head = readWhole(reading, { start: part.start, end: body.start });
  const owner = head?.at(-1);
  if (head === undefined || owner === undefined) return undefined;
  const members = readParts(reading, partsOf(text, body.start, part.end, body.indentation));
  return [...head.slice(0, -1), withMembers(owner, members, part.start + text.slice(part.start, part.end).trimEnd().length)];
}

function withMembers(node: PyNode, members: readonly PyNode[], end: number): PyNode {
  const children = node.children.map((child) => {
    if (child.field === 'body') return { ...child, start: members[0]?.start ?? child.start, end, children: members, broken: true };
    return child.field === 'definition' ? withMembers(child, members, end) : child;
  });
  return { ...node, end, children, broken: true };
}

/** The lines below the first line that ends in a colon, and how far the first of them is indented. */
function bodyIn(text: string, definition: Range): { readonly start: number; readonly indentation: string } | undefined {
  const code = text.slice(definition.start, definition.end);
  const head = /:[ \t]*(?:#[^\n]*)?\r?\n/.exec(code);
  if (head === null) return undefined;
  const start = head.index + head[0].length;
  const indentation = /^(?:[ \t\f]*(?:#[^\n]*)?\r?\n)*([ \t]+)[^\s#]/.exec(code.slice(start))?.[1];
  return indentation === undefined ? undefined : { start: definition.start + start, indentation };
}

interface Definition extends Range {
  readonly word: 'class' | 'def';
  readonly async: boolean;
  /** The range is that of its name. */
  readonly name: Range;
}

/** What a part defines, below its decorators. */
function definitionIn(text: string, part: Range): Definition | undefined {
  const code = text.slice(part.start, part.end);
  const first = /(?:^|\n)[\f\uFEFF]*([ \t]*)([^\s#].*)/.exec(code);
  if (first?.[2] === undefined || !(first[2].startsWith('@') || DEFINES.test(first[2]))) return undefined;
  for (const found of code.matchAll(/^[\f\uFEFF]*([ \t]*)(async[ \t]+)?(def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/gmu)) {
    const [whole, indentation = '', async, word, name = ''] = found;
    if (indentation !== first[1]) continue;
    const end = part.start + found.index + whole.length;
    return { start: part.start + found.index + whole.search(/[a-z]/), end: part.start + code.trimEnd().length, word: word === 'class' ? 'class' : 'def', async: async !== undefined, name: { start: end - name.length, end } };
  }
  return undefined;
}

/** Its name still hides what it hid before the line broke. */
function nameOnly(reading: Reading, part: Range): PyNode[] {
  const { text, broken } = reading;
  const code = text.slice(part.start, part.end);
  broken.push({ start: part.start + code.length - code.trimStart().length, end: part.start + code.trimEnd().length });
  const definition = definitionIn(text, part);
  if (definition === undefined) return [];
  const { start, end, word, async, name } = definition;
  const identifier: PyNode = { type: 'identifier', field: 'name', ...name, children: [], async: false, broken: false };
  return [{ type: word === 'class' ? 'class_definition' : 'function_definition', field: '', start, end, children: [identifier], async, broken: true }];
}
