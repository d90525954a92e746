/** Work nobody waits for, and work told once where several calls lead to it. */
import type { Effect } from '../../engine/facts';
import type { CallSite, FileSummary, FunctionId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';
import type { Gate, GateContext } from './loopGates';

/** `void this.refresh(row)` or `refresh(row);`: a task in the background, whose own work is told where it stands. */
export function startsTask(effect: Effect, call: CallSite): Gate | undefined {
  if (effect.through.length === 0 || effect.mode === 'blocks') return undefined;
  const isLeft = effect.mode === 'started' || (call.use === 'discarded' && call.await === NONE);
  return isLeft ? { gate: 'G9', reason: 'it starts a task nobody waits for' } : undefined;
}

/** `pending.push(save(row))`, waited for as a whole further down. */
export function isGathered({ summary }: GateContext, call: CallSite): boolean {
  return call.use === 'argument' && summary.sites.some((other) => other.name === 'push' && other.argumentRanges.some(({ start, end }) => start === call.range.start && end === call.range.end));
}

/** The call that does the work behind `site`. */
export function leafOf({ summary, facts }: GateContext, site: SiteId, effect: Effect): SiteId {
  const last = effect.through.at(-1);
  if (last === undefined) return site;
  const found = summary.sites.findIndex((other, id) => other.function === last && facts.effectsOf(id).some((own) => own.through.length === 0 && own.kind === effect.kind && own.bulk === effect.bulk));
  return found < 0 ? site : found;
}

/** One call in a loop and the work it leads to. */
export interface Leading {
  readonly site: SiteId;
  readonly call: CallSite;
  readonly effect: Effect;
  readonly leaf: SiteId;
}

/**
 * `for (const a of as) await visit(a)` where `visit` has a loop of its own around the same call: the inner one is told.
 * Functions that call each other in circles around one call are told once, where the way to the work is shortest.
 */
export function isToldFurtherIn(context: GateContext, one: Leading, others: readonly Leading[]): Gate | undefined {
  if (one.effect.through.length === 0) return undefined;
  const { summary, facts } = context;
  const gate = { gate: 'G13', reason: 'the loop further in, around the same call, is told instead' };
  const same = others.filter((other) => other.site !== one.site && other.leaf === one.leaf);
  if (same.length === 0) return undefined;
  const owner = (leading: Leading): FunctionId => ownerOf(summary, leading.call.function);
  const reached = reachedFrom(context, one.site);
  // Loops further in that lead to themselves again; the outer call may be part of the circle.
  const circle = same.filter((other) => reached.has(owner(other)) && reachedFrom(context, other.site).has(owner(other)));
  if (reached.has(owner(one))) return circle.some((other) => isNearer(other, one)) ? gate : undefined;
  const steps = facts.chain(one.site, one.effect);
  const isCrossed = same.some(({ call }) => steps.some(({ range }) => range.start === call.range.start && range.end === call.range.end));
  return isCrossed || circle.length > 0 ? gate : undefined;
}

function isNearer(a: Leading, b: Leading): boolean {
  const difference = a.effect.through.length - b.effect.through.length;
  return difference < 0 || (difference === 0 && a.site < b.site);
}

/** Functions that run when the call does, callbacks written into them included. */
export function reachedFrom({ summary, facts }: GateContext, from: SiteId): ReadonlySet<FunctionId> {
  const found = new Set<FunctionId>();
  const first = facts.targetOf(from);
  const open = first === undefined ? [] : [first];
  for (let fn = open.pop(); fn !== undefined; fn = open.pop()) {
    if (found.has(fn)) continue;
    found.add(fn);
    const range = summary.functions[fn]?.range;
    if (range === undefined) continue;
    for (const [id, site] of summary.sites.entries()) {
      if (!contains(range, site.range)) continue;
      const target = facts.targetOf(id);
      if (target !== undefined && !found.has(target)) open.push(target);
    }
  }
  return found;
}

/** The function a callback is written into. */
function ownerOf(summary: FileSummary, id: FunctionId): FunctionId {
  let at = id;
  for (let parent = summary.functions[at]?.parent ?? NONE; parent > 0 && summary.functions[at]?.argumentOf !== undefined; parent = summary.functions[at]?.parent ?? NONE) at = parent;
  return at;
}
