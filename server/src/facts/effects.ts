/** Effects of sites and functions: own work of models plus what flows up from the functions of the file that they run. */
import type { Effect } from '../engine/facts';
import type { FileSummary, FunctionId, SiteId } from '../engine/summary';
import type { CallEdge, CallGraph } from './callGraph';
import { createChains } from './chain';
import type { Chains } from './chain';
import type { OwnWork } from './ownWork';
import { createSolver } from './solver';
import type { FlowEdge } from './solver';
import type { Typing } from './typing';
import type { Work } from './work';
import { carried, repeated, saysMore, workKey } from './work';

export interface Effects {
  ofSite(site: SiteId): readonly Effect[];
  ofFunction(fn: FunctionId): readonly Effect[];
  /** Remarks of the row a site runs, and of waiting, limiting and guarding done by the functions it runs. */
  traitsOf(site: SiteId): readonly string[];
  readonly chains: Chains;
}

/** Remarks that still matter when they stand inside a called function. */
const TRAVELLING = ['waits', 'limits', 'guard', 'context', 'retries'];
const NOTHING: readonly Effect[] = [];

export function createEffects(summary: FileSummary, typing: Typing, graph: CallGraph, own: OwnWork): Effects {
  const { sites } = summary;
  const bySite = new Map<SiteId, readonly Effect[]>();
  const byFunction = new Map<FunctionId, readonly Effect[]>();
  const chains = createChains(summary, graph, own);

  const workOfFunction = createSolver<FunctionId, Work>({
    facts: (fn) => graph.sitesOf(fn).flatMap((site) => (graph.repeats(site) ? own.forCallers(site).map(repeated) : own.forCallers(site))),
    edges: (fn) => callEdges(fn, (work, edge) => carried(work, edge)),
    key: workKey,
    improves: saysMore,
  });

  const traitsOfFunction = createSolver<FunctionId, string>({
    facts: (fn) => graph.sitesOf(fn).flatMap((site) => (isMereTimer(site) ? [] : ownTraits(site).filter((trait) => TRAVELLING.includes(trait)))),
    edges: (fn) => callEdges(fn, (trait, { pace }) => (pace === 'starts' ? undefined : trait)),
    key: (trait) => trait,
    improves: () => false,
  });

  function callEdges<Fact>(fn: FunctionId, carry: (fact: Fact, edge: CallEdge) => Fact | undefined): FlowEdge<FunctionId, Fact>[] {
    return graph.sitesOf(fn).flatMap((site) => {
      const edges = graph.edgesOf(site);
      if (edges.length === 0) return [];
      const often = graph.repeats(site) ? 'per-element' : undefined;
      return edges.map((edge) => ({ to: edge.to, carry: (fact: Fact) => carry(fact, often === undefined ? edge : { ...edge, often }) }));
    });
  }

  function ofSite(id: SiteId): readonly Effect[] {
    let found = bySite.get(id);
    if (found === undefined) bySite.set(id, (found = findOfSite(id)));
    return found;
  }

  function findOfSite(id: SiteId): readonly Effect[] {
    if (sites[id] === undefined) return NOTHING;
    const direct = own.of(id);
    const edges = graph.edgesOf(id);
    if (direct.length === 0 && edges.length === 0) return NOTHING;
    const through = new Map<string, Work>();
    for (const edge of edges) {
      for (const work of workOfFunction(edge.to)) {
        const seen = carried(work, edge);
        if (seen === undefined) continue;
        const key = workKey(seen);
        const known = through.get(key);
        if (known === undefined || saysMore(seen, known)) through.set(key, seen);
      }
    }
    return [...direct.map((work) => ({ ...work, through: [] })), ...[...through.values()].map((work) => reached(work, chains.through(edges, work)))];
  }

  function ofFunction(id: FunctionId): readonly Effect[] {
    let found = byFunction.get(id);
    if (found === undefined) byFunction.set(id, (found = workOfFunction(id).map((work) => reached(work, chains.within(id, work)))));
    return found;
  }

  function ownTraits(id: SiteId): readonly string[] {
    const site = sites[id];
    if (site === undefined) return [];
    const found = typing.operationAt(id)?.operation.traits;
    if (found !== undefined) return found;
    return typing.meaningOf(site.callee).kind === 'memoised' || isMemoisedTarget(id) ? ['memoises'] : [];
  }

  /** `setTimeout(abort, 5000)` delays nobody; only as what a promise waits for it does. */
  function isMereTimer(id: SiteId): boolean {
    return typing.operationAt(id)?.operation.mode === 'started' && !graph.settlesPromise(id);
  }

  function isMemoisedTarget(id: SiteId): boolean {
    const target = graph.targetOf(id);
    return target !== undefined && graph.isMemoised(target);
  }

  function traitsOf(id: SiteId): readonly string[] {
    const direct = ownTraits(id);
    const edges = graph.edgesOf(id);
    if (edges.length === 0) return direct;
    return [...new Set([...direct, ...edges.flatMap(({ to, pace }) => (pace === 'starts' ? [] : traitsOfFunction(to)))])];
  }

  return { ofSite, ofFunction, traitsOf, chains };
}

/** The row is named only where the program names it. */
function reached(work: Work, through: readonly FunctionId[]): Effect {
  return { ...work, api: through.length === 0 ? work.api : '', through };
}
