/** Why the iterations of a loop over data must follow each other all the same: asked for awaits and for calls that block. */
import type { AwaitSummary, CallSite, LoopId, LoopSummary } from '../../engine/summary';
import { changesOwnState, readsOtherKeys } from './carriedState';
import { handsOutOneByOne } from './generators';
import type { Gate, GateContext } from './loopGates';
import { dependsOnEarlierIteration, endsProgram, followsEvents, isKeyedCache, isMigration, isPaced, isStatedIntent, oneWins, runsGivenFunction, stopsEarly, usesSharedHandle } from './loopGates';

/** `own` are the waits of the loop's body, `call` is the one to be judged, waited for at `range`. */
export function isSequence(gates: GateContext, id: LoopId, loop: LoopSummary, own: readonly AwaitSummary[], { call, waiting }: { readonly call: CallSite; readonly waiting: AwaitSummary }): Gate | undefined {
  const general = handsOutOneByOne(gates, id) ?? isStatedIntent(gates, id, waiting.range) ?? followsEvents(gates, loop, call) ?? isPaced(gates, id)
    ?? stopsEarly(gates, id, ['break', 'return', 'throw']) ?? dependsOnEarlierIteration(gates, id) ?? oneWins(gates, id) ?? runsGivenFunction(gates, call) ?? isKeyedCache(gates, id, call) ?? isMigration(gates, id, call) ?? endsProgram(gates, waiting.site)
    ?? changesOwnState(gates, id, waiting.site) ?? readsOtherKeys(gates, id);
  if (general !== undefined) return general;
  for (const { site } of own) {
    const other = gates.summary.sites[site];
    const shared = other === undefined ? undefined : usesSharedHandle(gates, other);
    if (shared !== undefined) return shared;
  }
  return undefined;
}
