/** Files as the function that reads them opened them. */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf, stringValue } from '../../languages/python/tree';
import type { Code } from './code';
import { sourceOf } from './code';
import type { Place } from './tree';
import { callOf, collect, functionAround } from './tree';

export interface OpenedFile {
  readonly binary: boolean;
  /** The `with` that closes it; undefined for `file = open(…)`. */
  readonly statement: PyNode | undefined;
}

/** What a name of the function holds, when it is one file that `open` gives and nothing else. */
export function openedFile({ root, text }: Code, place: Place, name: string): OpenedFile | undefined {
  const owner = functionAround(place) ?? root;
  const bound = collect(fieldOf(owner, 'body') ?? owner, (node) => isBinding(node) && targetsOf(node).some((target) => text.slice(target.start, target.end) === name));
  const [only] = bound;
  if (only === undefined || bound.length > 1) return undefined;
  const value = only.type === 'as_pattern' ? only.children[0] : fieldOf(only, 'right');
  const binary = value === undefined ? undefined : isBinary(value, text);
  if (binary === undefined) return undefined;
  return { binary, statement: collect(owner, ({ type }) => type === 'with_statement').findLast((statement) => statement.start <= only.start && only.end <= statement.end && only.type === 'as_pattern') };
}

function isBinding({ type }: PyNode): boolean {
  return type === 'as_pattern' || type === 'assignment' || type === 'for_statement' || type === 'named_expression' || type === 'for_in_clause';
}

function targetsOf(node: PyNode): readonly PyNode[] {
  const target = node.type === 'as_pattern' ? fieldOf(node, 'alias') : fieldOf(node, 'left') ?? fieldOf(node, 'name');
  return target === undefined ? [] : [target, ...collect(target, ({ type }) => type === 'identifier')];
}

/** Of `open(path, mode)`, `path.open(mode)`; undefined for other calls and for modes that are not written out. */
function isBinary(value: PyNode, text: string): boolean | undefined {
  const called = callOf(value);
  if (called === undefined) return undefined;
  const name = text.slice(called.callee.start, called.callee.end);
  const isMethod = /\.open$/.test(name) && !/^(gzip|bz2|lzma|io|codecs|os|tarfile|zipfile|Image|aiofiles)\./.test(name);
  if (name !== 'open' && name !== 'io.open' && !isMethod) return undefined;
  const positional = called.arguments.filter(({ type }) => type !== 'keyword_argument');
  const named = called.arguments.find((argument) => argument.type === 'keyword_argument' && text.startsWith('mode', argument.start));
  const mode = named === undefined ? positional[isMethod ? 0 : 1] : fieldOf(named, 'value');
  if (mode === undefined) return false;
  return stringValue(mode, text)?.includes('b');
}

/** `path` of `path.read_text()`, with the options that reading and opening share; undefined when others are given. */
export function readText(code: Code, call: PyNode): { readonly path: string; readonly options: string } | undefined {
  const called = callOf(call);
  const path = called?.callee.type === 'attribute' ? fieldOf(called.callee, 'object') : undefined;
  if (called === undefined || path === undefined || called.arguments.some((argument) => argument.type !== 'keyword_argument' || !/^(encoding|errors)\b/.test(sourceOf(code, argument)))) return undefined;
  return { path: sourceOf(code, path), options: called.arguments.map((argument) => sourceOf(code, argument)).join(', ') };
}
