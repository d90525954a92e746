/** Calls that are asynchronous in name only: they fill a collection that the function has just made. Names only, used to stay silent. */
import type { CallSite, FileSummary } from '../engine/summary';

const COLLECTION = /(Map|Set|List|Collection|Buffer|Registry)$/;
const FILLS = /^(set|add|push|append|merge)$/;

/** `const files = new FileMap(); for (const file of all) await files.set(file);`. */
export function fillsLocalCollection(summary: FileSummary, site: CallSite): boolean {
  const callee = summary.values[site.callee];
  if (callee?.kind !== 'member' || !FILLS.test(site.name)) return false;
  let receiver = summary.values[callee.of];
  for (let hops = 0; hops < 4 && receiver?.kind === 'typed'; hops++) receiver = summary.values[receiver.of];
  const maker = receiver?.kind === 'result' ? summary.sites[receiver.site] : undefined;
  return maker?.kind === 'new' && COLLECTION.test(maker.name);
}
