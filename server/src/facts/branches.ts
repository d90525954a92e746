/** Calls of which only one runs: the branches of one `if` or `switch`. Language-neutral. */
import type { CallSite, FileSummary, Step } from '../engine/summary';
import { contains } from '../text/range';

/** `if (known) await update(row); else await insert(row);` */
export function areExclusive({ steps }: FileSummary, a: CallSite, b: CallSite): boolean {
  if (a.function !== b.function) return false;
  const around = steps.filter(({ range }) => contains(range, a.range) && contains(range, b.range));
  const fork = around.reduce<Step | undefined>((best, step) => (best === undefined || contains(best.range, step.range) ? step : best), undefined);
  if (fork?.kind !== 'branch') return false;
  const blockOf = (call: CallSite): number | undefined => steps
    .filter(({ range }) => range !== fork.range && contains(fork.range, range) && contains(range, call.range))
    .reduce<Step | undefined>((best, step) => (best === undefined || contains(step.range, best.range) ? step : best), undefined)?.block;
  const [first, second] = [blockOf(a), blockOf(b)];
  return first !== undefined && second !== undefined && first !== second;
}
