/** A database read per element of a collection (N+1), directly or through functions of the file. */
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import { NONE } from '../../engine/summary';
import { readAdvice } from '../../facts/advice';
import { isBroughtAlong } from '../../facts/eagerLoads';
import { createDataFlow } from '../../facts/gates/dataFlow';
import type { GateContext } from '../../facts/gates/loopGates';
import { readsOwnRows } from '../../facts/gates/ownRows';
import { isGathered } from '../../facts/gates/startedWork';
import { transactionsAround } from '../../facts/transactions';
import { expressionRange, functionName, isQuieter, listQuery, loopStep, wordsFor, workPerElement } from '../../facts/perElement';
import type { ElementWork } from '../../facts/perElement';
import { relationAdvice } from '../../facts/relationAdvice';
import { withRelation } from '../../facts/relationPath';
import { readsWhole, relationOf } from '../../facts/relationReads';
import { spareCall, throughText } from '../../facts/wording';
import { contains } from '../../text/range';

export const rule: Rule = {
  id: 'query-in-loop',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'A database query runs once per element of a collection instead of once for all.',
  severity: 'warning',
  yieldsTo: ['lazy-load-in-loop'],
  messages: {
    perElement: '`{call}` runs one query per {each}{through}. {advice}',
    concurrent: '`{call}` runs one query per {each}{through}; all at once, but still as many round trips. {advice}',
    unused: '`{call}` runs one query per {each}{through}, although the list brings `{relation}` along. {advice}',
    invariant: '`{call}` asks the same on every iteration: nothing of `{element}` is in its arguments{through}. Ask once before the loop.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    const gates: GateContext = { summary, facts, flow: createDataFlow(summary) };
    for (const judged of workPerElement(gates, ['db-query'])) {
      if ('spared' in judged) {
        yield spareCall(judged.spared, judged.gate);
        continue;
      }
      yield judge(gates, judged.work);
    }
  },
};

function judge(gates: GateContext, work: ElementWork): Judgement {
  const { summary, facts } = gates;
  const { call, effect, loop, site } = work;
  const range = expressionRange(summary, call);
  // One tick, one statement: Prisma joins `findUnique` calls started together.
  if (effect.traits.includes('batched-same-tick') && loop.pace === 'collected' && call.await === NONE) {
    return spareCall(call, { gate: 'G18', reason: 'calls started together become one query' }, range);
  }
  const relation = relationOf(gates, work);
  if (relation !== undefined && readsWhole(relation) && isBroughtAlong(gates, work, relation)) return spareCall(call, { gate: 'G18', reason: 'the list brings it along' }, range);
  if (isKept(gates, work)) return spareCall(call, { gate: 'G18', reason: 'the query stands before the loop and keeps the rows it loads the first time' }, range);
  const own = readsOwnRows(gates, work);
  if (own !== undefined) return spareCall(call, own, range);
  if (isReadToWrite(gates, work)) return spareCall(call, { gate: 'G5', reason: 'it is read in the transaction that writes by it, one for each element' }, range);
  const words = wordsFor(loop);
  if (!work.usesElement && (isWritten(work, { summary, facts }) || loop.elements.length === 0)) {
    return spareCall(call, { gate: 'G1', reason: 'the loop writes to the database, so the answer may differ each time' }, range);
  }
  const ofRelation = work.usesElement && relation !== undefined ? relationAdvice(gates, work, relation) : undefined;
  const messageId = ofRelation?.unused !== undefined ? 'unused' : !work.usesElement ? 'invariant' : loop.pace === 'collected' || loop.pace === 'started' || isGathered(gates, call) ? 'concurrent' : 'perElement';
  // A relation of one object, or of what the loop looked up, is nothing that a list could bring.
  const isElsewhere = effect.traits.includes('may-be-loaded') && effect.through.length < 2;
  const advice = ofRelation ?? readAdvice(gates, isElsewhere ? { ...work, effect: { ...effect, bulk: '' } } : work);
  const prefix = listQuery(summary, facts, loop) ? '1 query + ' : '';
  return {
    verdict: 'report',
    messageId,
    data: {
      call: call.text, each: words.each, element: words.element,
      through: throughText(summary, effect.through),
      advice: withRelation(advice.text, relation?.path.slice(-1) ?? ['…']),
      relation: ofRelation?.unused ?? '',
    },
    range,
    // The list's own query names the relation, so it is one.
    confidence: ofRelation?.unused !== undefined && effect.confidence === 'likely' && facts.typeOf(loop.iterated) !== undefined ? 'proven' : effect.confidence,
    ...(isQuieter(gates, work) || (work.usesElement && !advice.certain) ? { severity: 'information' as const } : {}),
    cost: work.usesElement ? `${prefix}1 per ${words.element}` : `1 per ${words.element} where 1 would do`,
    chain: [loopStep(facts, loop), ...facts.chain(site, effect)],
    symbol: functionName(summary, call),
    state: { site, loop: work.loopId, effect: effect.api, shape: work.usesElement ? 'per-element' : 'invariant' },
  };
}

/** `orders = Order.objects.all()` before the loop: going through `orders` again runs nothing. */
function isKept({ summary }: GateContext, { call, effect, loop, loopId }: ElementWork): boolean {
  const [name, ...more] = call.calleeReads;
  if (call.kind !== 'read' || name === undefined || more.length > 0 || call.text !== call.name || !effect.traits.includes('has-length')) return false;
  return loopId !== NONE && !loop.elements.includes(name) && !summary.flows.some(({ targets, range }) => targets.includes(name) && contains(loop.range, range));
}

function isWritten(work: ElementWork, { summary, facts }: Pick<GateContext, 'summary' | 'facts'>): boolean {
  return summary.sites.some((site, id) => contains(work.loop.range, site.range) && facts.effectsOf(id).some((effect) => effect.kind === 'db-write'));
}

/** `for (const id of ids) await db.transaction(async (tx) => { const n = await tx.count(…); await tx.create({ n }); })`. */
function isReadToWrite({ summary, facts }: GateContext, { call, loop }: ElementWork): boolean {
  return transactionsAround({ summary, facts }, call.function).some((transaction) => contains(loop.range, transaction)
    && summary.sites.some((site, id) => contains(transaction, site.range) && facts.effectsOf(id).some(({ kind }) => kind === 'db-write')));
}
