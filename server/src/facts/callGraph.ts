/** Which functions of the file a site runs, and how: directly, as callbacks it is given, once or per element. Knows no effects. */
import type { Confidence } from '../engine/finding';
import type { CallSite, FileSummary, FunctionId, LoopId, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Meaning } from './meaning';
import type { Typing } from './typing';

export interface CallEdge {
  readonly site: SiteId;
  readonly to: FunctionId;
  /** `waits`: done when the call is. `starts`: nobody waits. `holds`: a promise that is kept; who waits is not seen. `offloads`: off the event loop. */
  readonly pace: 'waits' | 'starts' | 'holds' | 'offloads';
  readonly often: 'once' | 'per-element';
  readonly confidence: Confidence;
}

export interface CallGraph {
  targetOf(site: SiteId): FunctionId | undefined;
  /** What a site runs, the called function first. Loops around the site do not count here. */
  edgesOf(site: SiteId): readonly CallEdge[];
  /** Sites that stand directly in a function, in source order. */
  sitesOf(fn: FunctionId): readonly SiteId[];
  /** Whether a site stands in a loop of its own function whose length depends on data. */
  repeats(site: SiteId): boolean;
  /** Whether something waits for what a site starts: it is awaited, returned, collected, or kept in a name that is awaited. */
  isWaitedFor(site: SiteId): boolean;
  /** The call runs a function once per element: `ids.map(load)`. */
  isIteration(site: SiteId): boolean;
  /** Stands in the function of `new Promise(…)` that somebody waits for: `new Promise((r) => setTimeout(r, 100))`. */
  settlesPromise(site: SiteId): boolean;
  /** Its calls run once per key, not once per call. */
  isMemoised(fn: FunctionId): boolean;
}

const WAITING: ReadonlySet<CallSite['use']> = new Set(['awaited', 'returned', 'collected', 'iterated', 'chained']);
/** Traits of operations that run the function they are given before their own promise settles. */
const RUNS_CALLBACK = ['transaction', 'limits', 'retries'];

