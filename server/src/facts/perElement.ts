/**
 * Work that happens once per element of a collection: finds the loop that matters for a call and asks the gates that all
 * such rules share. What to say about it is each rule's own.
 */
import type { Effect, EffectKind, FactsView } from '../engine/facts';
import type { ChainStep } from '../engine/finding';
import type { CallSite, FileSummary, LoopId, LoopSummary, SiteId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Range } from '../text/range';
import type { Gate, GateContext } from './gates/loopGates';
import { goesElsewhere, isBatchOfElement } from './gates/elementTargets';
import { endsLoopAfter, endsProgram, isAfterFailure, isKeyedCache, isMigration, isPaced, isSmallConstant, isStatedIntent, notOverElements, stopsEarly, usesElement } from './gates/loopGates';
import { isRarelyRun } from './gates/rarelyRun';
import { isListPerKind, isOneOrFew } from './gates/shortCollections';
import { isGathered, isToldFurtherIn, leafOf, startsTask } from './gates/startedWork';
import type { Leading } from './gates/startedWork';
import { asksForNoRows } from './gates/tablelessStatements';
import { isOneShot } from './oneShot';

export interface ElementWork {
  readonly site: SiteId;
  readonly call: CallSite;
  readonly effect: Effect;
  readonly loop: LoopSummary;
  readonly loopId: LoopId;
  /** False when every iteration asks the same. */
  readonly usesElement: boolean;
}

export type ElementJudgement = { readonly work: ElementWork } | { readonly spared: CallSite; readonly gate: Gate };

/** Calls with one of these effects inside a loop over data, each with the loop that multiplies it, or with why it is none. */
export function* workPerElement(context: GateContext, kinds: readonly EffectKind[]): Iterable<ElementJudgement> {
  const judged = [...workInLoops(context, kinds)];
  const leading = judged.flatMap((judgement): Leading[] => ('work' in judgement ? [{ ...judgement.work, leaf: leafOf(context, judgement.work.site, judgement.work.effect) }] : []));
  for (const judgement of judged) {
    const one = 'work' in judgement ? leading.find(({ site }) => site === judgement.work.site) : undefined;
    const gate = one === undefined ? undefined : isToldFurtherIn(context, one, leading);
    yield one === undefined || gate === undefined ? judgement : { spared: one.call, gate };
  }
}

function* workInLoops(context: GateContext, kinds: readonly EffectKind[]): Iterable<ElementJudgement> {
  const { summary } = context;
  const hooks = rowHooks(context);
  if (summary.loops.length === 0 && hooks.size === 0) return;
  for (const [site, call] of summary.sites.entries()) {
    const row = call.loop === NONE ? hooks.get(call.function) : undefined;
    // Most calls stand in no loop: what they do is not asked.
    if (call.loop === NONE && row === undefined) continue;
    // What is waited for belongs to the outermost call of its chain; what blocks is done there and then.
    if (call.use === 'chained' && !context.facts.effectsOf(site).some(({ mode }) => mode === 'blocks')) continue;
    const effect = effectOf(context, site, kinds);
    if (effect === undefined) continue;
    if (row !== undefined) {
      yield { work: { site, call, effect, loop: row, loopId: NONE, usesElement: true } };
      continue;
    }
    const found = multiplyingLoop(context, call.loop);
    if ('gate' in found) {
      yield { spared: call, gate: found.gate };
      continue;
    }
    const loop = summary.loops[found.loop];
    if (loop === undefined) continue;
    const gate = endsLoopAfter(context, found.loop, call) ?? stopsEarly(context, found.loop, ['break', 'return']) ?? isStatedIntent(context, found.loop, call.range) ?? isPaced(context, found.loop) ?? isKeyedCache(context, found.loop, call) ?? isAfterFailure(context, found.loop, call) ?? isMigration(context, found.loop, call) ?? endsProgram(context, site) ?? isCarried(context, found.loop, call)
      ?? startsTask(effect, call) ?? isSparedByCall(context, found.loop, site, effect);
    if (gate !== undefined) yield { spared: call, gate };
    else yield { work: { site, call, effect, loop, loopId: found.loop, usesElement: usesElement(context, found.loop, site) } };
  }
}

/** Functions a framework calls for each row of a list, each with a loop that stands for the one nobody wrote. */
function rowHooks({ summary, facts }: GateContext): ReadonlyMap<number, LoopSummary> {
  const found = new Map<number, LoopSummary>();
  for (const [id, fn] of summary.functions.entries()) {
    if (fn.class === NONE) continue;
    const entry = facts.entryPointOf(id);
    if (entry?.kind !== 'row' || entry.function !== id) continue;
    found.set(id, {
      kind: 'callback', range: fn.range, headRange: fn.nameRange, bodyRange: fn.bodyRange, parent: NONE, function: id, body: id, method: '', pace: 'serial', limit: 0, iterated: 0, iteratedText: '', iteratedReads: [],
      testReads: [], testAwaits: [], endless: false, elements: [], elementName: 'row', count: NONE, step: 1,
    });
  }
  return found;
}

