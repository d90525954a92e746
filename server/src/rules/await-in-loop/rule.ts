/** Independent awaits that run one after another: each iteration waits for the one before it without needing it. */
import type { Effect } from '../../engine/facts';
import type { ChainStep, Confidence } from '../../engine/finding';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { AwaitSummary, CallSite, LoopId, LoopSummary } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { createDataFlow } from '../../facts/gates/dataFlow';
import { isGivenListHalf } from '../../facts/gates/elementTargets';
import type { Gate, GateContext } from '../../facts/gates/loopGates';
import { isLintDisabled, isSmallConstant, notOverElements, ownAwaitIds, ownAwaits, usesElement } from '../../facts/gates/loopGates';
import { TELLS } from '../../facts/gates/names';
import { createsElsewhere, isUnansweredWrite } from '../../facts/gates/purposefulWrites';
import { isSequence } from '../../facts/gates/sequences';
import { isListPerKind, isOneOrFew } from '../../facts/gates/shortCollections';
import { isLookUp } from '../../facts/gates/speculation';
import { isOneShot } from '../../facts/oneShot';
import { functionName, loopStep, wordsFor } from '../../facts/perElement';
import { spareCall, throughText } from '../../facts/wording';

export const rule: Rule = {
  id: 'await-in-loop',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'Independent asynchronous calls run one after another in a loop.',
  severity: 'warning',
  yieldsTo: ['query-in-loop', 'write-in-loop', 'lazy-load-in-loop'],
  messages: {
    known: '`{call}` waits for {work} once per {each}{through}, one after the other: the time is the sum of all. Nothing carries from one iteration to the next; run a bounded number at once.',
    unknown: '`{call}` is awaited once per {each}, one after the other, and nothing carries from one iteration to the next. If it does input or output, the time is the sum of all calls; run a bounded number at once.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    if (summary.awaits.length === 0 || summary.loops.length === 0) return;
    const gates: GateContext = { summary, facts, flow: createDataFlow(summary) };
    for (const [id, loop] of summary.loops.entries()) {
      if (loop.pace !== 'serial') continue;
      const judgement = judgeLoop(gates, id, loop);
      if (judgement !== undefined) yield judgement;
    }
  },
};

function judgeLoop(gates: GateContext, id: LoopId, loop: LoopSummary): Judgement | undefined {
  const { summary, facts } = gates;
  const own = ownAwaits(summary, id).filter((waiting) => waiting.loop === id && waiting.site !== NONE);
  const candidates = own.map((waiting) => candidateOf(gates, id, waiting)).filter((candidate) => candidate !== undefined);
  const [first] = [...candidates].sort((a, b) => rankOf(b.confidence) - rankOf(a.confidence) || a.waiting.range.end - b.waiting.range.end);
  if (first === undefined) return undefined;
  const { range } = first.waiting;
  const gate = gateOf(gates, id, loop, own, first);
  if (gate !== undefined) return spareCall(first.call, gate, range);

  const words = wordsFor(loop);
  const others: ChainStep[] = candidates.filter((candidate) => candidate !== first)
    .map(({ waiting, call }) => ({ path: facts.path, range: waiting.range, message: `\`${call.text}\` is awaited in the same iteration.` }));
  return {
    verdict: 'report',
    messageId: first.effect.kind === 'unknown-async' ? 'unknown' : 'known',
    data: { call: first.call.text, each: words.each, work: workText(first), through: throughText(summary, first.effect.through) },
    range,
    confidence: isLintDisabled(gates, id, range) && first.confidence === 'proven' ? 'likely' : first.confidence,
    ...(isQuieter(gates, loop, own, first) ? { severity: 'information' as const } : {}),
    cost: costOf(words.element),
    chain: [loopStep(facts, loop), ...facts.chain(first.waiting.site, first.effect), ...others],
    symbol: functionName(summary, first.call),
    state: { site: first.waiting.site, loop: id },
  };
}

/**
 * Worth knowing rather than a warning: it runs once, the order or the pace may be wanted, or there are few rounds. Nobody awaits the
 * accumulator of a `reduce`, or writes `eachSeries`, by accident.
 */
function isQuieter(gates: GateContext, loop: LoopSummary, own: readonly AwaitSummary[], { call, effect }: Candidate): boolean {
  return isOneShot(gates.summary, gates.facts, call.function) || isUnansweredWrite(gates, call, effect) || IN_SERIES.test(loop.method) || isListPerKind(gates.summary, loop, [...call.argumentReads, ...call.calleeReads])
    || isOneOrFew(gates.summary, loop) || isSecondWay(gates, loop, call) || own.some(({ site }) => createsElsewhere(gates, site));
}

