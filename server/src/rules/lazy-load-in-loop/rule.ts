/** A relation fetched on its own for each element of a list that could have brought it along. */
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { FileSummary } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { isBroughtAlong } from '../../facts/eagerLoads';
import { createDataFlow } from '../../facts/gates/dataFlow';
import type { GateContext } from '../../facts/gates/loopGates';
import { isOneShot } from '../../facts/oneShot';
import type { ElementWork } from '../../facts/perElement';
import { expressionRange, functionName, listQuery, loopStep, wordsFor, workPerElement } from '../../facts/perElement';
import type { RelationRead } from '../../facts/relationReads';
import { readsOnlyKey, relationOf } from '../../facts/relationReads';
import { spareCall, throughText } from '../../facts/wording';

export const rule: Rule = {
  id: 'lazy-load-in-loop',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'A relation is loaded separately for each element of a list instead of together with the list.',
  severity: 'warning',
  yieldsTo: [],
  messages: {
    perElement: '`{call}` loads a relation once per {each}{through}. {advice}',
    keyOnly: '`{call}` loads a row once per {each}, only for its key. The row holds it already: `{column}`.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    const gates: GateContext = { summary, facts, flow: createDataFlow(summary) };
    for (const judged of workPerElement(gates, ['lazy-load'])) {
      if ('spared' in judged) {
        yield spareCall(judged.spared, judged.gate);
        continue;
      }
      const { call, effect, loop, loopId, site, usesElement } = judged.work;
      const range = expressionRange(summary, call);
      // `member.populate(path)` in a loop over paths: one object.
      const own = gates.flow.perIteration(loopId);
      const read = relationOf(gates, judged.work);
      if (!usesElement || !(call.kind === 'reference' || call.calleeReads.some((id) => own.has(id)) || effect.through.length > 0 || startsAtRow(summary, judged.work, read))) {
        yield spareCall(call, { gate: 'G17', reason: 'it belongs to one object, not to the elements of the loop' }, range);
        continue;
      }
      if (isBroughtAlong(gates, judged.work, read)) {
        yield spareCall(call, { gate: 'G18', reason: 'the list brings it along' }, range);
        continue;
      }
      const words = wordsFor(loop);
      const column = effect.through.length === 0 && readsOnlyKey(summary, call, loop) ? effect.lighter?.keys : undefined;
      yield {
        verdict: 'report',
        messageId: column === undefined ? 'perElement' : 'keyOnly',
        data: {
          call: call.text, column: column === undefined ? '' : `${call.text.slice(0, -call.name.length)}${column}`, each: words.each, through: throughText(summary, effect.through),
          advice: effect.bulk === '' ? 'Load it with the list.' : `Load it with the list: \`${effect.bulk}\`.`,
        },
        range,
        confidence: effect.confidence,
        ...(isOneShot(summary, facts, call.function) ? { severity: 'information' as const } : {}),
        cost: `${listQuery(summary, facts, loop) ? '1 query + ' : ''}1 per ${words.element}`,
        chain: [loopStep(facts, loop), ...facts.chain(site, effect)],
        symbol: functionName(summary, call),
        state: { site, loop: loopId, effect: effect.api },
      };
    }
  },
};

/** A framework gives the row to what it calls for each. */
function startsAtRow(summary: FileSummary, { loop, loopId }: ElementWork, read: RelationRead | undefined): boolean {
  const root = summary.values[read?.root ?? NONE];
  return loopId === NONE && root?.kind === 'parameter' && root.function === loop.function;
}
