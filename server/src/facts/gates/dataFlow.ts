/**
 * What depends on what inside a function: closures over the flows of a summary. Language-neutral; knows no libraries.
 */
import type { AwaitId, BindingId, FileSummary, Flow, LoopId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';

export interface DataFlow {
  /** Names whose value belongs to one iteration: the loop's own variables, its counters, and all computed from them. */
  perIteration(loop: LoopId): ReadonlySet<BindingId>;
  /** Names from outside the loop that it sets, with the flows that do. Plain counters are left out. */
  setInside(loop: LoopId): ReadonlyMap<BindingId, readonly Flow[]>;
  /** Names that only count: `i++`, `offset += 50`. */
  counters(loop: LoopId): ReadonlySet<BindingId>;
  /** Names holding what these awaits gave, or something computed from it. */
  resultsOf(awaits: readonly AwaitId[]): ReadonlySet<BindingId>;
  /** Names from outside the loop that an iteration leaves to the next, set from what awaits inside it gave. */
  carried(loop: LoopId): ReadonlySet<BindingId>;
  isInside(inner: LoopId, outer: LoopId): boolean;
  awaitsIn(loop: LoopId): readonly AwaitId[];
}

export function createDataFlow(summary: FileSummary): DataFlow {
  const flowsIn = memoise((loop: LoopId): readonly Flow[] => {
    const range = summary.loops[loop]?.range;
    return range === undefined ? [] : summary.flows.filter((flow) => contains(range, flow.range));
  });
  const awaitsIn = memoise((loop: LoopId): readonly AwaitId[] => {
    const range = summary.loops[loop]?.range;
    return range === undefined ? [] : [...summary.awaits.keys()].filter((id) => contains(range, summary.awaits[id]?.range ?? { start: -1, end: -1 }));
  });

  function isInside(inner: LoopId, outer: LoopId): boolean {
    for (let at = inner; at !== NONE; at = summary.loops[at]?.parent ?? NONE) if (at === outer) return true;
    return false;
  }

  /** Declared in the loop, in a loop inside it, or in a function written inside it; or set anew by each of its iterations. */
  function belongsTo(binding: BindingId, loop: LoopId): boolean {
    const declared = summary.bindings[binding];
    const range = summary.loops[loop]?.range;
    if (declared === undefined || range === undefined) return false;
    if (declared.loop !== NONE && isInside(declared.loop, loop) || declared.renewedIn?.includes(loop) === true) return true;
    const owner = summary.functions[declared.function];
    return declared.function !== 0 && owner !== undefined && contains(range, owner.range);
  }

  const counters = memoise((loop: LoopId): ReadonlySet<BindingId> => {
    const counting = new Set<BindingId>();
    const other = new Set<BindingId>();
    for (const flow of flowsIn(loop)) {
      for (const target of flow.targets) if (!belongsTo(target, loop) || flow.kind === 'count') (flow.kind === 'count' ? counting : other).add(target);
    }
    for (const binding of other) counting.delete(binding);
    return counting;
  });

  const setInside = memoise((loop: LoopId): ReadonlyMap<BindingId, readonly Flow[]> => {
    const found = new Map<BindingId, Flow[]>();
    const plain = counters(loop);
    for (const flow of flowsIn(loop)) {
      if (flow.kind === 'declare' || flow.kind === 'iterate') continue;
      for (const target of flow.targets) {
        if (belongsTo(target, loop) || plain.has(target)) continue;
        const known = found.get(target);
        if (known === undefined) found.set(target, [flow]);
        else known.push(flow);
      }
    }
    return found;
  });

  function closure(seed: Iterable<BindingId>, flows: readonly Flow[], feeds: (flow: Flow, known: ReadonlySet<BindingId>) => boolean): Set<BindingId> {
    const known = new Set(seed);
    for (let grew = true; grew;) {
      grew = false;
      for (const flow of flows) {
        if (flow.targets.every((target) => known.has(target)) || !feeds(flow, known)) continue;
        for (const target of flow.targets) known.add(target);
        grew = true;
      }
    }
    return known;
  }

  const readsKnown = (flow: Flow, known: ReadonlySet<BindingId>): boolean => flow.reads.some((read) => known.has(read));

  const perIteration = memoise((loop: LoopId): ReadonlySet<BindingId> => {
    const elements = summary.loops[loop]?.elements ?? [];
    const own = closure([...elements, ...counters(loop)], flowsIn(loop), readsKnown);
    return own;
  });

  function resultsOf(awaits: readonly AwaitId[]): ReadonlySet<BindingId> {
    const wanted = new Set(awaits);
    const functions = new Set(awaits.map((id) => summary.awaits[id]?.function));
    const flows = summary.flows.filter((flow) => functions.has(flow.function) || flow.awaits.length > 0);
    return closure([], flows, (flow, known) => flow.awaits.some((id) => wanted.has(id)) || readsKnown(flow, known));
  }

  const carried = memoise((loop: LoopId): ReadonlySet<BindingId> => {
    const outer = setInside(loop);
    if (outer.size === 0) return new Set();
    const flows = flowsIn(loop);
    const waiting = new Set(awaitsIn(loop));
    const results = closure([], flows, (flow, known) => flow.awaits.some((id) => waiting.has(id)) || readsKnown(flow, known));
    return new Set([...outer.keys()].filter((binding) => results.has(binding)));
  });

  return { perIteration, setInside, counters, resultsOf, carried, isInside, awaitsIn };
}

function memoise<T>(compute: (id: number) => T): (id: number) => T {
  const known = new Map<number, T>();
  return (id) => {
    const value = known.get(id);
    if (value !== undefined) return value;
    const fresh = compute(id);
    known.set(id, fresh);
    return fresh;
  };
}
