/** Decides by .gitignore files, the nearest first, whether git would leave a path out. Also matches config patterns. */
import { readFileSync, statSync } from 'node:fs';
import createIgnore from 'ignore';
import type { Ignore } from 'ignore';
import { joinPath, parentOf } from './paths';

/** Git compares names as the file system does by default. */
const IGNORE_CASE = process.platform === 'win32' || process.platform === 'darwin';

/** The patterns of one file; outer scopes are asked last. */
export interface IgnoreScope {
  readonly folder: string;
  readonly matcher: Ignore;
  readonly outer: IgnoreScope | undefined;
}

/** `folder` holds a file of patterns that is known to exist; unreadable ones count as empty. */
export function enterFolder(folder: string, outer: IgnoreScope | undefined, file = '.gitignore'): IgnoreScope | undefined {
  const patterns = readPatterns(joinPath(folder, file));
  return patterns === undefined ? outer : { folder, matcher: createIgnore({ ignorecase: IGNORE_CASE }).add(patterns), outer };
}

/** The scopes of the folders above, up to the repository's top; none outside repositories. */
export function scopesAbove(folder: string): IgnoreScope | undefined {
  const folders: string[] = [];
  let at = folder;
  while (!isRepositoryTop(at)) {
    const parent = parentOf(at);
    if (parent === at) return undefined;
    at = parent;
    folders.push(at);
  }
  const top = enterFolder(at, undefined, '.git/info/exclude');
  return folders.reverse().reduce((outer, above) => enterFolder(above, outer), top);
}

export function isIgnored(path: string, isFolder: boolean, innermost: IgnoreScope | undefined): boolean {
  for (let scope = innermost; scope !== undefined; scope = scope.outer) {
    // Patterns speak of what lies inside their folder.
    if (path === scope.folder) continue;
    const { ignored, unignored } = scope.matcher.test(relativeTo(scope.folder, path, isFolder));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** Patterns of the config file, as a predicate on absolute paths; undefined when there are none. */
export function patternMatcher(folder: string, patterns: readonly string[]): ((path: string, isFolder: boolean) => boolean) | undefined {
  if (patterns.length === 0) return undefined;
  const matcher = createIgnore({ ignorecase: IGNORE_CASE }).add([...patterns]);
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return (path, isFolder) => path.length > prefix.length && path.startsWith(prefix) && matcher.ignores(relativeTo(folder, path, isFolder));
}

function relativeTo(folder: string, path: string, isFolder: boolean): string {
  const relative = path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
  return isFolder ? `${relative}/` : relative;
}

function readPatterns(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isRepositoryTop(folder: string): boolean {
  return statSync(joinPath(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
}
