/** Finds what the engine wants to know of the project around a file: its root and the dependencies its manifests name. */
import { readFileSync } from 'node:fs';
import type { ProjectInfo } from '../engine/project';
import { fileKind } from './fileKind';
import { isInside, joinPath, parentOf } from './paths';

/** Memoised per folder; create a new one when manifests may have changed. */
export type ProjectReader = (path: string) => ProjectInfo;

const NO_DEPENDENCIES: ReadonlySet<string> = new Set();
const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/**
 * No manifest above `root` is read. Roles of files are told relative to the innermost of `projects` around them, or to
 * `root`: `examples/shop`, asked for by name and with a manifest of its own, is a project and not an example.
 */
export function createProjectReader(root: string, projects: readonly string[] = []): ProjectReader {
  const byFolder = new Map<string, ProjectInfo>();

  function ofFolder(folder: string): ProjectInfo {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const parent = parentOf(folder);
    const isTop = folder === root || parent === folder || !isInside(root, folder);
    const above = isTop ? { root, dependencies: NO_DEPENDENCIES } : ofFolder(parent);
    const own = manifestDependencies(folder);
    const info = {
      root: projects.includes(folder) ? folder : above.root,
      dependencies: own.length === 0 ? above.dependencies : new Set([...above.dependencies, ...own]),
    };
    byFolder.set(folder, info);
    return info;
  }

  return (path) => ofFolder(parentOf(path));
}

/** Whether a folder named by the user is a project in its own right. */
export function isProject(folder: string): boolean {
  return fileKind(joinPath(folder, 'package.json')) === 'file';
}

/** A manifest that cannot be read says nothing; a build tool will complain about it soon enough. */
function manifestDependencies(folder: string): string[] {
  try {
    const manifest: unknown = JSON.parse(readFileSync(joinPath(folder, 'package.json'), 'utf8'));
    if (!isObject(manifest)) return [];
    return FIELDS.flatMap((field) => {
      const value = manifest[field];
      return isObject(value) ? Object.keys(value) : [];
    });
  } catch {
    return [];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
