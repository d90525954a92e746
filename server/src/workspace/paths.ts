/** Paths inside the server have forward slashes on every platform; Node accepts them on Windows too. */
import { resolve } from 'node:path';

/** Absolute, forward slashes, no trailing slash (except for a root). */
export function absolutePath(base: string, path: string): string {
  return toSlashes(resolve(base, path));
}

export function toSlashes(path: string): string {
  return path.includes('\\') && process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** The folder a path lies in; the root is its own parent. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash <= 0) return '/';
  // `C:` alone would mean the drive's current folder.
  return slash === 2 && path[1] === ':' ? path.slice(0, 3) : path.slice(0, slash);
}

export function joinPath(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Relative to the folder; outside it, with `../`, so that a report stays readable. `.` for the folder itself. */
export function relativePath(folder: string, path: string): string {
  if (path === folder) return '.';
  let base = folder;
  let up = '';
  while (!isInside(base, path)) {
    const next = parentOf(base);
    if (next === base) return path;
    base = next;
    up += '../';
  }
  return up + (path === base ? '' : path.slice(base.endsWith('/') ? base.length : base.length + 1));
}

/** By code unit, so that the order is the same everywhere. */
export function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
