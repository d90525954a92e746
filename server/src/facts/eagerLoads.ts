/** Whether the query a list comes from already asks for a relation: anywhere in its chain of calls, in any spelling that names it. */
import type { CallSite, FileSummary, LoopSummary, ValueId } from '../engine/summary';

/** `relation` is the name as it is read: `artist` for `find({ relations: { artist: true } })`, `.populate('artist')`. */
export function isLoadedWithList(summary: FileSummary, loop: LoopSummary, relation: string): boolean {
  return queriesOf(summary, loop.iterated).some((call) => call.arguments.some((argument) => names(summary, argument, relation, 0)));
}

/** The calls of the chain whose result the loop walks over; of all chains, when a name was set more than once. */
function queriesOf(summary: FileSummary, from: ValueId): CallSite[] {
  const found: CallSite[] = [];
  const pending: ValueId[] = [from];
  const seen = new Set<ValueId>();
  for (let at = pending.pop(); at !== undefined && seen.size < 60; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const value = summary.values[at];
    if (value?.kind === 'awaited' || value?.kind === 'typed' || value?.kind === 'member' || value?.kind === 'element') pending.push(value.of);
    else if (value?.kind === 'either') pending.push(...value.of);
    else if (value?.kind === 'result') {
      const call = summary.sites[value.site];
      if (call === undefined) continue;
      found.push(call);
      pending.push(call.callee);
    }
  }
  return found;
}

/** `'artist'`, `'artist.label'`, `['artist']`, `{ artist: true }`, `{ include: [{ association: 'artist' }] }`. */
function names(summary: FileSummary, id: ValueId, relation: string, depth: number): boolean {
  const value = summary.values[id];
  if (value === undefined || depth > 5) return false;
  switch (value.kind) {
    case 'string': return value.value.split(/[\s.,]+|__/).includes(relation);
    case 'array': return value.elements.some((element) => names(summary, element, relation, depth + 1));
    case 'object': return Object.hasOwn(value.properties, relation) || Object.values(value.properties).some((property) => names(summary, property, relation, depth + 1));
    case 'typed': return names(summary, value.of, relation, depth + 1);
    // `joinedload(Book.author)`, `Prefetch('author', queryset=…)`
    case 'result': return summary.sites[value.site]?.arguments.some((argument) => names(summary, argument, relation, depth + 1)) === true;
    case 'member': return value.name === relation;
    default: return false;
  }
}
