/** Calls that block are waits without the word: a summary that says so lets the gates about awaits judge them as well. */
import type { AwaitId, AwaitSummary, FileSummary, SiteId } from '../../engine/summary';
import { contains } from '../../text/range';

/** The same file, in which each of these calls is awaited where it stands. */
export function withWaitsFor(summary: FileSummary, blocking: readonly SiteId[]): FileSummary {
  if (blocking.length === 0) return summary;
  const waits: AwaitSummary[] = [];
  const waitOf = new Map<SiteId, AwaitId>();
  const sites = summary.sites.map((call, id) => {
    if (!blocking.includes(id)) return call;
    const wait = summary.awaits.length + waits.length;
    waitOf.set(id, wait);
    waits.push({
      kind: 'await', range: call.range, value: summary.values.findIndex((value) => value.kind === 'result' && value.site === id), site: id, function: call.function, loop: call.loop, try: call.try,
      conditions: call.conditions, reads: [...new Set([...call.calleeReads, ...call.argumentReads])], siblings: undefined,
    });
    return { ...call, await: wait };
  });
  const within = (range: AwaitSummary['range'], fn: number): AwaitId[] => waits.flatMap((wait, index) => (wait.function === fn && contains(range, wait.range) ? [summary.awaits.length + index] : []));
  return {
    ...summary,
    sites,
    awaits: [...summary.awaits, ...waits],
    flows: summary.flows.map((flow) => ({ ...flow, awaits: [...flow.awaits, ...within(flow.range, flow.function)] })),
    exits: summary.exits.map((exit) => ({
      ...exit,
      awaits: [...exit.awaits, ...within(exit.range, exit.function)],
      conditionAwaits: [...exit.conditionAwaits, ...exit.conditionSites.flatMap((site) => waitOf.get(site) ?? [])],
    })),
  };
}
