/** Uses another export than the one a name stands for, and drops the name where that was its only use. */
import type { TextEdit } from '../../text/edits';
import type { TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, rangeOf, startOf } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import { contains } from '../../text/range';
import type { ImportResult } from './addImport';
import { addImport } from './addImport';
import type { Code } from './code';
import { commentsWithin, freshName } from './code';
import { wholeLines } from '../lines';
import { countName } from './tree';

/**
 * `local` is the name in use (`read` of `readFileSync as read`); `module` and `name` say what to use for it. A name that has
 * other uses, or that was not imported by an `import` declaration, stays. `besides` are edits that will be made as well.
 */
export function replaceImport(code: Code, local: string, module: string, name: string, besides: readonly TextEdit[] = []): ImportResult {
  const old = findSpecifier(code, local);
  if (old === undefined || usesOf(code, local) > 1) return addImport(code, module, name);
  const { declaration, specifier } = old;
  const added = addImport(code, module, name);
  const isAlone = declaration.specifiers.length === 1;
  const declarationRange = rangeOf(declaration);
  const extendsItself = added.edits.some((edit) => contains(declarationRange, edit.range));
  if (declaration.source.value === module && extendsItself) return renamed(code, specifier, name);
  if (isAlone && added.edits.length > 0 && !isImported(code, declaration, module)) return moved(code, declaration, module, name);
  const gap = isAlone ? wholeLines(code.text, declarationRange) : specifierGap(code, declaration, specifier);
  if (gap === undefined || commentsWithin(code, gap).length > 0 || [...added.edits, ...besides].some((edit) => touches(edit.range, gap))) return added;
  return { local: added.local, edits: [...added.edits, { range: gap, newText: '' }] };
}

interface Found {
  readonly declaration: TSESTree.ImportDeclaration;
  readonly specifier: TSESTree.ImportSpecifier;
}

function findSpecifier({ program }: Code, local: string): Found | undefined {
  for (const declaration of program.body) {
    if (declaration.type !== 'ImportDeclaration' || declaration.importKind === 'type') continue;
    for (const specifier of declaration.specifiers) if (specifier.type === 'ImportSpecifier' && specifier.local.name === local) return { declaration, specifier };
  }
  return undefined;
}

function usesOf({ program }: Code, local: string): number {
  return program.body.reduce((count, node) => count + (node.type === 'ImportDeclaration' ? 0 : countName(node, local)), 0);
}

function isImported({ program }: Code, besides: TSESTree.ImportDeclaration, module: string): boolean {
  return program.body.some((node) => node !== besides && node.type === 'ImportDeclaration' && node.importKind !== 'type' && node.source.value.replace(/^node:/, '') === module.replace(/^node:/, ''));
}

function renamed(code: Code, specifier: TSESTree.ImportSpecifier, name: string): ImportResult {
  const local = freshName(code.names, name);
  return { local, edits: [replace(rangeOf(specifier), local === name ? name : `${name} as ${local}`)] };
}

/** `import { readFileSync } from 'node:fs'` → `import { readFile } from 'node:fs/promises'` */
function moved(code: Code, declaration: TSESTree.ImportDeclaration, module: string, name: string): ImportResult {
  const local = freshName(code.names, name);
  const [specifier] = declaration.specifiers;
  const { quote } = code.style;
  return {
    local,
    edits: [
      replace(rangeOf(specifier ?? declaration), local === name ? name : `${name} as ${local}`),
      replace(rangeOf(declaration.source), quote + module + quote),
    ],
  };
}

/** The specifier with the comma that belongs to it. */
function specifierGap({ text }: Code, { specifiers }: TSESTree.ImportDeclaration, specifier: TSESTree.ImportSpecifier): Range | undefined {
  const at = specifiers.indexOf(specifier);
  const next = specifiers[at + 1];
  if (next !== undefined) return { start: startOf(specifier), end: startOf(next) };
  const before = specifiers[at - 1];
  if (before === undefined) return undefined;
  if (before.type === 'ImportSpecifier') return { start: endOf(before), end: endOf(specifier) };
  // `import fs, { readFileSync } from 'node:fs'` → `import fs from 'node:fs'`
  const close = text.indexOf('}', endOf(specifier));
  return close < 0 ? undefined : { start: endOf(before), end: close + 1 };
}

function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function replace(range: Range, newText: string): TextEdit {
  return { range, newText };
}
