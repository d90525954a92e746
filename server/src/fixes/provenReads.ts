/**
 * Whether an awaited call is known to change nothing and to stand alone, so that starting it earlier gives the same
 * results. Stricter than the rules: they may report what is likely, a safe fix needs proof.
 */
import type { FactsView } from '../engine/facts';
import type { FileSummary, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { contains } from '../text/range';

/** Their failure is an answer programs count on, so another one failing first would be noticed. */
const FAILS_ON_PURPOSE = /Or(Throw|Fail|Reject)/i;
const SHARED = ['transaction', 'connection', 'session', 'cursor', 'stream'] as const;

/** Whether these calls, started in this order in one tick, do what they did one after another. */
export function areProvenReads(summary: FileSummary, facts: FactsView, sites: readonly SiteId[]): boolean {
  // A call that is held back until the end of the tick runs behind those after it, or is joined with another one.
  return sites.every((site, index) => isProvenRead(summary, facts, site) && (index === sites.length - 1 || !facts.effectsOf(site).some((effect) => effect.traits.includes('batched-same-tick'))));
}

function isProvenRead(summary: FileSummary, facts: FactsView, site: SiteId): boolean {
  const call = summary.sites[site];
  if (call === undefined || FAILS_ON_PURPOSE.test(call.text)) return false;
  if (call.arguments.some((argument) => failsOnPurpose(summary, argument))) return false;
  const effects = facts.effectsOf(site);
  const reads = effects.length > 0 && effects.every((effect) => (effect.kind === 'db-query' || effect.kind === 'file-read')
    && effect.mode === 'awaited' && effect.often === 'once' && effect.confidence === 'proven' && effect.through.length === 0);
  if (!reads) return false;
  // `eq(users.id, id)` only builds; any other call among the arguments might do something of its own.
  const inner = summary.sites.every((other, id) => id === site || !contains(call.range, other.range) || isChainPart(summary, site, id) || facts.operationTraits(id).includes('composes'));
  if (!inner) return false;
  const traits = receiverTraits(summary, facts, call.callee);
  if (SHARED.some((trait) => traits.has(trait))) return false;
  return effects.every((effect) => effect.kind === 'file-read') || traits.has('pool');
}

/** `findByPk(id, { rejectOnEmpty: true })` */
function failsOnPurpose({ values }: FileSummary, argument: ValueId): boolean {
  const value = values[argument];
  return value?.kind === 'object' && Object.keys(value.properties).some((name) => /^(rejectOn|throwOn|failOn|orFail)/.test(name));
}

/** What all the receivers of a chain of calls are known to be: `db.select().from(users)` has those of `db` as well. */
function receiverTraits(summary: FileSummary, facts: FactsView, callee: ValueId): Set<string> {
  const traits = new Set<string>();
  let at: ValueId = callee;
  for (let hops = 0; hops < 24; hops++) {
    const type = facts.typeOf(at);
    if (type !== undefined) for (const trait of facts.traitsOf(type)) traits.add(trait);
    const value = summary.values[at];
    if (value?.kind === 'member' || value?.kind === 'awaited' || value?.kind === 'typed') at = value.of;
    else if (value?.kind === 'result') at = summary.sites[value.site]?.callee ?? NONE;
    else break;
  }
  return traits;
}

function isChainPart(summary: FileSummary, outer: SiteId, inner: SiteId): boolean {
  return summary.sites[inner]?.use === 'chained' && summary.sites[inner]?.range.start === summary.sites[outer]?.range.start;
}
