/** Where code runs: on start-up, per request, in an asynchronous function; seen from any function of a file. */
import type { EntryPoint, FactsView } from '../engine/facts';
import type { CallSite, FileSummary, FunctionId, SiteId } from '../engine/summary';
import { NONE } from '../engine/summary';

export interface Host {
  /** The innermost function that is called from elsewhere: callbacks written into it are part of it. */
  readonly function: FunctionId;
  readonly entry: EntryPoint | undefined;
  /** The function, or one it is written into or called from in this file, is asynchronous. */
  readonly asynchronous: boolean;
  /** Functions between the host and the place, outermost first, when the place is in a helper. */
  readonly callers: readonly SiteId[];
}

const START_UP_NAME = /^(main|bootstrap|start|startServer|startup|setup|init|initialize|initialise|configure|createServer|createApp|buildApp|buildServer|register|runServer|serve|listen|loadConfig|loadEnv|prepare)$/;

/** Methods that frameworks call once for each provider, plugin or module. */
const LIFECYCLE_METHOD = /(^|\.)(onModuleInit|onModuleDestroy|onApplicationBootstrap|beforeApplicationShutdown|onApplicationShutdown|onApplicationStart|afterPropertiesSet)$/;

/** Runs once when the program starts: module code, or a top-level function or method with a customary name. */
export function runsAtStartUp(summary: FileSummary, facts: FactsView, id: FunctionId): boolean {
  for (let at = id; at !== NONE; at = summary.functions[at]?.parent ?? NONE) {
    const fn = summary.functions[at];
    if (fn === undefined) return false;
    if (servedAs(facts, at) !== undefined) return false;
    if (fn.kind === 'module' || fn.kind === 'static-block' || fn.kind === 'field') return true;
    if (fn.kind === 'constructor') return true;
    if (fn.class === NONE ? START_UP_NAME.test(fn.name) : LIFECYCLE_METHOD.test(fn.name)) return true;
    if (isOnlyCalledAtTopLevel(summary, facts, at)) return true;
    // A named function waits for its callers; only callbacks written into start-up code share its moment when they are called at once.
    if (fn.argumentOf === undefined) return false;
    if (!runsAtOnce(summary, facts, fn.argumentOf.site)) return false;
  }
  return false;
}

/** Array methods and promise executors call their function before they return; so do helpers of the file that module code calls. */
function runsAtOnce(summary: FileSummary, facts: FactsView, site: SiteId): boolean {
  const call = summary.sites[site];
  return call !== undefined && ((call.function === 0 && (facts.targetOf(site) !== undefined || isLifecycleHook(summary, call))) || call.kind === 'new' || /^(map|forEach|filter|flatMap|reduce|find|some|every|from|then)$/.test(call.name));
}

/** `app.addHook('onReady', …)`, `process.once('SIGTERM', …)`, `server.listen(port, …)`: once in the life of the process. */
function isLifecycleHook(summary: FileSummary, call: CallSite): boolean {
  const event = summary.values[call.arguments[0] ?? NONE];
  return call.name === 'listen' || call.name === 'ready' || (event?.kind === 'string' && /^(onReady|onListen|onClose|ready|listening|exit|beforeExit|close|SIG[A-Z]+)$/.test(event.value));
}

function isOnlyCalledAtTopLevel(summary: FileSummary, facts: FactsView, id: FunctionId): boolean {
  if (summary.exports.some((exported) => isFunction(summary, exported.value, id))) return false;
  let called = false;
  for (const [site, call] of summary.sites.entries()) {
    if (facts.targetOf(site) !== id) continue;
    if (call.function !== 0) return false;
    called = true;
  }
  return called;
}

function isFunction(summary: FileSummary, value: number, id: FunctionId): boolean {
  const entry = summary.values[value];
  return entry?.kind === 'function' && entry.function === id;
}

/** The entry point that leads to a function and has somebody who waits: a command or the start of the program has nobody else. */
export function servedAs(facts: FactsView, id: FunctionId): EntryPoint | undefined {
  const entry = facts.entryPointOf(id);
  return entry?.kind === 'once' ? undefined : entry;
}

/** Looks outwards and, for helpers, at their callers in this file. */
export function hostOf(summary: FileSummary, facts: FactsView, id: FunctionId): Host {
  return search(summary, facts, id, enclosing);
}

/**
 * The host whose event loop a blocking call stops; undefined when nothing says that there is one. Where the language runs on
 * one thread, every entry point is one. Python's frameworks run plain functions in threads: only coroutines share the loop.
 */
export function blockedHostOf(summary: FileSummary, facts: FactsView, id: FunctionId): Host | undefined {
  const host = search(summary, facts, id, summary.language === 'python' ? enclosingCoroutine : enclosing);
  return host.entry === undefined && !host.asynchronous ? undefined : host;
}

type Enclosing = (summary: FileSummary, facts: FactsView, id: FunctionId) => Omit<Host, 'callers'>;

function search(summary: FileSummary, facts: FactsView, id: FunctionId, enclosing: Enclosing): Host {
  const direct = enclosing(summary, facts, id);
  if (direct.entry !== undefined || direct.asynchronous) return { ...direct, callers: [] };
  const seen = new Set<FunctionId>([direct.function]);
  let frontier: { readonly function: FunctionId; readonly callers: readonly SiteId[] }[] = [{ function: direct.function, callers: [] }];
  for (let depth = 0; depth < 4 && frontier.length > 0; depth++) {
    const next: typeof frontier = [];
    for (const { function: callee, callers } of frontier) {
      for (const [site, call] of summary.sites.entries()) {
        if (facts.targetOf(site) !== callee || call.function === 0) continue;
        const host = enclosing(summary, facts, call.function);
        if (seen.has(host.function)) continue;
        seen.add(host.function);
        const path = [site, ...callers];
        if (host.entry !== undefined || host.asynchronous) return { ...host, callers: path };
        next.push({ function: host.function, callers: path });
      }
    }
    frontier = next;
  }
  return { ...direct, callers: [] };
}

/** Only the coroutine itself and its comprehensions run on its loop: what a nested function is called by, and where, is told by its callers. */
function enclosingCoroutine(summary: FileSummary, facts: FactsView, id: FunctionId): Omit<Host, 'callers'> {
  let at = id;
  while (summary.functions[at]?.bodyOf !== undefined && summary.functions[at]?.bodyOf !== NONE) at = summary.functions[at]?.parent ?? NONE;
  const asynchronous = summary.functions[at]?.async === true;
  return { function: at, entry: asynchronous ? servedAs(facts, at) : undefined, asynchronous };
}

function enclosing(summary: FileSummary, facts: FactsView, id: FunctionId): Omit<Host, 'callers'> {
  let asynchronous = false;
  let named: FunctionId | undefined;
  for (let at = id; at !== NONE && at !== 0; at = summary.functions[at]?.parent ?? NONE) {
    const fn = summary.functions[at];
    if (fn === undefined) break;
    const entry = servedAs(facts, at);
    if (entry !== undefined) return { function: at, entry, asynchronous: asynchronous || fn.async };
    if (named === undefined) {
      asynchronous ||= fn.async;
      if (fn.argumentOf === undefined || fn.async) named = at;
    }
  }
  return { function: named ?? id, entry: undefined, asynchronous };
}
