/** Loops that hand out their results one by one. Language-neutral. */
import type { LoopId } from '../../engine/summary';
import type { Gate, GateContext } from './loopGates';

/** `async function* pages() { for (const url of urls) yield await load(url); }`: whoever takes the results decides when the next is wanted. */
export function handsOutOneByOne({ summary }: Pick<GateContext, 'summary'>, id: LoopId): Gate | undefined {
  const loop = summary.loops[id];
  const body = summary.functions[loop?.body ?? -1];
  return body?.async === true && body.generator ? { gate: 'G5', reason: 'it hands out what it finds one by one, as it is asked for' } : undefined;
}
