/** `asyncio.gather`: calls that start together, and loops of which a bounded number of iterations run at once. */
import type { PyNode } from '../../languages/python/tree';
import type { Fix } from '../../engine/finding';
import type { TextEdit } from '../../text/edits';
import { importedMember } from './addImport';
import type { Imported } from './addImport';
import type { Code } from './code';
import { sourceOf } from './code';
import { functionAround, namesIn } from './tree';
import type { Place } from './tree';

export function gather(code: Code, place: Place): Imported | undefined {
  return runsOnAsyncio(code) ? importedMember(code, place, 'asyncio', 'gather') : undefined;
}

export function semaphore(code: Code, place: Place): Imported | undefined {
  return runsOnAsyncio(code) ? importedMember(code, place, 'asyncio', 'Semaphore') : undefined;
}

/** The file mentions no other event loop, and nothing that runs on several. */
export function runsOnAsyncio({ text }: Code): boolean {
  return !OTHER_LOOPS.test(text);
}

/** The file imports what only an asyncio program can use; elsewhere a fix can be no more than a sketch. */
export function showsAsyncio({ text }: Code): boolean {
  return ASYNCIO_ONLY.test(text);
}

/** What a fix that needs asyncio is, where the file does not show that the program runs on it. */
export function asSketch(fix: Fix, code: Code): Fix {
  return showsAsyncio(code) ? fix : { ...fix, applicability: 'display-only', assumes: `the program runs on asyncio; ${fix.assumes}` };
}

const OTHER_LOOPS = /^\s*(?:from|import)\s+(?:trio|anyio|curio|twisted|gevent|eventlet)\b/m;
const ASYNCIO_ONLY = new RegExp(`^\\s*(?:from|import)\\s+(?:asyncio|aio\\w+|fastapi|starlette|litestar|quart|sanic|asyncpg|asyncpraw|motor|discord|nextcord|disnake|telegram|telethon|tortoise|uvicorn|httpx|openai|redis\\.asyncio|sqlalchemy\\.ext\\.asyncio|pytest_asyncio|nio|beanie|arq|databases)\\b`, 'm');

/** Handles that take one statement at a time, whatever library they are of. */
const SHARED = /^(_?(async_?)?(session|tx|trx|txn|transaction|conn|connection|cursor|cur|db|uow)|\w*_(session|conn|connection|cursor|tx))$/;

/**
 * The calls at this place share a session, connection or transaction, or may do so: their statements must not overlap, even where
 * the rule could not see it. A function that holds one hands it to the services it makes; a class keeps one for its methods.
 */
export function sharesHandle(code: Code, place: Place, by: 'one loop' | 'threads' = 'one loop'): boolean {
  const owner = functionAround(place) ?? place.node;
  const around = place.ancestors.findLast(({ type }) => type === 'class_definition');
  const mayShare = by === 'one loop' && isHttpOnly(code);
  return mentionsHandle(code, owner, mayShare) || (around !== undefined && OWN_HANDLE.test(sourceOf(code, around)) && /\bself\b/.test(sourceOf(code, place.node)) && !mayShare);
}

function mentionsHandle(code: Code, node: PyNode, mayShare: boolean): boolean {
  return [...namesIn(node, code.text)].some((name) => SHARED.test(name) && !(mayShare && /session$/.test(name)));
}

/** Sessions of HTTP clients make several requests at once, though not for several threads. */
function isHttpOnly({ text }: Code): boolean {
  return /\b(aiohttp|httpx|ClientSession)\b/.test(text) && !/\b(sqlalchemy|sqlmodel|AsyncSession|neo4j|motor|asyncpg)\b/.test(text);
}

const OWN_HANDLE = /\bself\._?(async_)?(session|conn|connection|cursor|db|tx)\b/;

/** The same edit only once: two members of one module need one import. */
export function distinctEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits.filter((edit, index) => edits.findIndex((other) => other.range.start === edit.range.start && other.range.end === edit.range.end && other.newText === edit.newText) === index);
}