/** `let data = await cached(id); if (!data) data = await fetch(url);`: how often it runs is for the answer before to say. */
function isSecondWay({ summary, flow }: GateContext, loop: LoopSummary, call: CallSite): boolean {
  if (call.conditions === 0) return false;
  const before = ownAwaitIds(summary, summary.loops.indexOf(loop)).filter((id) => (summary.awaits[id]?.range.end ?? Infinity) <= call.range.start);
  const results = flow.resultsOf(before);
  return call.conditionReads.some((read) => results.has(read));
}

const IN_SERIES = /^reduce|Series$/;

interface Candidate {
  readonly waiting: AwaitSummary;
  readonly call: CallSite;
  readonly effect: Effect;
  readonly confidence: Confidence;
}

const DATABASE = new Set(['db-query', 'db-write', 'lazy-load']);

function candidateOf({ summary, facts }: GateContext, _loop: LoopId, waiting: AwaitSummary): Candidate | undefined {
  const call = summary.sites[waiting.site];
  // `await this.notifyProgress(…)` between the calls that matter.
  if (call === undefined || TELLS.test(call.name) || TELLS.test(call.text)) return undefined;
  // What blocks takes as long however many run at once.
  const effects = facts.effectsOf(waiting.site).filter((effect) => effect.mode === 'awaited');
  // Round trips to the database are the business of the rules that know how to save them.
  if (effects.some((effect) => DATABASE.has(effect.kind) && effect.confidence !== 'named')) return undefined;
  if (isLookUp(call) && effects.every(({ kind }) => kind === 'unknown-async')) return undefined;
  const effect = effects.find((candidate) => candidate.kind !== 'unknown-async' && candidate.kind !== 'sleep') ?? effects.find((candidate) => candidate.kind === 'unknown-async');
  return effect === undefined ? undefined : { waiting, call, effect, confidence: confidenceOf(effect) };
}

function confidenceOf(effect: Effect): Confidence {
  if (effect.confidence === 'named' || effect.traits.includes('foreign')) return 'named';
  return effect.confidence === 'proven' && (effect.kind === 'network' || effect.kind === 'opens-connection') ? 'proven' : 'likely';
}

function rankOf(confidence: Confidence): number {
  return confidence === 'proven' ? 2 : confidence === 'likely' ? 1 : 0;
}

function gateOf(gates: GateContext, id: LoopId, loop: LoopSummary, own: readonly AwaitSummary[], first: Candidate): Gate | undefined {
  const general = notOverElements(gates, id) ?? isSmallConstant(gates, loop) ?? runsSeveralInside(gates, own) ?? isSequence(gates, id, loop, own, first);
  if (general !== undefined) return general;
  // `for (const [table, ids] of byTable) await load(table, ids)`: whatever it does, it does it for many already.
  if (first.effect.kind === 'unknown-async' && isGivenListHalf({ context: gates, loop: id }, first.call)) return { gate: 'G4', reason: 'each iteration already handles a list at once' };
  return usesElement(gates, id, first.waiting.site) ? undefined : { gate: 'G3', reason: 'it repeats the same call, as a poll does' };
}

/** `await Promise.all(slice.map(…))`: each round already runs several at once. */
function runsSeveralInside({ summary }: GateContext, own: readonly AwaitSummary[]): Gate | undefined {
  const several = own.some((waiting) => /^(all|allSettled|race|any)$/.test(summary.sites[waiting.site]?.name ?? '') && summary.sites[waiting.site]?.text.startsWith('Promise.') === true);
  return several ? { gate: 'G4', reason: 'each round already runs several at once' } : undefined;
}

function workText({ effect, call }: Candidate): string {
  switch (effect.kind) {
    // `fetch` is its own library.
    case 'network': return effect.library === '' || effect.library === call.text ? 'a network round trip' : `a network round trip (${effect.library})`;
    case 'file-read': return 'a file to be read';
    case 'file-write': return 'a file to be written';
    case 'opens-connection': return 'a new connection';
    case 'spawns-process': return 'a process';
    default: return 'work outside the program';
  }
}

function costOf(element: string): string {
  const letter = element === 'n' ? 'k' : 'n';
  return `${letter} × latency instead of about 1 ×, with ${letter} = number of ${element === 'element' || element === 'iteration' ? `${element}s` : `\`${element}\``}`;
}
