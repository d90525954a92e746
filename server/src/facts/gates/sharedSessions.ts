/** Calls that may run their statements on one session, which takes one at a time, where no model and no type says so. */
import type { FactsView } from '../../engine/facts';
import type { CallSite, FileSummary, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Gate, GateContext } from './loopGates';

/**
 * Repositories and services of one request are made from one session (`UserRepository(session)`, `Depends(get_repository)`), and
 * asynchronous sessions of Python's libraries refuse a statement while another runs.
 */
export function maySitOnSession({ summary, facts }: Pick<GateContext, 'summary' | 'facts'>, call: CallSite): Gate | undefined {
  if (summary.language !== 'python' || isModelled(facts, summary.sites.indexOf(call))) return undefined;
  return isNamedAfterOne(summary, call) ? { gate: 'G5', reason: `\`${call.text}\` may use the session that other calls use, which runs one statement at a time` } : undefined;
}

/** What is known to the models says itself what it runs on. */
function isModelled(facts: FactsView, site: SiteId): boolean {
  return facts.effectsOf(site).some((effect) => effect.through.length === 0 && effect.api !== '' && effect.confidence !== 'named');
}

function isNamedAfterOne(summary: FileSummary, call: CallSite): boolean {
  const owner = /(?:^|\.)_?(\w+)\.\w+$/.exec(call.text)?.[1] ?? '';
  return REPOSITORY.test(owner) || call.calleeReads.some((read) => isMadeOfSession(summary, summary.bindings[read]?.value ?? NONE));
}

/** `users = UserService(session)` */
function isMadeOfSession(summary: FileSummary, id: ValueId): boolean {
  const made = summary.values[id];
  const maker = made?.kind === 'result' ? summary.sites[made.site] : undefined;
  return maker?.argumentReads.some((given) => SESSION.test(summary.bindings[given]?.name ?? '')) === true;
}

const REPOSITORY = /(^|_)(repository|repo|dao|crud|uow|unit_of_work)$/i;
const SESSION = /^(this\.)?_?(async_?)?(session|tx|transaction|conn|connection|cursor|uow)$|_(session|conn|connection|cursor|tx)$/;
