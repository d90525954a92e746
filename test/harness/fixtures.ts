/** Finds rule folders and their fixtures on disk. The one file of the harness that knows where things lie. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImaginedFile } from './analyse';
import { settingsFor } from './analyse';
import type { AnnotatedText } from './expectations';
import { readAnnotations } from './expectations';

export const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const RULES = join(REPOSITORY, 'server', 'src', 'rules');

export interface Fixture {
  readonly rule: string;
  /** `ecmascript` or `python`: the folder below `fixtures/`. */
  readonly language: string;
  /** Absolute. */
  readonly path: string;
  /** Relative to the repository, forward slashes; for messages. */
  readonly title: string;
  readonly annotated: AnnotatedText;
  readonly imagined: ImaginedFile;
}

export interface RuleFolder {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  /** Undefined when there is none. */
  readonly readme: string | undefined;
  readonly fixtures: readonly Fixture[];
  /** Folders of executed cases, absolute. */
  readonly runs: readonly string[];
}

export function loadRuleFolders(): RuleFolder[] {
  if (!existsSync(RULES)) return [];
  return readdirSync(RULES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => loadRuleFolder(entry.name))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function loadRuleFolder(id: string): RuleFolder {
  const path = join(RULES, id);
  const readme = join(path, 'README.md');
  const fixtures = join(path, 'fixtures');
  const languages = foldersIn(fixtures).filter((name) => name !== 'run');
  return {
    id,
    path,
    readme: existsSync(readme) ? readFileSync(readme, 'utf8') : undefined,
    fixtures: languages.flatMap((language) => filesUnder(join(fixtures, language)).filter(isFixture).map((file) => loadFixture(id, language, file))),
    runs: foldersIn(join(fixtures, 'run')).map((name) => join(fixtures, 'run', name)),
  };
}

function loadFixture(rule: string, language: string, path: string): Fixture {
  const folder = join(RULES, rule, 'fixtures', language);
  return makeFixture({ rule, language, path, title: slashed(relative(REPOSITORY, path)), name: slashed(relative(folder, path)), written: readFileSync(path, 'utf8') });
}

/** Also for self-tests, which have no file. `name` is the path below the language's folder. */
export function makeFixture({ rule, language, path, title, name, written }: Omit<Fixture, 'annotated' | 'imagined'> & { readonly name: string; readonly written: string }): Fixture {
  const annotated = readAnnotations(written);
  const { header } = annotated;
  return {
    rule, language, path, title, annotated,
    imagined: {
      path: header.path ?? `src/${name}`,
      text: annotated.text,
      dependencies: header.dependencies,
      program: header.program,
      settings: settingsFor(rule, header.options, header.includeHints),
    },
  };
}

/** `orders.ts` → `orders.fixed.ts` for the first fix of every finding, `orders.fixed-2.ts` for the second. */
export function fixedPath(path: string, nth: number): string {
  const dot = path.lastIndexOf('.');
  return `${path.slice(0, dot)}.fixed${nth === 0 ? '' : `-${nth + 1}`}${path.slice(dot)}`;
}

function isFixture(path: string): boolean {
  return /\.([cm]?[jt]sx?|py)$/.test(path) && !/\.fixed(-\d+)?\.\w+$/.test(basename(path));
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

function filesUnder(path: string): string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
