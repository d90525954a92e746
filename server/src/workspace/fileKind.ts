/** Asks what a path is, links followed. */
import { statSync } from 'node:fs';

/** `other`: a pipe, a device, or something that may not be looked at. */
export type FileKind = 'file' | 'folder' | 'missing' | 'other';

export function fileKind(path: string): FileKind {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return 'missing';
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}
