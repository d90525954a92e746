/** Makes a module or a name of it available: reuses what is imported, extends a statement that is there, or adds one. */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import type { Code } from './code';
import { commentsWithin, sourceOf } from './code';
import type { Place } from './tree';
import { boundIn, importedNames, isFunction, parameterNames, statementsOf } from './tree';

export interface Imported {
  /** How the file says it: `asyncio.gather`, `gather`. */
  readonly local: string;
  readonly edits: readonly TextEdit[];
}

/** `member` of a module, read as `module.member`, or by its own name where the file imports it so. Undefined when a name in the way means something else. */
export function importedMember(code: Code, place: Place, module: string, member: string): Imported | undefined {
  const own = importedName(code, module, member);
  if (own !== undefined) return isHidden(code, place, own) ? undefined : { local: own, edits: [] };
  const known = importedModule(code, module);
  if (known !== undefined) return isHidden(code, place, known) ? undefined : { local: `${known}.${member}`, edits: [] };
  if (code.names.has(module) || boundIn(code.root, code.text).has(module)) return undefined;
  return { local: `${module}.${member}`, edits: [newStatement(code, `import ${module}`, module)] };
}

/** `from module import name`, into the statement that is there when there is one. */
export function importedFrom(code: Code, place: Place, module: string, name: string): Imported | undefined {
  const own = importedName(code, module, name);
  if (own !== undefined) return isHidden(code, place, own) ? undefined : { local: own, edits: [] };
  if (code.names.has(name) || boundIn(code.root, code.text).has(name)) return undefined;
  const statement = importsOf(code).find((node) => node.type === 'import_from_statement' && moduleOf(code, node) === module && node.children.every(({ type }) => type !== 'wildcard_import'));
  if (statement === undefined) return { local: name, edits: [newStatement(code, `from ${module} import ${name}`, module)] };
  const edit = extended(code, statement, name);
  return edit === undefined ? undefined : { local: name, edits: [edit] };
}

/** Import statements of the module itself, not those in `if TYPE_CHECKING:`, `try` or functions. */
function importsOf({ root }: Code): readonly PyNode[] {
  return root.children.filter(({ type }) => type === 'import_statement' || type === 'import_from_statement' || type === 'future_import_statement');
}

function moduleOf(code: Code, statement: PyNode): string | undefined {
  const name = fieldOf(statement, 'module_name');
  return name === undefined ? undefined : sourceOf(code, name);
}

/** The local name of a module: `asyncio`, `aio` of `import asyncio as aio`. */
function importedModule(code: Code, module: string): string | undefined {
  for (const statement of importsOf(code)) {
    if (statement.type !== 'import_statement') continue;
    for (const name of statement.children) {
      const [written, alias] = name.type === 'aliased_import' ? [fieldOf(name, 'name'), fieldOf(name, 'alias')] : [name, name];
      if (written !== undefined && alias !== undefined && sourceOf(code, written) === module) return sourceOf(code, alias);
    }
  }
  return undefined;
}

/** The local name of `from module import name`. */
function importedName(code: Code, module: string, name: string): string | undefined {
  for (const statement of importsOf(code)) {
    if (statement.type !== 'import_from_statement' || moduleOf(code, statement) !== module) continue;
    for (const item of statement.children.filter(({ field }) => field === 'name')) {
      const [written, alias] = item.type === 'aliased_import' ? [fieldOf(item, 'name'), fieldOf(item, 'alias')] : [item, item];
      if (written !== undefined && alias !== undefined && sourceOf(code, written) === name) return sourceOf(code, alias);
    }
  }
  return undefined;
}

/** A function or class around the place binds the name to something else. */
function isHidden({ text }: Code, { ancestors }: Place, name: string): boolean {
  return ancestors.some((node) => (isFunction(node) && (parameterNames(node, text).includes(name) || boundIn(fieldOf(node, 'body') ?? node, text).has(name)))
    || (node.type === 'class_definition' && boundIn(fieldOf(node, 'body') ?? node, text).has(name)));
}

/** Kept in order where the names are in order already. */
function extended(code: Code, statement: PyNode, name: string): TextEdit | undefined {
  if (commentsWithin(code, statement).length > 0) return undefined;
  const items = statement.children.filter(({ field }) => field === 'name');
  const texts = items.map((item) => sourceOf(code, item));
  const sorted = texts.every((text, index) => index === 0 || compare(texts[index - 1] ?? '', text) <= 0);
  const before = sorted ? items.findIndex((item) => compare(sourceOf(code, item), name) > 0) : -1;
  const next = items[before];
  const last = items.at(-1);
  if (last === undefined) return undefined;
  const head = next === undefined || before === 0 ? undefined : items[before - 1];
  if (next === undefined) {
    const separator = items.length > 1 ? separatorOf(code, items) : ', ';
    return { range: { start: last.end, end: last.end }, newText: `${separator}${name}` };
  }
  const separator = items.length > 1 ? separatorOf(code, items) : ', ';
  return head === undefined ? { range: { start: next.start, end: next.start }, newText: `${name}${separator}` } : { range: { start: head.end, end: head.end }, newText: `${separator}${name}` };
}

