/** Fix of lazy-load-in-loop: ask for the relation where the list is queried, when that is in the same function. */
import type { Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { readCode } from '../../fixes/ecmascript/code';
import { loadWithList } from '../../fixes/ecmascript/loadWithList';
import type { Relation } from '../../fixes/ecmascript/loadWithList';
import { elementLoop } from '../../fixes/ecmascript/loopElements';
import { placeOf } from '../../fixes/ecmascript/tree';

/** By library: loading a relation into an element, and asking for it with the list. */
const RELATIONS: Readonly<Record<string, Relation>> = {
  mongoose: { method: 'populate', query: /^find$/, eager: 'populate' },
  objection: { method: '$fetchGraph', query: /^query$/, eager: 'withGraphFetched' },
};

export const fixer: Fixer = (finding, context) => {
  const id = finding.state['loop'] as LoopId;
  const call = context.summary.sites[finding.state['site'] as SiteId];
  const relation = RELATIONS[String(finding.state['effect']).split('#')[0] ?? ''];
  // Under a condition not every element needs it.
  if (relation === undefined || call === undefined || call.loop !== id || call.conditions > 0 || call.conditionReads.length > 0) return [];
  const code = readCode(context);
  const place = placeOf(code.program, finding.range, 'AwaitExpression', 'CallExpression');
  const loop = elementLoop(code, context.summary, id);
  const edits = place === undefined || loop === undefined ? undefined : loadWithList(code, loop, place, relation);
  if (edits === undefined) return [];
  return [{ title: `Load the relation with the list: \`${relation.eager}\``, applicability: 'unsafe', assumes: 'nothing between the query and the loop needs the elements without it', edits }];
};