/** The surest; work of a function written as an argument of this call is told where it stands inside that function. */
function effectOf({ summary, facts }: GateContext, site: SiteId, kinds: readonly EffectKind[]): Effect | undefined {
  const found = facts.effectsOf(site).filter((effect) => kinds.includes(effect.kind) && summary.functions[effect.through[0] ?? NONE]?.argumentOf?.site !== site);
  return found.find((effect) => effect.confidence === 'proven') ?? found.find((effect) => effect.confidence === 'likely') ?? found[0];
}

/** From the innermost loop outwards, the first that runs over data; a retry inside such a loop still runs per element. */
export function multiplyingLoop(context: GateContext, innermost: LoopId): { readonly loop: LoopId } | { readonly gate: Gate } {
  let first: Gate | undefined;
  for (let at = innermost; at !== NONE; at = context.summary.loops[at]?.parent ?? NONE) {
    const loop = context.summary.loops[at];
    if (loop === undefined) break;
    const gate = notOverElements(context, at) ?? isSmallConstant(context, loop);
    if (gate === undefined) return { loop: at };
    first ??= gate;
  }
  return { gate: first ?? { gate: '', reason: 'it stands in no loop over data' } };
}

function isSparedByCall(context: GateContext, loop: LoopId, site: SiteId, effect: Effect): Gate | undefined {
  const leaf = leafOf(context, site, effect);
  // A relation is loaded from its own row, whatever the row is called; and what is no statement need not go to one place.
  const elsewhere = effect.kind === 'db-query' || effect.kind === 'db-write' ? goesElsewhere(context, loop, site) : undefined;
  return elsewhere ?? asksForNoRows(context, leaf) ?? isBatchOfElement(context, loop, site, leaf) ?? isRarelyRun(context, loop, site, leaf);
}

function isCarried({ summary, flow }: GateContext, loop: LoopId, call: CallSite): Gate | undefined {
  const carried = flow.carried(loop);
  const read = [...call.calleeReads, ...call.argumentReads].find((binding) => carried.has(binding) && flow.setInside(loop).get(binding)?.some((change) => change.kind === 'assign') === true);
  return read === undefined ? undefined : { gate: 'G1', reason: `the call uses \`${summary.bindings[read]?.name ?? 'a value'}\`, which an earlier iteration set` };
}

/**
 * The called function does more than this: sends, waits, reads elsewhere. Loading or writing all at once then means to
 * rebuild it, so the finding is worth knowing rather than acting on at once.
 */
function isPartOfMore({ facts }: GateContext, { site, effect }: ElementWork): boolean {
  if (effect.through.length === 0) return false;
  const kinds = new Set(facts.effectsOf(site).filter((other) => other.confidence !== 'named').map((other) => other.kind));
  kinds.delete('lazy-load');
  if (kinds.size > 1) return true;
  // Several statements of different kinds, which may need each other's rows.
  return effect.kind === 'db-write' && new Set(facts.effectsOf(site).filter((other) => other.kind === 'db-write' && other.confidence !== 'named').map((other) => other.bulk)).size > 1;
}

/** Worth knowing rather than a warning: run once, part of more, a list per kind or of one mostly, or commands sent without waiting for each. */
export function isQuieter(context: GateContext, work: ElementWork): boolean {
  const { call, effect, loop } = work;
  if (isOneShot(context.summary, context.facts, call.function) || isPartOfMore(context, work) || isListPerKind(context.summary, loop, call.argumentReads) || isOneOrFew(context.summary, loop)) return true;
  return effect.traits.includes('pipelined') && (loop.pace === 'collected' || isGathered(context, call));
}

/** The words messages use for a loop. */
export interface LoopWords {
  /** `order` */
  readonly element: string;
  /** `orders`; empty for loops over nothing nameable. */
  readonly collection: string;
  /** `order` of `orders`, as text for a message. */
  readonly each: string;
}

export function wordsFor(loop: LoopSummary): LoopWords {
  const element = loop.elementName === '' || loop.elementName === '_' ? 'element' : loop.elementName;
  const collection = loop.iteratedText;
  return { element, collection, each: collection === '' || collection.length > 40 ? `\`${element}\`` : `\`${element}\` of \`${collection}\`` };
}

/** The loop as first step of a chain. */
export function loopStep(facts: FactsView, loop: LoopSummary): ChainStep {
  return { path: facts.path, range: loop.headRange, message: loop.iteratedText === '' ? 'This loop repeats it.' : `Once per ${wordsFor(loop).each}.` };
}

/** Calls that stand for one query of the list the loop walks over, so that the cost can say `1 + n`. */
export function listQuery(summary: FileSummary, facts: FactsView, loop: LoopSummary): boolean {
  const seen = new Set<number>();
  let id = loop.iterated;
  for (let hops = 0; hops < 6 && !seen.has(id); hops++) {
    seen.add(id);
    const value = summary.values[id];
    if (value === undefined) return false;
    if (value.kind === 'result') return facts.effectsOf(value.site).some((effect) => effect.kind === 'db-query');
    if (value.kind === 'awaited' || value.kind === 'member' || value.kind === 'typed') id = value.of;
    else return false;
  }
  return false;
}

/** The awaited call for a reader: with its `await` when it has one. */
export function expressionRange(summary: FileSummary, call: CallSite): Range {
  return summary.awaits[call.await]?.range ?? call.range;
}

export function functionName(summary: FileSummary, call: { readonly function: number }): string {
  return summary.functions[call.function]?.name ?? '';
}
