/**
 * Tells by a look at the text whether a file can hold any work at all. Half of a front end's files cannot, and reading them
 * costs as much as reading the others.
 */

/** Waiting, blocking, collecting promises, reading whole files; and comments addressed to us. */
const MAY_WAIT_OR_BLOCK = /\bawait\b|\bPromise\b|\byield\b|\.then\(|Sync\b|readFile|perf-hints-ignore/;
const MODULE_NAME = /\b(?:from|import|require)\b\s*\(?\s*["']([^"']+)["']/g;

/** `doesWork` says whether a module is known to do work, by its specifier. */
export function mayHoldWork(text: string, doesWork: (module: string) => boolean): boolean {
  if (MAY_WAIT_OR_BLOCK.test(text)) return true;
  for (const match of text.matchAll(MODULE_NAME)) if (match[1] !== undefined && doesWork(match[1])) return true;
  return false;
}
