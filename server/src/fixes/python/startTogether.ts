/** `asyncio.gather`: calls that start together, and loops of which a bounded number of iterations run at once. */
import type { PyNode } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { importedMember } from './addImport';
import type { Imported } from './addImport';
import type { Code } from './code';
import { namesIn } from './tree';
import type { Place } from './tree';

export function gather(code: Code, place: Place): Imported | undefined {
  return runsOnAsyncio(code) ? importedMember(code, place, 'asyncio', 'gather') : undefined;
}

export function semaphore(code: Code, place: Place): Imported | undefined {
  return runsOnAsyncio(code) ? importedMember(code, place, 'asyncio', 'Semaphore') : undefined;
}

/** The file mentions no other event loop, and nothing that runs on several. */
export function runsOnAsyncio({ names }: Code): boolean {
  return !['trio', 'anyio', 'curio', 'twisted', 'gevent'].some((name) => names.has(name));
}

/** Handles that take one statement at a time, whatever library they are of. */
const SHARED = /^(_?(async_?)?(session|tx|trx|txn|transaction|conn|connection|cursor|cur|db|uow)|\w*_(session|conn|connection|cursor|tx))$/;

/** Mentions a session, connection or transaction: its statements must not overlap, even where the rule could not see it. */
export function usesSharedHandle({ text }: Code, node: PyNode): boolean {
  return [...namesIn(node, text)].some((name) => SHARED.test(name)) || /\bself\.(_?(async_?)?(session|conn|connection|cursor|db|tx))\b/.test(text.slice(node.start, node.end));
}

/** The same edit only once: two members of one module need one import. */
export function distinctEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits.filter((edit, index) => edits.findIndex((other) => other.range.start === edit.range.start && other.range.end === edit.range.end && other.newText === edit.newText) === index);
}
