/** Requests or processes that block, one after the other, once per element of a collection. */
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { CallSite, FileSummary, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { withWaitsFor } from '../../facts/gates/blockingWaits';
import { createDataFlow } from '../../facts/gates/dataFlow';
import { isLazy } from '../../facts/gates/generators';
import type { Gate, GateContext } from '../../facts/gates/loopGates';
import { ownAwaits } from '../../facts/gates/loopGates';
import { isUnansweredWrite } from '../../facts/gates/purposefulWrites';
import { isSequence } from '../../facts/gates/sequences';
import { functionName, isQuieter, loopStep, wordsFor, workPerElement } from '../../facts/perElement';
import type { ElementWork } from '../../facts/perElement';
import { spareCall, throughText } from '../../facts/wording';

const KINDS = ['network', 'spawns-process'] as const;

export const rule: Rule = {
  id: 'blocking-call-in-loop',
  since: '0.1.0',
  languages: ['python'],
  description: 'Blocking requests or processes run one after another in a loop.',
  severity: 'warning',
  yieldsTo: ['query-in-loop', 'write-in-loop', 'lazy-load-in-loop', 'await-in-loop', 'blocking-call-in-async'],
  messages: {
    several: '`{call}` waits for {work} once per {each}{through}, one after the other: the time is the sum of all. Nothing carries from one iteration to the next; run a bounded number at once in a thread pool.',
    bulk: '`{call}` waits for {work} once per {each}{through}, one after the other: the time is the sum of all. Ask for many at once: `{bulk}`.',
  },
  options: {},
  *check({ summary, facts }: RuleContext): Iterable<Judgement> {
    if (facts.sitesThatMay('blocks').length === 0) return;
    const blocking = [...summary.sites.keys()].filter((site) => isBlocking(facts, site));
    if (blocking.length === 0) return;
    // The gates look for what an iteration waits for; a call that blocks is waited for as well.
    const seen = withWaitsFor(summary, blocking);
    const gates: GateContext = { summary: seen, facts, flow: createDataFlow(seen) };
    for (const judged of workPerElement(gates, KINDS)) {
      if ('spared' in judged) yield spareCall(judged.spared, judged.gate);
      else if (judged.work.effect.mode === 'blocks') yield judge(gates, judged.work);
    }
  },
};

function isBlocking(facts: RuleContext['facts'], site: SiteId): boolean {
  return facts.effectsOf(site).some((effect) => effect.mode === 'blocks' && (KINDS as readonly string[]).includes(effect.kind) && !effect.traits.includes('small'));
}

function judge(gates: GateContext, work: ElementWork): Judgement {
  const { summary, facts } = gates;
  const { call, effect, loop, site } = work;
  const gate = gateOf(gates, work);
  if (gate !== undefined) return spareCall(call, gate);
  const words = wordsFor(loop);
  // One call for all would lose what is done about the failure of one.
  const bulk = handlesFailures(summary, call) ? '' : effect.bulk;
  return {
    verdict: 'report',
    messageId: bulk === '' ? 'several' : 'bulk',
    data: { call: call.text, each: words.each, work: effect.kind === 'network' ? `a network round trip (${effect.library})` : 'a process', through: throughText(summary, effect.through), bulk },
    range: call.range,
    confidence: effect.confidence,
    // Processes may need the processor each has for itself; what only tells the other side something may rely on its order;
    // and asking for many at once behind a function means to rebuild it.
    ...(effect.kind === 'spawns-process' || (bulk !== '' && effect.through.length > 0) || isQuieter(gates, work) || isForSomeRow(work) || isUnansweredWrite(gates, call, effect) ? { severity: 'information' as const } : {}),
    cost: `n × latency instead of about 1 ×, with n = number of \`${words.element}\``,
    chain: [loopStep(facts, loop), ...facts.chain(site, effect)],
    symbol: functionName(summary, call),
    state: { site, loop: work.loopId, shape: bulk === '' ? 'several' : 'bulk' },
  };
}

function gateOf(gates: GateContext, { call, effect, loop, loopId, site, usesElement }: ElementWork): Gate | undefined {
  const { summary } = gates;
  if (effect.traits.includes('small')) return { gate: 'G6', reason: 'it takes too little time to matter' };
  if (effect.traits.includes('takes-list')) return { gate: 'G4', reason: 'each iteration already handles a list at once' };
  if (inCoroutine(summary, call)) return { gate: 'G13', reason: 'it stops the event loop, which is told instead' };
  if (loopId === NONE) return undefined;
  if (loop.pace !== 'serial') return { gate: 'G4', reason: 'nothing here waits for it' };
  if (!usesElement) return { gate: 'G3', reason: 'it repeats the same call, as a poll does' };
  const waiting = summary.awaits[call.await];
  if (waiting === undefined || waiting.site !== site) return { gate: 'G11', reason: 'it is waited for elsewhere' };
  return isLazy(gates, loopId) ?? isSequence(gates, loopId, loop, ownAwaits(summary, loopId), { call, waiting });
}

/** `try: send_mail(…) except SMTPException: failed.append(user)`. */
function handlesFailures(summary: FileSummary, call: CallSite): boolean {
  const attempt = summary.tries[call.try];
  return attempt !== undefined && attempt.loop !== NONE && (attempt.handler === 'continues' || attempt.handler === 'mixed');
}

function inCoroutine(summary: FileSummary, call: CallSite): boolean {
  return summary.functions[call.function]?.async === true;
}

/** What a framework calls for each row may only ever be called for one. */
function isForSomeRow({ loopId }: ElementWork): boolean {
  return loopId === NONE;
}
