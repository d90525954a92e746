/** Fixes of blocking-call-in-loop: a thread pool for a loop that only collects what its calls give. */
import type { EffectKind } from '../../engine/facts';
import type { Fixer } from '../../engine/rule';
import type { LoopId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { readCode } from '../../fixes/python/code';
import { elementLoop } from '../../fixes/python/loops';
import { inThreads, THREADS } from '../../fixes/python/threadPool';
import { contains } from '../../text/range';

export const fixer: Fixer = (finding, context) => {
  const { summary, facts } = context;
  const id = finding.state['loop'] as LoopId;
  const own = summary.loops[id];
  const code = readCode(context);
  // One call for many is better where there is one; inside another loop each round would start threads of its own.
  if (code === undefined || own === undefined || own.parent !== NONE || finding.state['shape'] !== 'several') return [];
  // A thread would open a connection of its own, outside of the transaction.
  if (summary.sites.some((site, at) => contains(own.range, site.range) && facts.effectsOf(at).some(({ kind }) => IN_DATABASE.has(kind)))) return [];
  const loop = elementLoop(code, summary, id);
  const edits = loop === undefined ? undefined : inThreads(code, loop);
  if (edits === undefined) return [];
  return [{
    title: `Run ${THREADS} calls at once in a thread pool`, applicability: 'unsafe',
    assumes: `the calls may run in any order and at the same time, the other side bears ${THREADS} at once, what they share allows several threads, and when one fails some of those behind it have run already`,
    edits,
  }];
};

const IN_DATABASE: ReadonlySet<EffectKind> = new Set(['db-query', 'db-write', 'lazy-load']);
