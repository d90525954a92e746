/** Waiting: which call an await waits for, and which awaits are values beside each other. The same in every language. */
import type { AwaitId, AwaitSummary, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Range } from '../text/range';
import { NOTHING, readsSince } from './lowering';
import type { Lowering } from './lowering';
import { UNKNOWN } from './tables';

/** What an await waits for: the promise, and the call that makes it where there is one. */
export interface Awaited {
  readonly value: ValueId;
  readonly site: SiteId;
}

/** Records an await around what `lower` lowers, and gives the value it waits for; `mark` tells where its reads begin. */
export function recordAwait(lowering: Lowering, kind: AwaitSummary['kind'], range: Range, lower: (mark: number) => Awaited): ValueId {
  const { tables, place } = lowering;
  const mark = lowering.readLog.length;
  // Reserved first: awaits are numbered in source order of their keyword.
  const id = tables.awaits.push({
    kind, range, value: UNKNOWN, site: NONE, function: place.function, loop: place.loop, try: place.try, conditions: place.depth, reads: NOTHING, siblings: undefined,
  }) - 1;
  const { value, site } = lower(mark);
  const summary = tables.awaits[id];
  if (summary !== undefined) {
    summary.value = value;
    summary.site = site;
    summary.reads = readsSince(lowering, mark);
  }
  const call = tables.sites[site];
  if (call !== undefined && call.await === NONE) call.await = id;
  return tables.value({ kind: 'awaited', of: value });
}

/** Awaits that are values next to each other start one after the other although nothing orders them. */
export function markSiblings(lowering: Lowering, groups: readonly (readonly AwaitId[])[], kind: 'object' | 'arguments' | 'array' | 'concurrent-array', range: Range): void {
  const waiting = groups.filter((group) => group.length > 0);
  const enough = kind === 'concurrent-array' ? waiting.length >= 1 && groups.length >= 2 : waiting.length >= 2;
  if (!enough) return;
  for (const id of waiting.flat()) {
    const summary = lowering.tables.awaits[id];
    if (summary !== undefined) summary.siblings ??= { kind, range };
  }
}
