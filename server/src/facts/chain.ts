/** The way from a call to the work behind it: the shortest one, found when somebody asks, told one sentence per call. */
import type { Effect } from '../engine/facts';
import type { ChainStep } from '../engine/finding';
import type { FileSummary, FunctionId, SiteId } from '../engine/summary';
import type { CallEdge, CallGraph } from './callGraph';
import type { OwnWork } from './ownWork';
import type { Work } from './work';

export interface Chains {
  /** Functions on the shortest way from one of the edges to the work, nearest first. */
  through(edges: readonly CallEdge[], work: Work): readonly FunctionId[];
  /** Functions that a function's own work is reached through, itself left out. */
  within(fn: FunctionId, work: Work): readonly FunctionId[];
  steps(site: SiteId, effect: Effect, path: string): readonly ChainStep[];
}

/** A call on the way: in `fn`, at `site`. The last one does the work. */
interface Hop {
  readonly fn: FunctionId;
  readonly site: SiteId;
}

interface Reached {
  readonly fn: FunctionId;
  /** The calls made before this function ran. */
  readonly before: readonly Hop[];
}

type Sought = Pick<Work, 'kind' | 'mode' | 'library' | 'bulk' | 'traits'>;

export function createChains(summary: FileSummary, graph: CallGraph, own: OwnWork): Chains {
  const { functions, sites } = summary;

  /** What blocks and what is waited for are told apart; only in another thread does one become the other on the way. */
  function shortest(starts: readonly FunctionId[], sought: Sought): readonly Hop[] {
    const alike = shortestTo(starts, sought, (work) => isSought(work, sought) && (work.mode === 'blocks') === (sought.mode === 'blocks'));
    return alike.length > 0 ? alike : shortestTo(starts, sought, (work) => isSought(work, sought));
  }

  /** Breadth first, in source order: of ways equally short the one written first. */
  function shortestTo(starts: readonly FunctionId[], sought: Sought, isWanted: (work: Work) => boolean): readonly Hop[] {
    const seen = new Set<FunctionId>(starts);
    const queue: Reached[] = starts.map((fn) => ({ fn, before: [] }));
    for (let at = 0; at < queue.length; at++) {
      const { fn, before } = queue[at] as Reached;
      const worker = graph.sitesOf(fn).find((site) => own.forCallers(site).some(isWanted));
      if (worker !== undefined) return [...before, { fn, site: worker }];
      for (const site of graph.sitesOf(fn)) {
        for (const edge of graph.edgesOf(site)) {
          if (seen.has(edge.to) || !leadsOn(edge, sought)) continue;
          seen.add(edge.to);
          queue.push({ fn: edge.to, before: [...before, { fn, site }] });
        }
      }
    }
    return [];
  }

  function leadsOn(edge: CallEdge, { kind }: Sought): boolean {
    return kind !== 'unknown-async' || edge.pace === 'waits';
  }

  function startsOf(edges: readonly CallEdge[], sought: Sought): FunctionId[] {
    return [...new Set(edges.filter((edge) => leadsOn(edge, sought)).map(({ to }) => to))];
  }

  function steps(id: SiteId, effect: Effect, path: string): readonly ChainStep[] {
    if (effect.through.length === 0) return [];
    return shortest(startsOf(graph.edgesOf(id), effect), effect).flatMap(({ fn, site }, index, hops) => {
      const call = sites[site];
      if (call === undefined) return [];
      const verb = index < hops.length - 1 ? 'calls' : effect.kind === 'unknown-async' ? 'awaits' : 'runs';
      return [{ path, range: call.range, message: `${nameOf(fn)} ${verb} \`${call.kind === 'new' ? 'new ' : ''}${call.text}\`` }];
    });
  }

  /** `loadUser` in code marks; functions without a name are described. */
  function nameOf(id: FunctionId): string {
    const name = functions[id]?.name ?? '';
    const [, given] = /^callback of (.+)$/.exec(name) ?? [];
    if (given !== undefined) return `The callback of \`${given}\``;
    return name === '' || name.includes(' ') ? 'The function' : `\`${name}\``;
  }

  return {
    through: (edges, work) => shortest(startsOf(edges, work), work).map(({ fn }) => fn),
    within: (fn, work) => shortest([fn], work).map((hop) => hop.fn).slice(1),
    steps,
  };
}

function isSought(work: Work, sought: Sought): boolean {
  return work.kind === sought.kind && work.library === sought.library && work.bulk === sought.bulk && work.traits.length === sought.traits.length
    && work.traits.every((trait, index) => trait === sought.traits[index]);
}

