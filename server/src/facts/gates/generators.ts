/** Loops that hand out their results one by one. Language-neutral. */
import type { LoopId, LoopSummary } from '../../engine/summary';
import { sameRange } from '../../text/range';
import type { Gate, GateContext } from './loopGates';

const GATE: Gate = { gate: 'G5', reason: 'it hands out what it finds one by one, as it is asked for' };

/** `async function* pages() { for (const url of urls) yield await load(url); }`: whoever takes the results decides when the next is wanted. */
export function handsOutOneByOne({ summary }: Pick<GateContext, 'summary'>, id: LoopId): Gate | undefined {
  const loop = summary.loops[id];
  const body = summary.functions[loop?.body ?? -1];
  return body?.async === true && body.generator ? GATE : undefined;
}

/** The same where nothing is awaited: the body of a generator, or `(load(url) for url in urls)` that nobody goes through at once. */
export function isLazy({ summary }: Pick<GateContext, 'summary'>, id: LoopId): Gate | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  if (summary.functions[loop.body]?.generator === true) return GATE;
  return loop.method === 'generator' && !summary.sites.some((site) => TAKES_ALL.test(site.name) && isArgument(site.argumentRanges, loop)) ? GATE : undefined;
}

function isArgument(ranges: readonly LoopSummary['range'][], loop: LoopSummary): boolean {
  return ranges.some((range) => sameRange(range, loop.range));
}

/** `any` and `next` may stop at the first. */
const TAKES_ALL = /^(list|tuple|set|frozenset|dict|sum|max|min|sorted|join|extend|update|Counter|OrderedDict)$/;
