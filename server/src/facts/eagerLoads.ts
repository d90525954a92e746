/** Whether the query a list comes from already asks for a relation: anywhere in its chain of calls, in any spelling that names it. */
import type { CallSite, FileSummary, LoopSummary, ValueId } from '../engine/summary';

/** `relation` is the name as it is read: `artist` for `find({ relations: { artist: true } })`, `.populate('artist')`. */
export function isLoadedWithList(summary: FileSummary, loop: LoopSummary, relation: string): boolean {
  return queriesOf(summary, loop.iterated).some((call) => call.arguments.some((argument) => names(summary, argument, relation, 0)));
}

/** The calls of the chain whose result the loop walks over. */
function queriesOf(summary: FileSummary, from: ValueId): CallSite[] {
  const found: CallSite[] = [];
  let at = from;
  for (let hops = 0; hops < 30; hops++) {
    const value = summary.values[at];
    if (value?.kind === 'awaited' || value?.kind === 'typed' || value?.kind === 'member' || value?.kind === 'element') at = value.of;
    else if (value?.kind === 'result') {
      const call = summary.sites[value.site];
      if (call === undefined) break;
      found.push(call);
      at = call.callee;
    } else break;
  }
  return found;
}

/** `'artist'`, `'artist.label'`, `['artist']`, `{ artist: true }`, `{ include: [{ association: 'artist' }] }`. */
function names(summary: FileSummary, id: ValueId, relation: string, depth: number): boolean {
  const value = summary.values[id];
  if (value === undefined || depth > 5) return false;
  switch (value.kind) {
    case 'string': return value.value.split(/[\s.,]+/).includes(relation);
    case 'array': return value.elements.some((element) => names(summary, element, relation, depth + 1));
    case 'object': return Object.hasOwn(value.properties, relation) || Object.values(value.properties).some((property) => names(summary, property, relation, depth + 1));
    case 'typed': return names(summary, value.of, relation, depth + 1);
    default: return false;
  }
}
