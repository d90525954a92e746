/** Makes a name of a module available: reuses what is imported, extends a declaration that is there, or adds one. */
import type { TextEdit } from '../../text/edits';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, rangeOf, startOf } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import { freshName, sourceOf } from './code';

export interface ImportResult {
  /** What to write for the name: `In`, `In2` when `In` is something else here, `typeorm.In` under a namespace import. */
  readonly local: string;
  readonly edits: readonly TextEdit[];
}

/** `node:` before a specifier makes no difference for what is there; a new import is written as `module` says. */
export function addImport(code: Code, module: string, name: string): ImportResult {
  const declarations = code.program.body.filter((node): node is TSESTree.ImportDeclaration => node.type === 'ImportDeclaration');
  const values = declarations.filter((declaration) => declaration.importKind !== 'type' && isModule(declaration.source.value, module));
  for (const { specifiers } of values) {
    for (const specifier of specifiers) {
      if (specifier.type === 'ImportSpecifier' && specifier.importKind !== 'type' && importedName(specifier) === name) return { local: specifier.local.name, edits: [] };
    }
  }
  for (const { specifiers } of values) {
    for (const specifier of specifiers) if (specifier.type === 'ImportNamespaceSpecifier') return { local: `${specifier.local.name}.${name}`, edits: [] };
  }

  const local = freshName(code.names, name);
  const written = local === name ? name : `${name} as ${local}`;
  const extended = values.map((declaration) => extend(code, declaration, written)).find((edit) => edit !== undefined);
  if (extended !== undefined) return { local, edits: [extended] };

  const required = requirements(code, module);
  if (declarations.length === 0 && required.length > 0) return fromRequire(code, required, name, local);
  if (declarations.length === 0 && isCommonJs(code)) return { local, edits: [insertFirst(code, `const ${braces(code, local === name ? name : `${name}: ${local}`)} = require(${quoted(code, module)})${code.style.semicolon}`)] };
  return { local, edits: [insertImport(code, declarations, `import ${braces(code, written)} from ${quoted(code, module)}${code.style.semicolon}`)] };
}

/** The local names a module's export has in this file: `['pMap']` for `import pMap from 'p-map'`. */
export function localNamesOf({ program }: Code, module: string, name: string): string[] {
  return program.body.flatMap((node) => (node.type !== 'ImportDeclaration' || node.importKind === 'type' || !isModule(node.source.value, module) ? [] : node.specifiers.flatMap((specifier) => {
    const imported = specifier.type === 'ImportSpecifier' ? importedName(specifier) : specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
    return imported === name ? [specifier.local.name] : [];
  })));
}

function isModule(specifier: string, module: string): boolean {
  return specifier.replace(/^node:/, '') === module.replace(/^node:/, '');
}

function importedName({ imported }: TSESTree.ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : imported.value;
}

function extend({ text, style }: Code, declaration: TSESTree.ImportDeclaration, written: string): TextEdit | undefined {
  const named = declaration.specifiers.filter((specifier): specifier is TSESTree.ImportSpecifier => specifier.type === 'ImportSpecifier');
  const last = named.at(-1);
  if (last !== undefined) return insertAfterLast(text, startOf(named[0] ?? last), endOf(last), written, named.length > 1 ? endOf(named.at(-2) ?? last) : undefined);
  const [first] = declaration.specifiers;
  // `import pg from 'pg'` → `import pg, { Pool } from 'pg'`
  if (first?.type === 'ImportDefaultSpecifier') return insert(endOf(first), `, {${style.braceSpace}${written}${style.braceSpace}}`);
  return undefined;
}

/** Behind the last item; on a line of its own when the items have theirs. */
function insertAfterLast(text: string, first: number, last: number, written: string, beforeLast: number | undefined): TextEdit {
  const gap = beforeLast === undefined ? /[\r\n]\s*$/.exec(text.slice(text.lastIndexOf('{', first), first))?.[0] : text.slice(beforeLast, last).match(/^\s*,(\s*[\r\n]\s*)/)?.[1];
  return insert(last, gap === undefined ? `, ${written}` : `,${gap.replace(/^[\r\n]*(?=\r?\n)/, '')}${written}`);
}

interface Requirement {
  readonly declarator: TSESTree.VariableDeclarator;
}

function requirements({ program }: Code, module: string): Requirement[] {
  return program.body.flatMap((node) => (node.type !== 'VariableDeclaration' ? [] : node.declarations.filter(({ init }) => isRequireOf(init, module)).map((declarator) => ({ declarator }))));
}

function isRequireOf(node: Node | null, module: string): boolean {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return false;
  const [argument] = node.arguments;
  return argument?.type === 'Literal' && typeof argument.value === 'string' && isModule(argument.value, module);
}

function fromRequire(code: Code, required: readonly Requirement[], name: string, local: string): ImportResult {
  for (const { declarator: { id } } of required) {
    if (id.type !== 'ObjectPattern') continue;
    const there = id.properties.find((property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name);
    if (there?.type === 'Property' && there.value.type === 'Identifier') return { local: there.value.name, edits: [] };
  }
  for (const { declarator: { id } } of required) {
    if (id.type === 'Identifier') return { local: `${id.name}.${name}`, edits: [] };
    const last = id.type === 'ObjectPattern' ? id.properties.at(-1) : undefined;
    if (id.type === 'ObjectPattern' && last !== undefined && last.type === 'Property') {
      return { local, edits: [insertAfterLast(code.text, startOf(id.properties[0] ?? last), endOf(last), local === name ? name : `${name}: ${local}`, id.properties.length > 1 ? endOf(id.properties.at(-2) ?? last) : undefined)] };
    }
  }
  const [first] = required;
  const source = first === undefined ? '' : sourceOf(code, first.declarator.init ?? first.declarator);
  return { local, edits: [insertFirst(code, `const ${braces(code, local === name ? name : `${name}: ${local}`)} = ${source}${code.style.semicolon}`)] };
}

function isCommonJs({ path, program, text }: Code): boolean {
  if (/\.(mjs|mts|ts|tsx)$/.test(path)) return false;
  if (program.body.some((node) => /^Export/.test(node.type))) return false;
  return /\.cjs$/.test(path) || /\brequire\(|\bmodule\.exports\b|\bexports\./.test(text);
}

function insertImport(code: Code, declarations: readonly TSESTree.ImportDeclaration[], line: string): TextEdit {
  const last = declarations.at(-1);
  return last === undefined ? insertFirst(code, line) : insert(endOf(last), `${code.style.newline}${line}`);
}

/** Before the first statement, behind directives and a comment at the top of the file. */
function insertFirst({ program, style }: Code, line: string): TextEdit {
  const directives = program.body.filter((node) => node.type === 'ExpressionStatement' && typeof node.directive === 'string');
  const last = directives.at(-1);
  if (last !== undefined) return insert(rangeOf(last).end, `${style.newline}${line}`);
  const [first] = program.body;
  return insert(first === undefined ? 0 : rangeOf(first).start, `${line}${style.newline}`);
}

function insert(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

function braces({ style }: Code, inner: string): string {
  return `{${style.braceSpace}${inner}${style.braceSpace}}`;
}

function quoted({ style }: Code, text: string): string {
  return style.quote + text + style.quote;
}
