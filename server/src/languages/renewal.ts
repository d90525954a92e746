/**
 * In which loops a name starts anew: every iteration sets it before reading it, and nobody reads what the last one left. Such
 * a name carries nothing from one iteration to the next, wherever it is declared. When in doubt, it does.
 */
import type { FunctionId, LoopId, LoopSummary } from '../engine/summary';
import { NONE } from '../engine/summary';

/** A list of statements that run one after the other. */
export interface Block {
  readonly parent: Block | undefined;
  /** Where its first statement begins, in UTF-16 units. */
  readonly start: number;
  readonly loop: LoopId;
  /** Conditions around it, counted as in a place of the walk. */
  readonly depth: number;
}

/** One read or write of a name; a name's uses are in the order in which the program runs them. */
export interface Use {
  readonly write: boolean;
  readonly function: FunctionId;
  readonly loop: LoopId;
  readonly block: Block;
  readonly depth: number;
}

export function renewingLoops(uses: readonly Use[], owner: FunctionId, loops: readonly LoopSummary[]): readonly LoopId[] {
  // Others may read what a module's names hold, and functions run at any time.
  if (owner === 0 || uses.some((use) => use.function !== owner)) return [];
  const candidates = new Set<LoopId>();
  for (const use of uses) if (use.write) for (let at = use.loop; at !== NONE; at = loops[at]?.parent ?? NONE) candidates.add(at);
  return [...candidates].filter((loop) => isRenewedIn(loop, uses, loops));
}

function isRenewedIn(loop: LoopId, uses: readonly Use[], loops: readonly LoopSummary[]): boolean {
  const isInside = (use: Use, outer: LoopId): boolean => {
    for (let at = use.loop; at !== NONE; at = loops[at]?.parent ?? NONE) if (at === outer) return true;
    return false;
  };
  const first = uses.findIndex((use) => isInside(use, loop));
  const last = uses.findLastIndex((use) => isInside(use, loop));
  return uses.every((read, index) => {
    if (read.write) return true;
    const isSetBy = (from: number, within: LoopId): boolean => uses.some((write, at) => at >= from && at < index && write.write && (within === NONE || isInside(write, within)) && dominates(write, read));
    if (isInside(read, loop)) return isSetBy(first, loop);
    if (index > last) return isSetBy(last + 1, NONE);
    if (index > first) return false;
    // Before the loop: what it leaves comes here only with the next round of a loop around both.
    let around = loops[loop]?.parent ?? NONE;
    while (around !== NONE && !isInside(read, around)) around = loops[around]?.parent ?? NONE;
    return around === NONE || isSetBy(0, around);
  });
}

/** Whoever comes to the read has passed the write: its block is around that of the read, and nothing in the block decides over it. */
function dominates(write: Use, read: Use): boolean {
  if (write.loop !== write.block.loop || write.depth !== write.block.depth) return false;
  for (let at: Block | undefined = read.block; at !== undefined; at = at.parent) if (at === write.block) return true;
  return false;
}
