/**
 * Lists the files of a scan. Follows .gitignore and the config file's patterns, leaves out dependencies and build
 * output, and survives links that lead in circles. Opens no source file.
 */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import type { CancellationToken } from '../engine/cancellation';
import { throwIfCancelled } from '../engine/cancellation';
import { enterFolder, isIgnored, patternMatcher, scopesAbove } from './ignoreRules';
import type { IgnoreScope } from './ignoreRules';
import { comparePaths, isInside, joinPath, parentOf, relativePath, toSlashes } from './paths';
import { errorCode, skippedByError, skippedFile } from './skipped';
import type { SkippedFile } from './skipped';

export interface DiscoveryRequest {
  /** Absolute files and folders. A file named here is taken even when it is ignored. */
  readonly paths: readonly string[];
  /** Lower case, with the dot. */
  readonly extensions: ReadonlySet<string>;
  /** Folder that `include` and `exclude` are relative to. */
  readonly root: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly maxFiles: number;
}

export interface Discovery {
  /** Absolute, forward slashes, sorted, each once. */
  readonly files: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

/** Never the user's own source. Hidden tool folders are covered by name because they are not always ignored. */
const NEVER_SOURCE = new Set([
  'node_modules', 'bower_components', '.git', '.hg', '.svn', '.yarn', '.pnpm-store', '.venv', 'venv', '__pycache__', '.tox', '.nox', '.mypy_cache',
  '.cache', '.turbo', '.nx', '.parcel-cache', '.vscode-test',
]);
/** Written by a build; named in the report because a project may use the name for something else. */
const BUILD_OUTPUT = new Set(['dist', '.next', '.nuxt', '.svelte-kit', '.output', '.vercel', '.netlify', 'coverage', 'storybook-static']);
/** Build output only right beside a manifest; deeper down these are ordinary names. */
const BUILD_OUTPUT_BESIDE_MANIFEST = new Set(['build', 'out', 'target']);
const MANIFESTS = new Set(['package.json', 'pyproject.toml', 'setup.py']);

/** Throws CancelledError when the token says so; nothing else. */
export function discoverFiles(request: DiscoveryRequest, token: CancellationToken): Discovery {
  const included = patternMatcher(request.root, request.include);
  const excluded = patternMatcher(request.root, request.exclude);
  const files = new Set<string>();
  const skipped: SkippedFile[] = [];
  /** Real paths of folders reached through links, and of the folders given. */
  const visited = new Set<string>();
  const pendingLinks: { readonly path: string; readonly scope: IgnoreScope | undefined }[] = [];

  for (const path of [...request.paths].sort(comparePaths)) start(path);
  // Links come last, so that what is also reachable without them is listed under its own name.
  for (let link = pendingLinks.shift(); link !== undefined; link = pendingLinks.shift()) followLink(link.path, link.scope);

  const sorted = [...files].sort(comparePaths);
  const rest = sorted.splice(request.maxFiles);
  skipped.push(...rest.map((path) => skippedFile(path, 'over the file limit', `more than ${request.maxFiles}`)));
  return { files: sorted, skipped };

  function start(path: string): void {
    try {
      if (!statSync(path).isDirectory()) {
        if (hasKnownExtension(path)) files.add(path);
        else skipped.push(skippedFile(path, 'not a supported language'));
        return;
      }
      visited.add(toSlashes(realpathSync(path)));
    } catch (error) {
      skipped.push(skippedByError(path, error));
      return;
    }
    const above = scopesAbove(path);
    // A folder named by the user is wanted, even when the repository ignores it.
    walk(path, isIgnored(path, true, above) ? undefined : above);
  }

  function walk(folder: string, outer: IgnoreScope | undefined): void {
    throwIfCancelled(token);
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      skipped.push(skippedByError(`${folder}/`, error));
      return;
    }
    const scope = entries.some((entry) => entry.name === '.gitignore') ? enterFolder(folder, outer) : outer;
    const besideManifest = entries.some((entry) => MANIFESTS.has(entry.name));
    for (const entry of entries) {
      const { name } = entry;
      const path = joinPath(folder, name);
      if (entry.isDirectory()) {
        if (NEVER_SOURCE.has(name) || excluded?.(path, true) === true || isIgnored(path, true, scope)) continue;
        if (BUILD_OUTPUT.has(name) || (besideManifest && BUILD_OUTPUT_BESIDE_MANIFEST.has(name))) skipped.push(skippedFile(`${path}/`, 'build output'));
        else walk(path, scope);
      } else if (entry.isFile()) {
        if (hasKnownExtension(name)) takeFile(path, scope);
      } else if (entry.isSymbolicLink() && !NEVER_SOURCE.has(name)) pendingLinks.push({ path, scope });
    }
  }

  function takeFile(path: string, scope: IgnoreScope | undefined): void {
    if (included?.(path, false) === false || excluded?.(path, false) === true || isIgnored(path, false, scope)) return;
    files.add(path);
  }

  function followLink(path: string, scope: IgnoreScope | undefined): void {
    let target: string;
    let isFolder: boolean;
    try {
      target = toSlashes(realpathSync(path));
      isFolder = statSync(target).isDirectory();
    } catch (error) {
      const isLoop = errorCode(error) === 'ELOOP';
      if (isLoop || hasKnownExtension(path)) skipped.push(skippedFile(path, isLoop ? 'symlink loop' : 'unreadable', isLoop ? '' : 'broken link'));
      return;
    }
    if (isIgnored(path, isFolder, scope) || excluded?.(path, isFolder) === true) return;
    if (!isFolder) {
      if (!hasKnownExtension(path)) return;
      if (isReachable(target)) skipped.push(skippedFile(path, 'symlink', `leads to ${relativePath(request.root, target)}`));
      else takeFile(path, scope);
      return;
    }
    if (isInside(target, toSlashes(realpathSync(parentOf(path))))) {
      skipped.push(skippedFile(`${path}/`, 'symlink loop'));
      return;
    }
    if (isReachable(target)) {
      skipped.push(skippedFile(`${path}/`, 'symlink', `leads to ${relativePath(request.root, target)}`));
      return;
    }
    visited.add(target);
    walk(path, scope);
  }

  /** Inside a folder that is walked anyway. */
  function isReachable(target: string): boolean {
    for (const folder of visited) if (isInside(folder, target)) return true;
    return false;
  }

  function hasKnownExtension(name: string): boolean {
    const dot = name.lastIndexOf('.');
    return dot >= 0 && request.extensions.has(name.slice(dot).toLowerCase());
  }
}
