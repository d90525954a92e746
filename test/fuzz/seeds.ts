/** Where fuzzing starts: real sources and fixtures, since texts that are nearly right reach furthest. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Seed {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

export type Language = 'ecmascript' | 'python';

const FILES: Readonly<Record<Language, RegExp>> = { ecmascript: /\.[cm]?[jt]sx?$/, python: /\.py$/ };
const FOLDERS: readonly string[] = ['server/src', 'client/src', 'examples', 'test/harness'];
const MOST_BYTES = 100_000;

/** Sorted by path. `extra` is a folder of somebody's project; it is read, nothing of it is run. */
export function loadSeeds(repository: string, extra?: string, language: Language = 'ecmascript'): Seed[] {
  const roots = [...FOLDERS.map((folder) => join(repository, folder)), ...(extra === undefined ? [] : [extra])];
  return roots.filter((root) => existsSync(root)).flatMap((root) => filesUnder(root, FILES[language])).sort().map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

function filesUnder(root: string, wanted: RegExp): string[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name) && !/\.d\.[cm]?ts$|\.min\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|dist|\.git)[\\/]/.test(path) && statSync(path).size <= MOST_BYTES);
}
