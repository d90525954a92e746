/** Whether two awaited calls may start together: no data from one to the other, no order between their effects. */
import type { Effect } from '../../engine/facts';
import type { Confidence } from '../../engine/finding';
import type { AwaitId, CallSite, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Gate, GateContext } from './loopGates';
import { usesSharedHandle } from './loopGates';
import { COMPUTES, GUARD, PAUSE, READS, READS_OR_FAILS, WRITES } from './names';
import { isLookUp, isStreamed } from './speculation';
import { leafOf } from './startedWork';
import { asksForNoRows } from './tablelessStatements';

/** What an awaited call does to the world, as far as one must know to move it. */
export type Nature =
  /** Reads and changes nothing. */
  | { readonly kind: 'read'; readonly confidence: Confidence }
  /** Puts an end to or throws away something of its own: `a.flush()`, `cache.remove(key)`. */
  | { readonly kind: 'release'; readonly confidence: Confidence }
  | { readonly kind: 'fixed'; readonly gate: Gate };

const RELEASES = /^(flush|forceFlush|shutdown|close|quit|disconnect|destroy|dispose|terminate|\$disconnect|prefetch\w*|preload\w*|invalidate\w*|revalidate\w*|warm\w*)$/;
const CACHE_RECEIVER = /cache/i;
const DATABASE_READ = new Set<Effect['kind']>(['db-query', 'lazy-load', 'file-read']);

export function natureOf(context: GateContext, site: SiteId): Nature {
  const { summary, facts } = context;
  const call = summary.sites[site];
  if (call === undefined) return fixed('', 'what is awaited is no call');
  const traits = facts.operationTraits(site);
  if (traits.includes('context')) return fixed('G5', `\`${call.text}\` binds the context of the request`);
  // The last name of a builder (`find().limit(20)`) says nothing once the model has told what the chain does.
  const isModelled = facts.effectsOf(site).some((effect) => effect.through.length === 0 && effect.api !== '' && effect.confidence !== 'named');
  if (traits.includes('guard') || (!isModelled && isGuard(call))) return fixed('G12', `\`${call.text}\` may be a check that must come first`);
  if ((traits.includes('waits') && facts.targetOf(site) === undefined) || PAUSE.test(call.name)) return fixed('G3', `\`${call.text}\` waits on purpose`);
  if (!isModelled && isLookUp(call)) return fixed('G6', `\`${call.text}\` looks up what is loaded once`);
  if (isStreamed(context, site)) return fixed('G5', `\`${call.text}\` gives a stream that is read on`);
  const shared = usesSharedHandle(context, call);
  if (shared !== undefined) return { kind: 'fixed', gate: shared };

  const effects = facts.effectsOf(site);
  const [query] = effects.filter((effect) => effect.kind === 'db-query');
  const tableless = query === undefined ? undefined : asksForNoRows(context, leafOf(context, site, query));
  if (tableless !== undefined) return { kind: 'fixed', gate: tableless };
  const known = effects.filter((effect) => effect.kind !== 'unknown-async' && effect.confidence !== 'named');
  if (known.some((effect) => effect.kind === 'db-write' || effect.kind === 'file-write')) {
    return isRelease(call) ? { kind: 'release', confidence: 'likely' } : fixed('G1', `\`${call.text}\` writes, and order may matter`);
  }
  if (known.length > 0 && known.length === effects.length && known.every((effect) => DATABASE_READ.has(effect.kind))) {
    return { kind: 'read', confidence: known.every((effect) => effect.confidence === 'proven') ? 'proven' : 'likely' };
  }
  // Work behind a cache is a read that is sometimes free.
  if (effects.length === 0 && isCached(context, call) && READS.test(call.name)) return { kind: 'read', confidence: 'likely' };
  if (effects.length === 0) return fixed('G6', `\`${call.text}\` does no input or output`);
  if (isRelease(call)) return { kind: 'release', confidence: 'likely' };
  if (COMPUTES.test(call.name)) return fixed('G6', `\`${call.text}\` works on what is already here`);
  if (READS_OR_FAILS.test(call.name)) return fixed('G12', `\`${call.text}\` may be a check that must come first`);
  if (WRITES.test(call.name)) return fixed('G1', `\`${call.text}\` may change something, and order may matter`);
  if (READS.test(call.name)) return { kind: 'read', confidence: 'likely' };
  return fixed('G1', `nothing says that \`${call.text}\` only reads`);
}

function fixed(gate: string, reason: string): Nature {
  return { kind: 'fixed', gate: { gate, reason } };
}

function isGuard(call: CallSite): boolean {
  return GUARD.test(call.name);
}

function isCached({ summary, facts }: GateContext, call: CallSite): boolean {
  const callee = summary.values[call.callee];
  return callee?.kind === 'result' && facts.operationTraits(callee.site).includes('memoises');
}

function isRelease(call: CallSite): boolean {
  return RELEASES.test(call.name) || (/^(remove|delete|del|clear|expire|set)$/.test(call.name) && CACHE_RECEIVER.test(call.text));
}

/** All awaits of one step. A step with several waits for each of them, so all must allow it. */
export function natureOfAwaits(context: GateContext, awaits: readonly AwaitId[]): Nature {
  let weakest: Nature | undefined;
  for (const id of awaits) {
    const site = context.summary.awaits[id]?.site ?? NONE;
    const nature = site === NONE ? fixed('', 'what is awaited is no call') : natureOf(context, site);
    if (nature.kind === 'fixed') return nature;
    if (weakest === undefined || (nature.confidence !== 'proven' && weakest.kind !== 'fixed')) weakest = nature;
  }
  return weakest ?? fixed('', 'nothing is awaited');
}

/** Both read; or both release something, each its own. */
export function mayStartTogether(a: Nature, b: Nature): boolean {
  return a.kind !== 'fixed' && a.kind === b.kind;
}

