/** Fixes of independent-awaits: one `Promise.all` in place of awaits that stand in a row, side by side, or inside a `Promise.all`. */
import type { Fix } from '../../engine/finding';
import type { FixContext, Fixer } from '../../engine/rule';
import type { AwaitId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Code } from '../../fixes/ecmascript/code';
import { readCode } from '../../fixes/ecmascript/code';
import { placeOf } from '../../fixes/ecmascript/tree';
import type { Place } from '../../fixes/ecmascript/tree';
import { joinNeighbours } from '../../fixes/ecmascript/joinNeighbours';
import { joinSiblings } from '../../fixes/ecmascript/joinSiblings';
import { dropInnerAwaits } from '../../fixes/ecmascript/dropInnerAwaits';
import { areProvenReads } from '../../fixes/provenReads';
import type { TSESTree } from '../../languages/ecmascript/syntax';
import { sameRange } from '../../text/range';

const ASSUMES = 'the calls do not depend on each other\'s effects; when one fails, the others have already started';

export const fixer: Fixer = (finding, context) => {
  const ids = finding.state['awaits'] as readonly AwaitId[];
  const code = readCode(context);
  switch (finding.state['form']) {
    case 'siblings':
      return siblings(code, context, ids);
    case 'inCombinator':
      return innerAwaits(code, context, ids);
    default:
      return neighbours(code, context, ids);
  }
};

function neighbours(code: Code, context: FixContext, ids: readonly AwaitId[]): readonly Fix[] {
  const places = placesOf(code, context, ids);
  const joined = places === undefined ? undefined : joinNeighbours(code, places);
  if (joined === undefined) return [];
  const sites = ids.map((id) => context.summary.awaits[id]?.site ?? NONE);
  const safe = joined.keepsOrder && areProvenReads(context.summary, context.facts, sites);
  const title = ids.length === 2 ? 'Start both together with `Promise.all`' : `Start all ${ids.length} together with \`Promise.all\``;
  const assumes = joined.passesGuard ? `${ASSUMES}; a check between them no longer keeps the later ones from running` : ASSUMES;
  return [{ title, applicability: safe ? 'safe' : 'unsafe', assumes: safe ? '' : assumes, edits: joined.edits }];
}

function siblings(code: Code, context: FixContext, ids: readonly AwaitId[]): readonly Fix[] {
  const places = placesOf(code, context, ids);
  const edits = places === undefined ? undefined : joinSiblings(code, places);
  return edits === undefined ? [] : [{ title: 'Start them together with `Promise.all` before', applicability: 'unsafe', assumes: ASSUMES, edits }];
}

function innerAwaits(code: Code, context: FixContext, [id]: readonly AwaitId[]): readonly Fix[] {
  const { summary, facts } = context;
  const own = id === undefined ? undefined : summary.awaits[id];
  // All of the list: one that stays would leave a failure of the others unhandled meanwhile.
  const group = summary.awaits.flatMap((other, otherId) => (own?.siblings !== undefined && other.function === own.function && other.siblings?.kind === 'concurrent-array'
    && other.siblings.range.start === own.siblings.range.start ? [otherId] : []));
  const places = placesOf(code, context, group);
  const dropped = places === undefined ? undefined : dropInnerAwaits(code, places);
  if (dropped === undefined) return [];
  const sites = dropped.started.map((range) => summary.sites.findIndex((site) => sameRange(site.range, range)));
  const safe = dropped.sameFailures && areProvenReads(summary, facts, sites);
  return [{ title: group.length === 1 ? 'Leave out the inner `await`' : 'Leave out the inner `await`s', applicability: safe ? 'safe' : 'unsafe', assumes: safe ? '' : ASSUMES, edits: dropped.edits }];
}

/** Undefined when one of them is no `await` expression. */
function placesOf(code: Code, { summary }: FixContext, ids: readonly AwaitId[]): Place<TSESTree.AwaitExpression>[] | undefined {
  const places = ids.flatMap((id) => {
    const range = summary.awaits[id]?.range;
    return range === undefined ? [] : placeOf(code.program, range, 'AwaitExpression') ?? [];
  });
  return places.length === ids.length && ids.length > 0 ? places : undefined;
}
