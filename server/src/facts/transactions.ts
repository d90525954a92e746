/** Functions that a library runs in a transaction. Language-neutral; knows no library. */
import type { FactsView } from '../engine/facts';
import type { FileSummary, FunctionId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Range } from '../text/range';

/** `db.transaction((tx) => { … })`: those a function is written into, itself included, from the innermost outwards. */
export function transactionsAround({ summary, facts }: { readonly summary: FileSummary; readonly facts: FactsView }, id: FunctionId): readonly Range[] {
  const found: Range[] = [];
  for (let at = id; at !== NONE; at = summary.functions[at]?.parent ?? NONE) {
    const fn = summary.functions[at];
    if (fn?.argumentOf !== undefined && facts.operationTraits(fn.argumentOf.site).includes('transaction')) found.push(fn.range);
  }
  return found;
}
