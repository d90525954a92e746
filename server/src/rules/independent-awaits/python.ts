/** Fixes of independent-awaits: one `asyncio.gather` in place of awaits that stand in a row. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { AwaitId } from '../../engine/summary';
import { readCode } from '../../fixes/python/code';
import { joinNeighbours } from '../../fixes/python/joinNeighbours';
import { asSketch } from '../../fixes/python/startTogether';
import { placeOf } from '../../fixes/python/tree';

export const fixer: Fixer = (finding, context) => {
  const ids = finding.state['awaits'] as readonly AwaitId[];
  const code = readCode(context);
  // Awaits within one expression, and those inside a `gather`, are taken apart by hand: evaluation order would have to be kept.
  if (code === undefined || !/^(pair|several)$/.test(String(finding.state['form']))) return [];
  const places = ids.flatMap((id) => {
    const waiting = context.summary.awaits[id];
    return waiting?.kind === 'await' ? (placeOf(code.root, waiting.range, 'await') ?? []) : [];
  });
  const joined = places.length === ids.length ? joinNeighbours(code, places) : undefined;
  if (joined === undefined) return [];
  const title = ids.length === 2 ? 'Start both together with `asyncio.gather`' : `Start all ${ids.length} together with \`asyncio.gather\``;
  const guard = joined.passesGuard ? '; a check between them no longer keeps the later ones from running' : '';
  const fix: Fix = { title, applicability: 'unsafe', assumes: `the calls do not depend on each other's effects; when one fails, the others have already started and go on${guard}`, edits: joined.edits };
  return [asSketch(fix, code)];
};