export function createCallGraph(summary: FileSummary, typing: Typing): CallGraph {
  const { values, sites, functions, loops } = summary;
  const edges = new Map<SiteId, readonly CallEdge[]>();
  const repeating = new Map<LoopId, boolean>();
  const nothing: readonly SiteId[] = [];
  let byFunction: Map<FunctionId, SiteId[]> | undefined;
  let inline: Map<SiteId, FunctionId[]> | undefined;
  let awaitedNames: Set<SiteId> | undefined;

  function targetOf(id: SiteId): FunctionId | undefined {
    const site = sites[id];
    if (site === undefined) return undefined;
    if (site.kind === 'read') {
      const accessor = typing.memberFunction(site.callee);
      return accessor !== undefined && functions[accessor]?.kind === 'getter' ? accessor : undefined;
    }
    const callee = typing.meaningOf(site.callee);
    if (callee.kind === 'function') return callee.function;
    return callee.kind === 'class' ? constructorOf(callee.class) : undefined;
  }

  function constructorOf(id: number): FunctionId | undefined {
    const methods = summary.classes[id]?.methods;
    return methods !== undefined && Object.hasOwn(methods, 'constructor') ? methods['constructor'] : undefined;
  }

  function edgesOf(id: SiteId): readonly CallEdge[] {
    let found = edges.get(id);
    if (found === undefined) edges.set(id, (found = findEdges(id)));
    return found;
  }

  function findEdges(id: SiteId): readonly CallEdge[] {
    const site = sites[id];
    if (site === undefined) return [];
    const pace = paceOf(id);
    const callee = typing.meaningOf(site.callee);
    const target = targetOf(id);
    const found: CallEdge[] = [];
    if (target !== undefined && !isMemoised(target)) found.push({ site: id, to: target, pace, often: 'once', confidence: 'proven' });
    if (callee.kind === 'class') for (const field of initialisersOf(callee.class)) found.push({ site: id, to: field, pace: 'waits', often: 'once', confidence: 'proven' });
    for (const { fn, index } of given(id)) {
      const edge = callbackEdge(id, fn, index, pace, callee);
      if (edge !== undefined) found.push(edge);
    }
    return found;
  }

  function paceOf(id: SiteId): 'waits' | 'starts' | 'holds' {
    if (sites[id]?.use === 'discarded') return 'starts';
    return isWaitedFor(id) ? 'waits' : 'holds';
  }

  /** Fields that are set where they are declared run with every construction. */
  function initialisersOf(id: number): FunctionId[] {
    return functions.flatMap((fn, index) => (fn.kind === 'field' && fn.class === id && !fn.static ? [index] : []));
  }

  /** Functions handed to a call as arguments, written there or named. */
  function given(id: SiteId): { readonly fn: FunctionId; readonly index: number }[] {
    const site = sites[id];
    if (site === undefined || site.kind === 'reference' || site.arguments.length === 0) return [];
    const written = inlineFunctions().get(id) ?? [];
    const found = written.map((fn) => ({ fn, index: functions[fn]?.argumentOf?.index ?? 0 }));
    site.arguments.forEach((argument, index) => {
      const value = values[argument];
      if (value?.kind !== 'function' || written.includes(value.function) || isIteration(id)) return;
      found.push({ fn: value.function, index });
    });
    return found;
  }

  function inlineFunctions(): Map<SiteId, FunctionId[]> {
    if (inline !== undefined) return inline;
    inline = new Map();
    for (const [id, { argumentOf }] of functions.entries()) {
      if (argumentOf === undefined || argumentOf.property !== undefined) continue;
      const list = inline.get(argumentOf.site);
      if (list === undefined) inline.set(argumentOf.site, [id]);
      else list.push(id);
    }
    return inline;
  }

  /** A function given by name then has a site of its own, of kind `reference`. */
  function isIteration(id: SiteId): boolean {
    const site = sites[id];
    return site !== undefined && loops.some((loop) => loop.kind === 'callback' && loop.range.start === site.range.start && loop.range.end === site.range.end);
  }

  function callbackEdge(id: SiteId, to: FunctionId, index: number, pace: CallEdge['pace'], callee: Meaning): CallEdge | undefined {
    const loop = loops[functions[to]?.bodyOf ?? NONE];
    const edge = (how: CallEdge['pace'], often: CallEdge['often'], confidence: Confidence): CallEdge => ({ site: id, to, pace: how, often, confidence });
    if (loop !== undefined) return edge(loop.pace === 'started' ? 'starts' : 'waits', loop.count === NONE ? 'per-element' : 'once', 'proven');
    const found = typing.operationAt(id);
    if (found !== undefined) {
      const { entry, callback, traits = [] } = found.operation;
      if (entry !== undefined || traits.includes('memoises')) return undefined;
      if (traits.includes('offloads')) return edge('offloads', 'once', found.confidence);
      if (traits.includes('waits')) return edge('starts', 'once', found.confidence);
      return callback?.index === index || traits.some((trait) => RUNS_CALLBACK.includes(trait)) ? edge(pace, 'once', found.confidence) : undefined;
    }
    switch (callee.kind) {
      case 'builtin': return callee.name === 'Promise' ? edge(pace, 'once', 'proven') : undefined;
      case 'builtin-method': case 'promise-step': return edge(pace, 'once', 'proven');
      case 'function': {
        const call = callOfParameter(callee.function, index);
        return call === undefined ? undefined : edge(pace, repeats(call) ? 'per-element' : 'once', 'proven');
      }
      // `await withRetry(() => …)`: whoever waits for the result waits for the function; a call nobody waits for may only register it.
      case 'unknown': case 'project': case 'opaque': case 'package': return sites[id]?.kind !== 'new' && isWaitedFor(id) ? edge('waits', 'once', 'likely') : undefined;
      default: return undefined;
    }
  }

  /** Where a function calls the function it is given. */
  function callOfParameter(fn: FunctionId, index: number): SiteId | undefined {
    const found = sites.findIndex(({ callee }) => {
      const value = untyped(callee);
      return value?.kind === 'parameter' && value.function === fn && value.index === index;
    });
    return found < 0 ? undefined : found;
  }

  function untyped(id: ValueId): FileSummary['values'][number] | undefined {
    const value = values[id];
    return value?.kind === 'typed' ? values[value.of] : value;
  }

  function sitesOf(fn: FunctionId): readonly SiteId[] {
    if (byFunction === undefined) {
      byFunction = new Map();
      for (const [id, site] of sites.entries()) {
        const list = byFunction.get(site.function);
        if (list === undefined) byFunction.set(site.function, [id]);
        else list.push(id);
      }
    }
    return byFunction.get(fn) ?? nothing;
  }

  function repeats(id: SiteId): boolean {
    const site = sites[id];
    if (site === undefined) return false;
    for (let at = site.loop; at !== NONE; at = loops[at]?.parent ?? NONE) {
      const loop = loops[at];
      // Loops of enclosing functions repeat this function, not the site within one run of it.
      if (loop === undefined || loop.function !== site.function) return false;
      if (loopRepeats(at)) return true;
    }
    return false;
  }

  /** Grows with data: no retry, no poll, no walk over a few constants. */
  function loopRepeats(id: LoopId): boolean {
    const known = repeating.get(id);
    if (known !== undefined) return known;
    const loop = loops[id];
    const grows = loop !== undefined && loop.count === NONE && loop.kind !== 'while' && loop.kind !== 'do' && !loop.endless && !endsAfterFirst(id);
    repeating.set(id, grows);
    return grows;
  }

  /** `for (attempt…) { try { return await f() } catch {} }` repeats a failure, not an element. */
  function endsAfterFirst(id: LoopId): boolean {
    return summary.exits.some((exit) => exit.loop === id && exit.unconditional && (exit.kind === 'return' || exit.kind === 'break'));
  }

  function isWaitedFor(id: SiteId): boolean {
    const site = sites[id];
    if (site === undefined) return false;
    return WAITING.has(site.use) || site.await !== NONE || (site.use === 'assigned' && namesAwaited().has(id));
  }

  /** Calls whose promise is kept in a name first: `const p = f(); …; await p`. */
  function namesAwaited(): Set<SiteId> {
    if (awaitedNames !== undefined) return awaitedNames;
    awaitedNames = new Set();
    for (const { site, value } of summary.awaits) if (site === NONE) addSources(awaitedNames, value, 0);
    for (const site of sites) if (site.kind === 'call' && /^(all|allSettled|race|any)$/.test(site.name)) for (const argument of site.arguments) addSources(awaitedNames, argument, 0);
    return awaitedNames;
  }

  function addSources(into: Set<SiteId>, id: ValueId, depth: number): void {
    const value = values[id];
    if (value === undefined || depth > 4) return;
    if (value.kind === 'result') into.add(value.site);
    else if (value.kind === 'typed' || value.kind === 'element') addSources(into, value.of, depth + 1);
    else if (value.kind === 'either') for (const part of value.of) addSources(into, part, depth + 1);
    else if (value.kind === 'array') for (const part of value.elements) addSources(into, part, depth + 1);
  }

  /** A promise that is only raced against others (`collected`) bounds a wait, it does not cause one. */
  function settlesPromise(id: SiteId): boolean {
    const within = functions[sites[id]?.function ?? NONE]?.argumentOf?.site;
    const made = within === undefined ? undefined : sites[within];
    if (made === undefined || made.kind !== 'new' || (made.use !== 'awaited' && made.use !== 'returned')) return false;
    const callee = typing.meaningOf(made.callee);
    return callee.kind === 'builtin' && callee.name === 'Promise';
  }

  function isMemoised(id: FunctionId): boolean {
    const fn = functions[id];
    if (fn === undefined) return false;
    const wrapper = fn.argumentOf === undefined ? undefined : typing.operationAt(fn.argumentOf.site);
    return wrapper?.operation.traits?.includes('memoises') === true || fn.decorators.some(isMemoiser);
  }

  function isMemoiser(decorator: ValueId): boolean {
    const value = values[decorator];
    const operation = value?.kind === 'result' ? typing.operationAt(value.site)?.operation : typing.operationOf(typing.meaningOf(decorator), 'call')?.operation;
    return operation?.traits?.includes('memoises') === true;
  }

  return { targetOf, edgesOf, sitesOf, repeats, isWaitedFor, isIteration, settlesPromise, isMemoised };
}
