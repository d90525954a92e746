/** A create, update, delete or save per element where the library has one call for all. */
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { BindingId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { createDataFlow } from '../../facts/gates/dataFlow';
import type { GateContext } from '../../facts/gates/loopGates';
import { isGathered } from '../../facts/gates/startedWork';
import { expressionRange, functionName, isQuieter, loopStep, wordsFor, workPerElement } from '../../facts/perElement';
import type { ElementWork } from '../../facts/perElement';
import { contains } from '../../text/range';
import { throughText } from '../../facts/wording';

export const rule: Rule = {
  id: 'write-in-loop',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'Rows are created, updated or deleted one statement at a time in a loop.',
  severity: 'warning',
  // A function that reads and writes is one thing to take apart.
  yieldsTo: ['query-in-loop'],
  messages: {
    perElement: '`{call}` writes one row per {each}{through}: one round trip each. {advice}',
    concurrent: '`{call}` writes one row per {each}{through}; all at once, but still one statement each. {advice}',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    const gates: GateContext = { summary, facts, flow: createDataFlow(summary) };
    for (const judged of workPerElement(gates, ['db-write'])) {
      if ('spared' in judged) yield { verdict: 'spare', range: judged.spared.range, gate: judged.gate.gate, reason: `\`${judged.spared.text}\`: ${judged.gate.reason}.` };
      else yield judge(gates, judged.work);
    }
  },
};

function judge(gates: GateContext, work: ElementWork): Judgement {
  const { summary, facts } = gates;
  const { call, effect, loop, site } = work;
  const range = expressionRange(summary, call);
  const spare = (gate: string, reason: string): Judgement => ({ verdict: 'spare', range, gate, reason: `\`${call.text}\`: ${reason}.` });
  if (isIsolated(gates, work)) return spare('G15', 'each failure is handled on its own, which one statement for all would lose');
  if (effect.traits.includes('takes-list') && !isListOfOne(gates, work)) return spare('G4', 'it already writes many rows at once');
  if (effect.mode === 'blocks' && isInTransaction(gates, call.function)) return spare('G5', 'the rows are written in one transaction of the same process, without round trips');
  if (!work.usesElement) return spare('G11', 'nothing of the element is written');
  const words = wordsFor(loop);
  const hooks = effect.traits.includes('runs-hooks');
  const needsResult = usesResult(gates, work);
  const bulk = effect.bulk === '' ? 'Write all of them in one statement after the loop.' : `Write all at once: \`${effect.bulk}\`.`;
  return {
    verdict: 'report',
    messageId: loop.pace === 'serial' && !isGathered(gates, call) ? 'perElement' : 'concurrent',
    data: {
      call: call.text, each: words.each, through: throughText(summary, effect.through),
      advice: hooks ? `${bulk} Hooks that run per row would not run then.` : bulk,
    },
    range,
    confidence: effect.confidence,
    // The row it gives back is needed, or hooks run: one call for all may not be possible.
    ...(hooks || needsResult || isQuieter(gates, work) ? { severity: 'information' as const } : {}),
    cost: `1 statement per ${words.element}`,
    chain: [loopStep(facts, loop), ...facts.chain(site, effect)],
    symbol: functionName(summary, call),
    state: { site, loop: work.loopId, effect: effect.api },
  };
}

/** `try { await save(x) } catch { log }` inside the loop, or `Promise.allSettled` around it. */
function isIsolated({ summary, flow }: GateContext, { call, loop, loopId }: ElementWork): boolean {
  if (summary.sites.some((site) => site.name === 'allSettled' && site.argumentRanges.some((range) => contains(range, loop.range)))) return true;
  const attempt = summary.tries[call.try];
  return call.try !== NONE && attempt !== undefined && attempt.loop !== NONE && flow.isInside(attempt.loop, loopId) && attempt.handler !== 'throws' && attempt.handler !== 'none';
}

/** `db.transaction((rows) => { for (const row of rows) insert.run(row); })`. */
function isInTransaction({ summary, facts }: GateContext, id: number): boolean {
  for (let at = id; at !== NONE; at = summary.functions[at]?.parent ?? NONE) {
    const given = summary.functions[at]?.argumentOf?.site;
    if (given !== undefined && facts.operationTraits(given).includes('transaction')) return true;
  }
  return false;
}

/** `service.create([x])` in a loop: the list was made for one. */
function isListOfOne({ summary }: GateContext, { call }: ElementWork): boolean {
  return call.arguments.some((argument) => {
    const value = summary.values[argument];
    return value?.kind === 'array' && value.length === 1;
  });
}

/** The written row is used further down in the iteration: its generated id, for instance. */
function usesResult({ summary, flow }: GateContext, { call, loop }: ElementWork): boolean {
  if (call.await === NONE) return false;
  const results = flow.resultsOf([call.await]);
  const isRead = (reads: readonly BindingId[]): boolean => reads.some((read) => results.has(read));
  return summary.sites.some((other) => other !== call && contains(loop.range, other.range) && other.range.start > call.range.end && isRead(other.argumentReads));
}
