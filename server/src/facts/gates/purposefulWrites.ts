/** Requests that change something elsewhere and whose answer nobody looks at: one after the other, the first failure stops the rest. */
import type { Effect } from '../../engine/facts';
import type { CallSite, FileSummary, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { GateContext } from './loopGates';
import { CHANGES_ELSEWHERE } from './names';

const HTTP_WRITE = /^(POST|PUT|PATCH|DELETE)$/i;

/** `await stripe.refunds.create(…);`, `await fetch(url, { method: 'DELETE' });` */
export function isUnansweredWrite({ summary, flow }: GateContext, call: CallSite, effect: Effect): boolean {
  if (effect.kind !== 'network' || effect.through.length > 0) return false;
  if (!CHANGES_ELSEWHERE.test(call.name) && !call.arguments.some((argument) => hasWriteMethod(summary, argument))) return false;
  if (effect.mode === 'blocks') return call.use === 'discarded';
  const waiting = summary.awaits[call.await];
  if (waiting === undefined) return false;
  return flow.resultsOf([call.await]).size === 0 && summary.steps.some((step) => step.kind === 'expression' && step.range.start === waiting.range.start && step.range.end - waiting.range.end <= 1);
}

function hasWriteMethod(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  const method = value?.kind === 'object' && Object.hasOwn(value.properties, 'method') ? summary.values[value.properties['method'] ?? NONE] : undefined;
  const plain = method?.kind === 'typed' ? summary.values[method.of] : method;
  return plain?.kind === 'string' && HTTP_WRITE.test(plain.value);
}