/** What stands between two names: `, `, or a comma and a line break. */
function separatorOf({ text }: Code, [first, second]: readonly PyNode[]): string {
  return first === undefined || second === undefined ? ', ' : text.slice(first.end, second.start);
}

/** As isort does with its defaults: constants, classes, then the rest, each without regard to case. */
function compare(a: string, b: string): number {
  const rank = (name: string): number => (/^[A-Z][A-Z0-9_]*$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return rank(a) - rank(b) || (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0);
}

/** In the first group of imports that holds its like (the standard library, or modules of the same package), else behind all of them. */
function newStatement(code: Code, statement: string, module: string): TextEdit {
  const { newline } = code.style;
  const imports = importsOf(code).filter(({ type }) => type !== 'future_import_statement');
  const wanted = isStandard(module);
  const [top] = module.split('.');
  const like = imports.filter((node) => modulesOf(code, node).every((name) => (wanted ? isStandard(name) : name.split('.')[0] === top)));
  const next = like.find((node) => sortKey(code, node) > `${statement.startsWith('import') ? 0 : 1} ${module}`);
  if (next !== undefined) return { range: { start: next.start, end: next.start }, newText: statement + newline };
  const last = like.at(-1);
  if (last !== undefined) return after(code, last, newline + statement);
  const [first] = imports;
  if (first !== undefined && wanted) return { range: { start: first.start, end: first.start }, newText: statement + newline + newline };
  const end = imports.at(-1);
  if (end !== undefined) return after(code, end, newline + statement);
  return opening(code, statement);
}

function modulesOf(code: Code, statement: PyNode): string[] {
  const from = moduleOf(code, statement);
  return from === undefined ? importedNames(statement, code.text) : [from];
}

function sortKey(code: Code, statement: PyNode): string {
  return `${statement.type === 'import_statement' ? 0 : 1} ${modulesOf(code, statement)[0] ?? ''}`;
}

/** Behind the comment that stands behind it. */
function after({ text, comments }: Code, statement: PyNode, newText: string): TextEdit {
  const comment = comments.find(({ start }) => start >= statement.end && text.slice(statement.end, start).trim() === '' && !text.slice(statement.end, start).includes('\n'));
  const at = comment?.end ?? statement.end;
  return { range: { start: at, end: at }, newText };
}

/** In a file without imports: behind its docstring and the comments before that, and what must come first. */
function opening(code: Code, statement: string): TextEdit {
  const { newline } = code.style;
  const [first, second] = statementsOf(code.root);
  const isDocstring = first?.type === 'expression_statement' && first.children[0]?.type === 'string';
  if (first !== undefined && (isDocstring || first.type === 'future_import_statement')) {
    return after(code, second?.type === 'future_import_statement' ? second : first, `${newline}${newline}${statement}`);
  }
  const at = first?.start ?? code.text.length;
  return { range: { start: at, end: at }, newText: `${statement}${newline}${newline}` };
}

const STANDARD: ReadonlySet<string> = new Set([
  'abc', 'argparse', 'array', 'ast', 'asyncio', 'atexit', 'base64', 'binascii', 'bisect', 'builtins', 'bz2', 'calendar', 'codecs', 'collections', 'concurrent', 'configparser', 'contextlib', 'contextvars',
  'copy', 'csv', 'ctypes', 'dataclasses', 'datetime', 'decimal', 'difflib', 'email', 'enum', 'errno', 'fnmatch', 'fractions', 'functools', 'gc', 'getpass', 'gettext', 'glob', 'gzip', 'hashlib', 'heapq', 'hmac',
  'html', 'http', 'importlib', 'inspect', 'io', 'ipaddress', 'itertools', 'json', 'locale', 'logging', 'lzma', 'math', 'mimetypes', 'multiprocessing', 'numbers', 'operator', 'os', 'pathlib', 'pickle', 'platform',
  'posixpath', 'pprint', 'queue', 'random', 're', 'secrets', 'select', 'shlex', 'shutil', 'signal', 'socket', 'sqlite3', 'ssl', 'stat', 'statistics', 'string', 'struct', 'subprocess', 'sys', 'sysconfig', 'tarfile',
  'tempfile', 'textwrap', 'threading', 'time', 'timeit', 'traceback', 'types', 'typing', 'unicodedata', 'unittest', 'urllib', 'uuid', 'warnings', 'weakref', 'xml', 'zipfile', 'zlib', 'zoneinfo',
]);

function isStandard(module: string): boolean {
  return STANDARD.has(module.split('.')[0] ?? '');
}
