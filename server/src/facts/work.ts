/** Effects while they are computed: what a site does by itself, and how that changes on the way to a caller. */
import type { Effect, EffectMode } from '../engine/facts';
import type { CallEdge } from './callGraph';
import { isSurer, leastSure } from './meaning';

/** An effect before it is known through which functions it is reached. */
export type Work = Omit<Effect, 'through'>;

export function workKey(work: Work): string {
  return `${work.kind} ${work.mode} ${work.often} ${work.api} ${work.bulk} ${work.traits.join()}`;
}

export function saysMore(other: Work, known: Work): boolean {
  return isSurer(other.confidence, known.confidence);
}

/** The same work, seen from the caller. */
export function carried(work: Work, edge: CallEdge): Work | undefined {
  // Unknown work counts only where somebody waits for it; otherwise it may not be asynchronous at all.
  if (work.kind === 'unknown-async' && edge.pace !== 'waits') return undefined;
  const mode = modeThrough(work.mode, edge.pace);
  const often = edge.often === 'per-element' ? 'per-element' : work.often;
  const confidence = leastSure(work.confidence, edge.confidence);
  return mode === work.mode && often === work.often && confidence === work.confidence ? work : { ...work, mode, often, confidence };
}

export function repeated(work: Work): Work {
  return work.often === 'per-element' ? work : { ...work, often: 'per-element' };
}

function modeThrough(mode: EffectMode, pace: CallEdge['pace']): EffectMode {
  if (pace === 'starts' && mode === 'awaited') return 'started';
  return pace === 'offloads' && mode === 'blocks' ? 'awaited' : mode;
}
