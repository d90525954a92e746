/** Neighbouring awaits that do not need each other and still wait for each other. */
import type { ChainStep } from '../../engine/finding';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { AwaitId, BindingId, Step } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { createDataFlow } from '../../facts/gates/dataFlow';
import { mayStartTogether, natureOfAwaits } from '../../facts/gates/independence';
import type { Nature } from '../../facts/gates/independence';
import type { GateContext } from '../../facts/gates/loopGates';
import { latenciesOf, mustStayBehind } from '../../facts/gates/speculation';
import { functionName } from '../../facts/perElement';

export const rule: Rule = {
  id: 'independent-awaits',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'Asynchronous reads that do not depend on each other wait for each other.',
  severity: 'information',
  yieldsTo: [],
  messages: {
    pair: '`{call}` waits for `{earlier}` without needing it: the time is the sum of both. Start them together.',
    several: '`{call}` and {more} more wait for each other without need, starting with `{earlier}`: the time is the sum of all. Start them together.',
    siblings: '`{call}` only starts when `{earlier}` has finished, although they stand side by side: the time is the sum of both. Start them together.',
    inCombinator: '`{call}` is awaited inside the list of `Promise.all`, so what follows it starts only afterwards. Leave out this `await`.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    if (summary.awaits.length < 1) return;
    const gates: GateContext = { summary, facts, flow: createDataFlow(summary) };
    yield* judgeSiblings(gates);
    yield* judgeSteps(gates);
  },
};

