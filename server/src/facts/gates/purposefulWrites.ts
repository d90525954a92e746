/** Requests that change something elsewhere: their order, their pace and what is left after a failure may be wanted as they are. */
import type { Effect } from '../../engine/facts';
import type { AwaitId, CallSite, FileSummary, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';
import type { GateContext } from './loopGates';
import { CHANGES_ELSEWHERE } from './names';
import { reachedFrom } from './startedWork';

const HTTP_WRITE = /^(POST|PUT|PATCH|DELETE)$/i;
/** Says the whole of one thing under its own address, so that neither order nor a second time matters. */
const STORES_WHOLE = /^put$/i;

/** `await stripe.refunds.create(…);`, `await fetch(url, { method: 'DELETE' });`: one after the other, the first failure stops the rest. */
export function isUnansweredWrite(context: GateContext, call: CallSite, effect: Effect): boolean {
  const { summary } = context;
  if (effect.kind !== 'network' || effect.through.length > 0 || changeIn(summary, call) === undefined) return false;
  return effect.mode === 'blocks' ? call.use === 'discarded' : isAwaitedForEffect(context, call.await);
}

/** `await send(order);` as a statement of its own. */
export function isAwaitedForEffect({ summary, flow }: GateContext, id: AwaitId): boolean {
  const waiting = summary.awaits[id];
  return waiting !== undefined && flow.resultsOf([id]).size === 0 && summary.steps.some((step) => step.kind === 'expression' && step.range.start === waiting.range.start && step.range.end - waiting.range.end <= 1);
}

/** `posts.push(await (await fetch(url, { method: 'POST' })).json())`, `await send(mail)` with a `send` that posts. */
export function createsElsewhere(context: GateContext, id: SiteId): boolean {
  const { summary, facts } = context;
  const creates = (site: SiteId): boolean => {
    const call = summary.sites[site];
    const change = call === undefined ? undefined : changeIn(summary, call);
    return change !== undefined && !STORES_WHOLE.test(change) && facts.effectsOf(site).some(({ kind, through, confidence }) => kind === 'network' && through.length === 0 && confidence !== 'named');
  };
  if (creates(id)) return true;
  const reached = [...reachedFrom(context, id)].flatMap((fn) => summary.functions[fn]?.range ?? []);
  return reached.length > 0 && summary.sites.some((site, inner) => reached.some((range) => contains(range, site.range)) && creates(inner));
}

/** The verb of a request that changes something; a method that is given says it better than the name of the call. */
function changeIn(summary: FileSummary, call: CallSite): string | undefined {
  const [method] = call.arguments.flatMap((argument) => methodOf(summary, argument) ?? []);
  if (method !== undefined) return HTTP_WRITE.test(method) ? method : undefined;
  return CHANGES_ELSEWHERE.test(call.name) ? call.name : undefined;
}

function methodOf(summary: FileSummary, id: ValueId): string | undefined {
  const value = summary.values[id];
  const method = value?.kind === 'object' && Object.hasOwn(value.properties, 'method') ? summary.values[value.properties['method'] ?? NONE] : undefined;
  const plain = method?.kind === 'typed' ? summary.values[method.of] : method;
  return plain?.kind === 'string' ? plain.value : undefined;
}
