/** Fixes of await-in-loop: work on a bounded number of elements at once. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { AT_ONCE, boundLoop } from '../../fixes/python/boundedLoop';
import { readCode } from '../../fixes/python/code';
import { elementLoop } from '../../fixes/python/loops';
import { asSketch } from '../../fixes/python/startTogether';

export const fixer: Fixer = (finding, context) => {
  const id = finding.state['loop'] as LoopId;
  const { summary, facts } = context;
  const code = readCode(context);
  const loop = code === undefined ? undefined : elementLoop(code, summary, id);
  // Some iterations of another loop would still wait for each other; `yield` of other frameworks is no `await`.
  if (code === undefined || loop === undefined || summary.awaits.some((waiting) => waiting.loop === id && waiting.kind !== 'await')) return [];
  const bounded = boundLoop(code, loop);
  if (bounded === undefined) return [];
  const own = summary.loops[id]?.function ?? NONE;
  const site = finding.state['site'] as SiteId;
  const recursive = facts.targetOf(site) === own || facts.effectsOf(site).some((effect) => effect.through.includes(own));
  const { reordered } = bounded;
  const order = reordered.length === 0 ? '' : `; the order in which ${reordered.map((name) => `\`${name}\``).join(' and ')} ${reordered.length === 1 ? 'is' : 'are'} filled does not matter`;
  const again = recursive ? `; every level of the recursion runs ${AT_ONCE} at once again` : '';
  const fix: Fix = {
    title: `Run ${AT_ONCE} iterations at once with \`asyncio.gather\``, applicability: 'unsafe',
    assumes: `the iterations may run in any order, the other side bears ${AT_ONCE} calls at once, and when one fails the others go on${order}${again}`, edits: bounded.edits,
  };
  return [asSketch(fix, code)];
};
