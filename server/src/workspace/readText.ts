/** Reads a small file that is not a source: a baseline, a rule's page. */
import { readFileSync } from 'node:fs';
import { errorCode } from './skipped';

export type TextReading = { readonly text: string } | { readonly problem: string };

/** `problem` is the system's code, such as `ENOENT`. */
export function readText(path: string): TextReading {
  try {
    return { text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    return { problem: errorCode(error) };
  }
}
