/** Reads the project's own sources for the architecture tests: files, imports, and syntax that must not occur. */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { REPOSITORY } from '../harness/fixtures';

export interface Source {
  /** Relative to the repository, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Relative to the repository, with extension, for relative specifiers that lead to a file. */
  readonly target: string | undefined;
}

/** TypeScript files below a folder of the repository; fixtures are data, not sources. */
export function sourcesUnder(folder: string): Source[] {
  const root = join(REPOSITORY, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mts|mjs|js)$/.test(entry.name))
    .map((entry) => relative(REPOSITORY, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/\/(fixtures|node_modules|out|dist|workspace\/node_modules)\//.test(path))
    .sort()
    .map(readSource);
}

export function readSource(path: string): Source {
  const text = readFileSync(join(REPOSITORY, path), 'utf8');
  return { path, text, imports: importsOf(path, text) };
}

/** Static, dynamic and type-only imports, re-exports and `require` calls. */
export function importsOf(path: string, text: string): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({ specifier: fileName, target: resolve(path, fileName) }));
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = posix.join(dirname(from).split(sep).join('/'), specifier);
  return [base, `${base}.ts`, `${base}/index.ts`, base.replace(/\.js$/, '.ts')].find((candidate) => /\.\w+$/.test(candidate) && existsSync(join(REPOSITORY, candidate))) ?? base;
}

/** Lines (1-based) of every node the question is true for. */
export function linesWhere({ path, text }: Pick<Source, 'path' | 'text'>, question: (node: ts.Node) => boolean): number[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (question(node)) lines.push(file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return lines;
}
