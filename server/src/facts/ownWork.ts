/** What a site does by itself, read from the row of a model it runs, or told as unknown work when nothing describes it. */
import type { EffectKind, EffectMode } from '../engine/facts';
import type { CallSite, FileSummary, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { contains } from '../text/range';
import { chooseOperation } from './argumentTests';
import type { CallGraph } from './callGraph';
import { fillsLocalCollection } from './heldInMemory';
import { lazyRelation } from './lazyRelations';
import type { Meaning } from './meaning';
import type { ModelIndex } from './modelIndex';
import type { SiteOperation, Typing } from './typing';
import type { Work } from './work';

export interface OwnWork {
  of(site: SiteId): readonly Work[];
  /** What of it counts for callers of the enclosing function. */
  forCallers(site: SiteId): readonly Work[];
}

const RUNS_LAZY: ReadonlySet<CallSite['use']> = new Set(['awaited', 'returned', 'collected', 'iterated']);
/** Called on a list of promises to give another one. */
const COLLECTION_STEPS = new Set(['concat', 'flat', 'filter', 'slice', 'values', 'entries']);
const NO_WORK: readonly Work[] = [];
const UNKNOWN_WORK: Work = { kind: 'unknown-async', mode: 'awaited', often: 'once', confidence: 'likely', library: '', api: '', bulk: '', traits: [] };
const FOREIGN_WORK: Work = { ...UNKNOWN_WORK, traits: ['foreign'] };

export function createOwnWork(summary: FileSummary, index: ModelIndex, typing: Typing, graph: CallGraph): OwnWork {
  const { values, sites } = summary;
  const memo = new Map<SiteId, readonly Work[]>();

  function of(id: SiteId): readonly Work[] {
    let found = memo.get(id);
    if (found === undefined) memo.set(id, (found = find(id)));
    return found;
  }

  function find(id: SiteId): readonly Work[] {
    const site = sites[id];
    if (site === undefined) return NO_WORK;
    if (site.kind === 'read') {
      const iterated = goesThrough(site) ? iteratedWork(id, typing.meaningOf(site.callee), site) : undefined;
      if (iterated !== undefined) return [iterated];
      const relation = lazyRelation(summary, index, typing, site);
      if (relation !== undefined) return [relation];
    }
    const found = typing.operationAt(id);
    const offloads = found?.operation.traits?.includes('offloads') === true;
    const handed = offloads ? offloadedWork(id, site) : undefined;
    if (handed !== undefined) return [handed];
    const row = found === undefined ? undefined : workOf(found, id);
    // A guess about asynchronous work that nobody waits for is a wrong guess: `OrderCommand.create(…)` makes an object.
    const own = row !== undefined && row.confidence !== 'proven' && row.mode === 'awaited' && !isPossiblyWaitedFor(id, site) ? undefined : row;
    const moved = movedFrom(site);
    if (own !== undefined && !movesOutward(own, site)) {
      // A name alone does not make the call known: it still is some work somebody waits for.
      const unknown = own.confidence === 'named' ? unknownWork(id, site) : NO_WORK;
      return moved.length + unknown.length === 0 ? [own] : [...moved, ...unknown, own];
    }
    if (own !== undefined) return moved;
    const lazy = lazyWork(id, site);
    if (lazy !== undefined) return [lazy];
    if (moved.length > 0) return moved;
    if (offloads && graph.isWaitedFor(id) && site.arguments.slice(0, 2).some(isUnknownFunction)) return [UNKNOWN_WORK];
    return found === undefined ? unknownWork(id, site) : NO_WORK;
  }

  function isPossiblyWaitedFor(id: SiteId, site: CallSite): boolean {
    return site.use === 'chained' || graph.isWaitedFor(id) || isPushed(site);
  }

  function workOf({ operation, library, api, confidence }: SiteOperation, id: SiteId): Work | undefined {
    const { effect, mode = 'awaited', bulk = '', bulkEach, bulkFor, skips, lighter, withList, traits = [] } = operation;
    if (effect === undefined || traits.includes('composes')) return undefined;
    return { kind: effect, mode: modeAt(id, effect, confidence !== 'proven' && mode === 'blocks' && isAwaited(id) ? 'awaited' : mode), often: 'once', confidence, library: library.title, api, bulk, ...(bulkEach === undefined ? {} : { bulkEach }), ...(bulkFor === undefined ? {} : { bulkFor }), ...(skips === undefined ? {} : { skips }), ...(lighter === undefined ? {} : { lighter }), ...(withList === undefined ? {} : { withList }), traits };
  }

  /** `await to_thread(path.read_bytes)`: what the library's function does, waited for elsewhere. Functions of the file are edges of the call graph. */
  function offloadedWork(id: SiteId, site: CallSite): Work | undefined {
    for (const argument of site.arguments.slice(0, 2)) {
      const meaning = typing.meaningOf(argument);
      const row = typing.operationOf(meaning, 'call');
      const operation = row === undefined ? undefined : chooseOperation(row.operation, { ...site, arguments: site.arguments.slice(site.arguments.indexOf(argument) + 1) }, summary, index.pattern);
      const work = row === undefined || operation === undefined || meaning.kind !== 'library' ? undefined : workOf({ ...row, operation, confidence: meaning.confidence }, id);
      if (work !== undefined) return work.mode === 'blocks' ? { ...work, mode: 'awaited' } : work;
    }
    return undefined;
  }

  /** `to_thread(self.index.search, text)`: what nothing here describes, and what is slow enough to be moved away. */
  function isUnknownFunction(argument: ValueId): boolean {
    return values[argument]?.kind === 'member' && isUnknownCallee(typing.meaningOf(argument));
  }

  /** Guessed from its spelling, a call that is awaited is the asynchronous twin of the one the row describes. */
  function isAwaited(id: SiteId): boolean {
    const site = sites[id];
    return site !== undefined && (site.await !== NONE || site.use === 'awaited' || site.use === 'collected');
  }

  function modeAt(id: SiteId, effect: EffectKind, mode: EffectMode): EffectMode {
    if (effect === 'sleep' && mode === 'started') return graph.settlesPromise(id) ? 'awaited' : 'started';
    return mode === 'awaited' && sites[id]?.use === 'discarded' ? 'started' : mode;
  }

  /** `await ky.get(url).json()`: the request is what the whole chain waits for, so it belongs to the outermost call. */
  function movesOutward(work: Work, site: CallSite): boolean {
    return site.use === 'chained' && work.mode === 'awaited' && work.kind !== 'opens-connection';
  }

  function movedFrom(site: CallSite): readonly Work[] {
    const receiver = receiverSite(site);
    if (receiver === undefined) return NO_WORK;
    const inner = sites[receiver];
    const found = typing.operationAt(receiver);
    const work = inner === undefined || found === undefined ? undefined : workOf(found, receiver);
    const before = inner === undefined ? NO_WORK : movedFrom(inner);
    if (inner === undefined || work === undefined || !movesOutward(work, inner)) return before;
    const seen = site.use === 'chained' ? NO_WORK : [site.use === 'discarded' ? { ...work, mode: 'started' as const } : work];
    return [...before, ...seen];
  }

  /** The call whose result this one is made on, in one expression. */
  function receiverSite(site: CallSite): SiteId | undefined {
    let value = values[site.callee];
    for (let hops = 0; hops < 10 && value !== undefined; hops++) {
      if (value.kind === 'result') return sites[value.site]?.use === 'chained' ? value.site : undefined;
      if (value.kind !== 'member' && value.kind !== 'typed') return undefined;
      value = values[value.of];
    }
    return undefined;
  }

  /** Queries that run when somebody waits for them: only the last call of the chain does it. */
  function lazyWork(id: SiteId, site: CallSite): Work | undefined {
    const callee = typing.meaningOf(site.callee);
    const result = callee.kind === 'promise-step' ? callee.of : typing.resultOf(id);
    if (result.kind !== 'library' || result.type === undefined) return undefined;
    const each = summary.awaits[site.await]?.kind === 'each';
    if ((goesThrough(site) || each) && graph.targetOf(id) === undefined) {
      const iterated = iteratedWork(id, result, site);
      // `async for` waits, whatever the plain loop does.
      if (iterated !== undefined) return each ? { ...iterated, mode: 'awaited' } : iterated;
    }
    const row = index.operation(result.type, 'awaited');
    if (row === undefined) return undefined;
    const runs = callee.kind === 'promise-step' || (site.use === 'returned' ? isRunWhenReturned(site) : RUNS_LAZY.has(site.use)) || (site.use === 'assigned' && graph.isWaitedFor(id)) || isPushed(site);
    // A function of this file that gives the query has returned it, and so has this work already.
    if (!runs || (callee.kind !== 'promise-step' && graph.targetOf(id) !== undefined)) return undefined;
    const operation = chooseOperation(row.operation, site, summary, index.pattern);
    return operation === undefined ? undefined : workOf({ ...row, operation, confidence: result.confidence }, id);
  }

  function goesThrough(site: CallSite): boolean {
    return site.use === 'iterated' || site.use === 'tested';
  }

  /** Queries that run when they are gone through: `for x in qs`, `list(qs)`. */
  function iteratedWork(id: SiteId, of: Meaning, site: CallSite): Work | undefined {
    const row = of.kind === 'library' && of.type !== undefined ? index.operation(of.type, 'iterated') : undefined;
    const operation = row === undefined ? undefined : chooseOperation(row.operation, site, summary, index.pattern);
    if (site.use === 'tested' && operation?.traits?.includes('has-length') !== true) return undefined;
    return row === undefined || operation === undefined || of.kind !== 'library' ? undefined : workOf({ ...row, operation, confidence: of.confidence }, id);
  }

  /** Whether whoever gets the query waits for it, rather than adding to it: `filters.forEach((f) => query.where(f))`. */
  function isRunWhenReturned(site: CallSite): boolean {
    const fn = summary.functions[site.function];
    if (fn === undefined || fn.async) return true;
    const loop = summary.loops[fn.bodyOf];
    if (loop !== undefined) return loop.pace !== 'started';
    if (fn.argumentOf !== undefined) return runsCallback(fn.argumentOf.site);
    const root = typing.meaningOf(rootParameter(site));
    return root.kind !== 'library' || root.type === undefined || index.operation(root.type, 'awaited') === undefined;
  }

  /** `qb.where((inner) => inner.where(…))` composes; `retry(() => db.select()…)` and `transaction((tx) => …)` run. */
  function runsCallback(id: SiteId): boolean {
    const found = typing.operationAt(id);
    if (found !== undefined) return found.operation.entry !== undefined || found.operation.traits?.includes('composes') !== true;
    const callee = typing.meaningOf(sites[id]?.callee ?? -1);
    return callee.kind !== 'library';
  }

  /** The parameter a chain of calls starts from; NONE when it starts elsewhere. */
  function rootParameter(site: CallSite): ValueId {
    let at = site.callee;
    for (let hops = 0; hops < 20; hops++) {
      const value = values[at];
      if (value?.kind === 'parameter' || (value?.kind === 'typed' && values[value.of]?.kind === 'parameter')) return at;
      if (value?.kind === 'member' || value?.kind === 'typed') at = value.of;
      else if (value?.kind === 'result') at = sites[value.site]?.callee ?? NONE;
      else return NONE;
    }
    return NONE;
  }

  /** `promises.push(db.insert(…))`: kept for a `Promise.all` further down. */
  function isPushed(site: CallSite): boolean {
    return site.use === 'argument' && sites.some(({ name, argumentRanges }) => name === 'push' && argumentRanges.some(({ start, end }) => start === site.range.start && end === site.range.end));
  }

  function unknownWork(id: SiteId, site: CallSite): readonly Work[] {
    if (site.kind === 'new' || site.kind === 'read' || site.use === 'iterated' || site.use === 'chained' || !graph.isWaitedFor(id)) return NO_WORK;
    if (fillsLocalCollection(summary, site)) return NO_WORK;
    const callee = typing.meaningOf(site.callee);
    // `Promise.all(ids.map(load))`: the elements wait, each at its own place.
    if (!isUnknownCallee(callee) || (site.use === 'collected' && COLLECTION_STEPS.has(site.name)) || (site.use !== 'awaited' && graph.isIteration(id))) return NO_WORK;
    return [callee.kind === 'package' || (callee.kind === 'opaque' && callee.foreign) ? FOREIGN_WORK : UNKNOWN_WORK];
  }

  function isUnknownCallee(callee: Meaning): boolean {
    return callee.kind === 'unknown' || callee.kind === 'project' || callee.kind === 'opaque' || callee.kind === 'package';
  }

  function forCallers(id: SiteId): readonly Work[] {
    const site = sites[id];
    const found = of(id);
    if (site === undefined || found.length === 0) return NO_WORK;
    // Whoever hands the function in knows what it does; to callers it is not unknown work.
    if (callsOwnParameter(site)) return found.filter(({ kind }) => kind !== 'unknown-async');
    return isKeptForNextTime(site) ? found.filter(({ kind }) => kind !== 'opens-connection' && kind !== 'file-read') : found;
  }

  function callsOwnParameter(site: CallSite): boolean {
    const callee = values[site.callee];
    const plain = callee?.kind === 'typed' ? values[callee.of] : callee;
    return plain?.kind === 'parameter';
  }

  /** `this.pool ??= new Pool()`, `if (!client) client = new Client()`: later calls find it made. */
  function isKeptForNextTime(site: CallSite): boolean {
    return summary.flows.some((flow) => {
      if (flow.function !== site.function || !contains(flow.range, site.range) || flow.kind === 'declare' || flow.kind === 'iterate') return false;
      if (!flow.ifAbsent && site.conditions === 0) return false;
      return flow.path !== '' || flow.targets.some((target) => summary.bindings[target]?.function !== site.function);
    });
  }

  return { of, forCallers };
}
