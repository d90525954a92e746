/** Replaces a file in one step: readers see the old or the new contents, never half of it, even after a crash. */
import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

let counter = 0;

/** Follows links, keeps the file's permissions. Throws the file system's error and leaves no temporary file. */
export function writeAtomically(path: string, contents: Buffer | string | readonly Buffer[]): void {
  const target = existing(path);
  const temporary = join(dirname(target.path), `.${basename(target.path)}.${process.pid}-${counter++}.tmp`);
  try {
    mkdirSync(dirname(target.path), { recursive: true });
    writeFileSync(temporary, typeof contents === 'string' || Buffer.isBuffer(contents) ? contents : Buffer.concat(contents));
    if (target.mode !== undefined) chmodSync(temporary, target.mode);
    renameSync(temporary, target.path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function existing(path: string): { readonly path: string; readonly mode: number | undefined } {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? { path, mode: undefined } : { path: realpathSync(path), mode: stat.mode & 0o7777 };
}