/** Awaits side by side in one object, argument list or array. */
function* judgeSiblings(gates: GateContext): Iterable<Judgement> {
  const { summary } = gates;
  const groups = new Map<string, AwaitId[]>();
  for (const [id, waiting] of summary.awaits.entries()) {
    if (waiting.siblings === undefined) continue;
    const key = `${waiting.siblings.kind}:${waiting.siblings.range.start}:${waiting.function}`;
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  for (const ids of groups.values()) {
    const [first] = ids;
    const group = first === undefined ? undefined : summary.awaits[first]?.siblings;
    if (group === undefined || first === undefined) continue;
    // Already one `await` in front of `Promise.all` cares for the rest: here only what stands before others delays them.
    if (group.kind === 'concurrent-array') {
      for (const id of ids) if (somethingFollows(gates, id, group.range)) yield reportAwait(gates, id, [], 'inCombinator', 'proven');
      continue;
    }
    yield* judgeRun(gates, ids.map((id) => ({ awaits: [id], nature: natureOfAwaits(gates, [id]) })), 'siblings');
  }
}

function somethingFollows({ summary }: GateContext, id: AwaitId, list: { readonly end: number; readonly start: number }): boolean {
  const waiting = summary.awaits[id];
  return waiting !== undefined && summary.sites.some((site) => site.range.start >= waiting.range.end && site.range.end <= list.end && site.function === waiting.function);
}

interface Waiting {
  readonly awaits: readonly AwaitId[];
  readonly nature: Nature;
}

/** Awaits in neighbouring statements of one block. */
function* judgeSteps(gates: GateContext): Iterable<Judgement> {
  const { summary } = gates;
  const blocks = new Map<number, Step[]>();
  for (const step of summary.steps) {
    const known = blocks.get(step.block);
    if (known === undefined) blocks.set(step.block, [step]);
    else known.push(step);
  }
  for (const steps of blocks.values()) {
    if (steps.filter((step) => isCandidate(step)).length >= 2) yield* judgeBlock(gates, steps);
  }
}

function isCandidate(step: Step): boolean {
  return (step.kind === 'declare' || step.kind === 'expression') && step.awaits.length > 0;
}

/**
 * Collects runs of independent steps; anything whose effects are not known ends a run. What the first step of a run does is
 * only asked for once another stands beside it: most awaits need the one before.
 */
function* judgeBlock(gates: GateContext, steps: readonly Step[]): Iterable<Judgement> {
  let run: Waiting[] = [];
  let opening: Step | undefined;
  let tainted = new Set<BindingId>();
  /** Statements since the last candidate. */
  let between: Step[] = [];
  const restart = function* (): Iterable<Judgement> {
    if (run.length >= 2) yield* judgeRun(gates, run, 'pair');
    run = [];
    opening = undefined;
    tainted = new Set();
  };
  const open = (step: Step): void => {
    opening = step;
    taint(step);
  };
  const taint = (step: Step): void => {
    for (const name of [...step.defines, ...step.writes]) tainted.add(name);
  };
  for (const step of steps) {
    const depends = step.reads.some((read) => tainted.has(read));
    if (isCandidate(step)) {
      const passed = between;
      between = [];
      if (depends || (opening === undefined && run.length === 0)) {
        // It needs an earlier result; a later step may still be independent of it, so a new run starts here.
        yield* restart();
        open(step);
        continue;
      }
      const nature = natureOfStep(gates, step);
      if (opening !== undefined) {
        const first = natureOfStep(gates, opening);
        if (first.kind === 'fixed') {
          yield* restart();
          open(step);
          continue;
        }
        run.push({ awaits: opening.awaits, nature: first });
        opening = undefined;
      }
      if (nature.kind === 'fixed') {
        if (run.length === 1) yield spared(gates, step.awaits, nature);
        yield* restart();
        continue;
      }
      if (run[0] !== undefined && !mayStartTogether(run[0].nature, nature)) yield* restart();
      const last = run.at(-1)?.awaits[0];
      const gate = last === undefined || step.awaits[0] === undefined ? undefined : mustStayBehind(gates, last, step.awaits[0], passed);
      if (gate !== undefined) {
        if (run.length === 1) yield spared(gates, step.awaits, { kind: 'fixed', gate });
        yield* restart();
      }
      run.push({ awaits: step.awaits, nature });
      taint(step);
      continue;
    }
    between.push(step);
    if (endsRun(gates, step) || (depends && leavesEarly(gates, step))) {
      yield* restart();
      continue;
    }
    if (depends) for (const name of step.defines) tainted.add(name);
    // What is changed between two awaits must be changed between them.
    for (const name of step.writes) tainted.add(name);
  }
  yield* restart();
}

/** A read whose answer nobody keeps can only be a check that may fail. */
function natureOfStep(gates: GateContext, step: Step): Nature {
  const nature = natureOfAwaits(gates, step.awaits);
  if (nature.kind !== 'read' || step.defines.length > 0 || step.writes.length > 0) return nature;
  return { kind: 'fixed', gate: { gate: 'G12', reason: 'its answer is not kept, so it is a check that must come first' } };
}

/** A statement between two awaits over which they cannot be moved together. */
function endsRun({ summary, facts }: GateContext, step: Step): boolean {
  if (step.innerAwaits.length > 0) return true;
  switch (step.kind) {
    case 'exit':
    case 'loop':
    case 'try':
      return true;
    case 'guard':
      // `if (!user) throw …` may stay behind the joint wait; the other read was then made in vain, no more.
      return false;
    case 'branch':
      return step.writes.length > 0 || callsWork(step);
    case 'declare':
      return callsWork(step);
    case 'expression':
      return callsWork(step) && !isLogging(step);
  }

  function callsWork(candidate: Step): boolean {
    for (let id = candidate.sites.first; id <= candidate.sites.last; id++) if (facts.effectsOf(id).some((effect) => effect.kind !== 'unknown-async')) return true;
    return false;
  }
  function isLogging(candidate: Step): boolean {
    const site = summary.sites[candidate.sites.first];
    return site !== undefined && /^(console|log(ger)?|this\.logger|debug)\b/.test(site.text);
  }
}

/** `if (!user) return null;`: the later calls are not always made. A `throw` is the rare way; then one read was in vain. */
function leavesEarly({ summary }: GateContext, step: Step): boolean {
  return step.kind === 'guard' && summary.exits.some((exit) => exit.kind !== 'throw' && exit.range.start >= step.range.start && exit.range.end <= step.range.end);
}

function* judgeRun(gates: GateContext, run: readonly Waiting[], form: 'pair' | 'siblings'): Iterable<Judgement> {
  const usable = run.filter(({ nature }) => nature.kind !== 'fixed');
  const [first, second] = usable;
  if (first === undefined || second === undefined || usable.length < run.length || !usable.every(({ nature }) => mayStartTogether(first.nature, nature))) {
    const blocker = run.find(({ nature }) => nature.kind === 'fixed');
    if (blocker !== undefined) yield spared(gates, blocker.awaits, blocker.nature);
    return;
  }
  const later = second.awaits[0];
  if (later === undefined) return;
  const latencies = latenciesOf(gates, usable.map(({ awaits }) => awaits));
  if (latencies < 2) {
    yield spared(gates, second.awaits, { kind: 'fixed', gate: { gate: 'G5', reason: 'one handle may answer all of it with what it loads first' } });
    return;
  }
  const others = usable.filter((waiting) => waiting !== second).flatMap(({ awaits }) => awaits.slice(0, 1));
  const proven = usable.every(({ nature }) => nature.kind !== 'fixed' && nature.confidence === 'proven');
  yield reportAwait(gates, later, others, form === 'siblings' ? 'siblings' : usable.length > 2 ? 'several' : 'pair', proven ? 'proven' : 'likely', usable.length, latencies);
}

function reportAwait({ summary, facts }: GateContext, id: AwaitId, others: readonly AwaitId[], messageId: string, confidence: 'proven' | 'likely', count = 2, latencies = count): Judgement {
  const waiting = summary.awaits[id];
  const call = summary.sites[waiting?.site ?? NONE];
  const range = waiting?.range ?? { start: 0, end: 0 };
  const textOf = (other: AwaitId): string => summary.sites[summary.awaits[other]?.site ?? NONE]?.text ?? 'the one before';
  const chain: ChainStep[] = others.map((other) => {
    const place = summary.awaits[other]?.range ?? range;
    return { path: facts.path, range: place, message: place.start < range.start ? `\`${textOf(other)}\` is waited for first.` : `\`${textOf(other)}\` waits as well.` };
  });
  return {
    verdict: 'report', messageId,
    data: { call: call?.text ?? 'this', earlier: others[0] === undefined ? '' : textOf(others[0]), more: String(count - 2) },
    range, confidence,
    cost: messageId === 'inCombinator' ? 'the sum of the latencies instead of the longest' : `the sum of ${latencies} latencies instead of the longest`,
    chain, symbol: functionName(summary, { function: waiting?.function ?? 0 }),
    state: { awaits: [...others, id].sort((a, b) => a - b), form: messageId },
  };
}

function spared({ summary }: GateContext, awaits: readonly AwaitId[], nature: Nature): Judgement {
  const range = summary.awaits[awaits[0] ?? NONE]?.range ?? { start: 0, end: 0 };
  return { verdict: 'spare', range, gate: nature.kind === 'fixed' ? nature.gate.gate : '', reason: nature.kind === 'fixed' ? `${nature.gate.reason}.` : 'They do different kinds of work.' };
}

