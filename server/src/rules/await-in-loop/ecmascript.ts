/** Fixes of await-in-loop: work on a bounded number of elements at once, with the project's own helper where the file has one. */
import type { FixContext, Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { AT_ONCE, boundLoop } from '../../fixes/ecmascript/boundedLoop';
import { readCode } from '../../fixes/ecmascript/code';
import { elementLoop } from '../../fixes/ecmascript/loopElements';

export const fixer: Fixer = (finding, context) => {
  const id = finding.state['loop'] as LoopId;
  const code = readCode(context);
  const loop = elementLoop(code, context.summary, id);
  if (loop === undefined) return [];
  const count = context.summary.loops[id]?.count ?? NONE;
  const bounded = boundLoop(code, loop, count === NONE ? undefined : count);
  if (bounded === undefined) return [];
  const { edits, helper, all, reordered } = bounded;
  const title = all ? 'Run all iterations at once with `Promise.all`' : `Run ${AT_ONCE} iterations at once${helper === '' ? '' : ` with \`${helper}\``}`;
  const load = `the iterations do not depend on each other, the other side bears ${all ? 'all of them' : `${AT_ONCE} calls`} at once, and when one fails the others under way go on`;
  const order = reordered.length === 0 ? '' : `; the order in which ${reordered.map((name) => `\`${name}\``).join(' and ')} ${reordered.length === 1 ? 'is' : 'are'} filled does not matter`;
  const again = isRecursive(context, finding.state['site'] as SiteId, id) && !all ? `; every level of the recursion runs ${AT_ONCE} at once again` : '';
  return [{ title, applicability: 'unsafe', assumes: load + order + again, edits }];
};

/** The awaited call leads back to the function the loop stands in. */
function isRecursive({ summary, facts }: FixContext, site: SiteId, id: LoopId): boolean {
  const own = summary.loops[id]?.function;
  return own !== undefined && (facts.targetOf(site) === own || facts.effectsOf(site).some((effect) => effect.through.includes(own)));
}
