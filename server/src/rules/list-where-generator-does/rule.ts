/** A list built in full only to be consumed once, value by value. */
import type { Effect } from '../../engine/facts';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { CallSite, FileSummary, LoopSummary, SiteId } from '../../engine/summary';
import type { Gate } from '../../facts/gates/loopGates';
import { isSmallConstant } from '../../facts/gates/loopGates';
import { ONLY_LOOKS } from '../../facts/gates/names';
import { builtinAround } from '../../facts/rowUses';
import { functionName, loopStep, wordsFor } from '../../facts/perElement';
import type { Range } from '../../text/range';
import { contains, sameRange } from '../../text/range';

/** They take one value at a time. `join` is not among them: it makes a list of what it is given and is faster with one. */
const CONSUMES = /^(sum|any|all|max|min|set|frozenset|dict)$/;
/** These end with the first value that decides. */
const STOPS = /^(any|all)$/;
/** What the brackets are to be replaced by; the others just take what stands in them. */
const DISPLAY: Readonly<Record<string, string>> = { set: '{… for …}', dict: '{key: value for …}' };
/** Reads worth stopping for. */
const LOADS: ReadonlySet<Effect['kind']> = new Set(['db-query', 'lazy-load', 'file-read']);
/** A list this short costs less than the generator that would replace it. */
const SHORT = 32;

export const rule: Rule = {
  id: 'list-where-generator-does',
  since: '0.1.0',
  languages: ['python'],
  description: 'A list is built in memory only to be consumed once.',
  severity: 'warning',
  yieldsTo: ['query-in-loop', 'lazy-load-in-loop'],
  messages: {
    stops: '`{call}` builds a list of every {each} although the first that decides would do: leave out the brackets.',
    consumed: '`{call}` builds a list of one value per {each} only to go through it once: leave out the brackets.',
    display: '`{call}` builds a list of one value per {each} only to copy it: write `{display}`.',
    lines: 'This list holds a value per {each} only to be gone through once, so memory grows with the file: use a generator expression.',
  },
  options: {},
  *check({ summary, facts }: RuleContext): Iterable<Judgement> {
    for (const loop of summary.loops) {
      // Further `for` clauses of one list are loops inside the first.
      if (loop.method !== 'list' || loop.kind !== 'comprehension' || isFurtherClause(summary, loop)) continue;
      const call = consumerOf(summary, loop.range);
      const { each, element } = wordsFor(loop);
      if (call === undefined) {
        const over = onlyLoopOver(summary, loop);
        if (over === undefined || !facts.traitsOf(facts.typeOf(loop.iterated) ?? '').includes('stream') || waits(summary, loop) !== undefined) continue;
        yield {
          verdict: 'report', messageId: 'lines', data: { each }, range: loop.range, confidence: 'proven', cost: `memory for one value per ${element} instead of one at a time`,
          chain: [loopStep(facts, over)], symbol: summary.functions[loop.function]?.name ?? '', state: { list: loop.range },
        };
        continue;
      }
      const spared = waits(summary, loop) ?? shortOf(summary, loop) ?? (STOPS.test(call.name) ? mattersByItself(summary, facts, loop) : undefined);
      if (spared !== undefined) {
        yield { verdict: 'spare', range: loop.range, gate: spared.gate, reason: `\`${call.text}\`: ${spared.reason}.` };
        continue;
      }
      const loads = STOPS.test(call.name) ? loadOf({ summary, facts }, loop) : undefined;
      const display = DISPLAY[call.name];
      yield {
        verdict: 'report',
        messageId: STOPS.test(call.name) ? 'stops' : display === undefined ? 'consumed' : 'display',
        data: { call: `${call.text}([…])`, each, display: display ?? '' },
        range: loop.range,
        confidence: loads?.confidence ?? 'proven',
        // Memory alone hurts with long lists only, and how long they are is not known here.
        ...(loads === undefined ? { severity: 'information' as const } : {}),
        cost: STOPS.test(call.name) ? `every ${element} instead of those up to the first that decides` : `memory for one value per ${element} instead of one at a time`,
        chain: [{ path: facts.path, range: call.nameRange, message: `\`${call.text}\` takes one value at a time.` }],
        symbol: functionName(summary, call),
        state: { list: loop.range, call: call.range, consumer: call.name },
      };
    }
  },
};

function isFurtherClause(summary: FileSummary, loop: LoopSummary): boolean {
  const around = summary.loops[loop.parent];
  return around !== undefined && sameRange(around.range, loop.range);
}

function consumerOf(summary: FileSummary, list: Range): CallSite | undefined {
  const call = builtinAround(summary, list);
  return call !== undefined && CONSUMES.test(call.name) ? call : undefined;
}

/** `for row in [parse(line) for line in file]`, or over a name that holds the list and is read nowhere else. */
function onlyLoopOver(summary: FileSummary, list: LoopSummary): LoopSummary | undefined {
  const holder = summary.flows.find((flow) => flow.kind === 'assign' && flow.path === '' && flow.targets.length === 1 && flow.range.end === list.range.end && contains(flow.range, list.range))?.targets[0];
  const held = summary.bindings[holder ?? -1];
  const only = held !== undefined && held.reads === 1 && summary.values[held.value]?.kind === 'array' ? holder : undefined;
  return summary.loops.find((loop) => loop.kind === 'for-of' && loop.function === list.function && loop.range.end > list.range.end
    && (contains(loop.headRange, list.range) || (only !== undefined && loop.iteratedText === held?.name && loop.iteratedReads.includes(only))));
}

/** `sum` and its like take no asynchronous generator. */
function waits(summary: FileSummary, loop: LoopSummary): Gate | undefined {
  const waiting = summary.awaits.some((wait) => wait.function === loop.function && contains(loop.range, wait.range)) || summary.loops.some((other) => other.kind === 'for-await' && sameRange(other.range, loop.range));
  return waiting ? { gate: 'G5', reason: 'a generator that awaits is another thing than one that does not' } : undefined;
}

function shortOf(summary: FileSummary, loop: LoopSummary): Gate | undefined {
  return isSmallConstant({ summary }, loop) ?? (loop.count >= 0 && loop.count <= SHORT ? { gate: 'G8', reason: `it runs at most ${loop.count} times` } : undefined);
}

/** `all([form.is_valid() for form in forms])` runs all of them on purpose, so that each has its errors. */
function mattersByItself(summary: FileSummary, facts: RuleContext['facts'], loop: LoopSummary): Gate | undefined {
  const call = [...callsIn(summary, loop)].find(([site, { name }]) => !ONLY_LOOKS.test(name) && !facts.effectsOf(site).some(({ kind, through }) => LOADS.has(kind) && through.length === 0));
  return call === undefined ? undefined : { gate: 'G12', reason: `\`${call[1].text}\` may be meant to run for all` };
}

function loadOf({ summary, facts }: Pick<RuleContext, 'summary' | 'facts'>, loop: LoopSummary): Effect | undefined {
  for (const [site] of callsIn(summary, loop)) {
    const effect = facts.effectsOf(site).find(({ kind, through }) => LOADS.has(kind) && through.length === 0);
    if (effect !== undefined) return effect;
  }
  return undefined;
}

/** Of what is evaluated per element: the list gone through is evaluated once. */
function* callsIn(summary: FileSummary, loop: LoopSummary): Iterable<[SiteId, CallSite]> {
  for (const [site, call] of summary.sites.entries()) {
    if (call.kind !== 'read' && call.function === loop.function && contains(loop.range, call.range) && !(contains(loop.headRange, call.range) && call.loop === loop.parent)) yield [site, call];
  }
}
