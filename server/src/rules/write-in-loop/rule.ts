/** A create, update, delete or save per element where the library has one call for all. */
import type { EffectKind } from '../../engine/facts';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { BindingId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { writeAdvice } from '../../facts/advice';
import { areExclusive } from '../../facts/branches';
import { createDataFlow } from '../../facts/gates/dataFlow';
import type { GateContext } from '../../facts/gates/loopGates';
import { ownAwaitIds } from '../../facts/gates/loopGates';
import { TELLS } from '../../facts/gates/names';
import { isAwaitedForEffect } from '../../facts/gates/purposefulWrites';
import { isGathered } from '../../facts/gates/startedWork';
import { expressionRange, functionName, isQuieter, loopStep, wordsFor, workPerElement } from '../../facts/perElement';
import type { ElementWork } from '../../facts/perElement';
import { transactionsAround } from '../../facts/transactions';
import { contains } from '../../text/range';
import { spareCall, throughText } from '../../facts/wording';

export const rule: Rule = {
  id: 'write-in-loop',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'Rows are created, updated or deleted one statement at a time in a loop.',
  severity: 'warning',
  // A function that reads and writes is one thing to take apart.
  yieldsTo: ['query-in-loop'],
  messages: {
    perElement: '`{call}` {what} per {each}{through}: one round trip each. {advice}',
    concurrent: '`{call}` {what} per {each}{through}; all at once, but still one statement each. {advice}',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    const gates: GateContext = { summary, facts, flow: createDataFlow(summary) };
    const reported: Reported[] = [];
    for (const judged of workPerElement(gates, ['db-write'])) {
      if ('spared' in judged) {
        yield spareCall(judged.spared, judged.gate);
        continue;
      }
      const judgement = judge(gates, judged.work);
      if (judgement.verdict === 'report') reported.push({ work: judged.work, report: judgement });
      else yield judgement;
    }
    yield* tellBranchesOnce(gates, reported);
  },
};

interface Reported {
  readonly work: ElementWork;
  readonly report: Judgement & { readonly verdict: 'report' };
}

/** `if (known) await update(row); else await insert(row);` is one thing to take apart: the surest is told, the others are its steps. */
function* tellBranchesOnce({ summary, facts }: GateContext, reported: readonly Reported[]): Iterable<Judgement> {
  const groups: Reported[][] = [];
  for (const one of reported) {
    const group = groups.find((others) => others.every(({ work }) => work.loopId === one.work.loopId && areExclusive(summary, work.call, one.work.call)));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  for (const group of groups) {
    const told = group.reduce((best, other) => (clarity(other) > clarity(best) ? other : best));
    const others = group.filter((other) => other !== told);
    yield { ...told.report, chain: [...told.report.chain, ...others.map(({ work }) => ({ path: facts.path, range: work.call.range, message: `In another branch \`${work.call.text}\`.` }))] };
    for (const { report, work } of others) yield spareCall(work.call, { gate: 'G13', reason: `told with \`${told.work.call.text}\`, of which it is the other branch` }, report.range);
  }
}

/** Sure advice first, then rows that one call for many takes as they are. */
function clarity({ work: { effect }, report }: Reported): number {
  return (report.severity === undefined ? 4 : 0) + (effect.bulkEach === undefined ? 2 : 0) + (effect.traits.includes('single-row') ? 1 : 0);
}

function judge(gates: GateContext, work: ElementWork): Judgement {
  const { summary, facts } = gates;
  const { call, effect, loop, site } = work;
  const range = expressionRange(summary, call);
  const spare = (gate: string, reason: string): Judgement => spareCall(call, { gate, reason }, range);
  if (isIsolated(gates, work)) return spare('G15', 'each failure is handled on its own, which one statement for all would lose');
  if (effect.traits.includes('takes-list') && !isListOfOne(gates, work)) return spare('G4', 'it already writes many rows at once');
  if (effect.mode === 'blocks' && transactionsAround(gates, call.function).length > 0) return spare('G5', 'the rows are written in one transaction of the same process, without round trips');
  if (!work.usesElement) return spare('G11', 'nothing of the element is written');
  const words = wordsFor(loop);
  const hooks = effect.traits.includes('runs-hooks');
  const skipped = effect.skips === undefined ? (hooks ? ' Hooks that run per row would not run then.' : '') : ` It ${effect.skips}.`;
  const needsResult = usesResult(gates, work);
  const advice = writeAdvice(gates, work);
  return {
    verdict: 'report',
    messageId: loop.pace === 'serial' && !isGathered(gates, call) ? 'perElement' : 'concurrent',
    data: {
      call: call.text, each: words.each, through: throughText(summary, effect.through),
      what: writesManyRows(effect) ? 'runs one statement' : 'writes one row',
      advice: advice.text + (advice.keepsHooks === true ? '' : skipped),
    },
    range,
    confidence: effect.confidence,
    // The row it gives back is needed, hooks run, or it says how far the loop came: one call for all may not be possible.
    ...(hooks || needsResult || followsOtherWork(gates, work) || !advice.certain || isQuieter(gates, work) ? { severity: 'information' as const } : {}),
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

/** `service.create([x])` in a loop: the list was made for one. */
function isListOfOne({ summary }: GateContext, { call }: ElementWork): boolean {
  return call.arguments.some((argument) => {
    const value = summary.values[argument];
    return value?.kind === 'array' && value.length === 1;
  });
}

/** `deleteMany({ ownerId })`: how many rows one statement touches is not known. */
function writesManyRows({ bulk, traits }: ElementWork['effect']): boolean {
  return !traits.includes('single-row') && !/insert|create|save|mset|exec\(\)/i.test(bulk);
}

/** The written row is used further down in the iteration: its generated id, for instance. */
function usesResult({ summary, flow }: GateContext, { call, loop }: ElementWork): boolean {
  if (call.await === NONE) return false;
  const results = flow.resultsOf([call.await]);
  const isRead = (reads: readonly BindingId[]): boolean => reads.some((read) => results.has(read));
  return summary.sites.some((other) => other !== call && contains(loop.range, other.range) && other.range.start > call.range.end && isRead(other.argumentReads));
}

/** `await send(order); await markSent(order);`: written after the loop, a failure in between would lose what was done. */
function followsOtherWork(gates: GateContext, { call, loopId }: ElementWork): boolean {
  const { summary, facts } = gates;
  return ownAwaitIds(summary, loopId).some((id) => {
    const waiting = summary.awaits[id];
    const before = summary.sites[waiting?.site ?? NONE];
    if (waiting === undefined || before === undefined || waiting.range.end > call.range.start || TELLS.test(before.text)) return false;
    const effects = facts.effectsOf(waiting.site).filter(({ confidence }) => confidence !== 'named');
    if (effects.length === 0) return isAwaitedForEffect(gates, id);
    return effects.some(({ kind }) => !HAPPENS_IN_DATABASE.has(kind));
  });
}

const HAPPENS_IN_DATABASE: ReadonlySet<EffectKind> = new Set(['db-query', 'db-write', 'lazy-load']);
