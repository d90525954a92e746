/** Whether the query a list comes from already asks for a relation: anywhere in its chain of calls, in any spelling that names it. */
import type { CallSite, Field, FileSummary, FunctionId, LoopSummary, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { GateContext } from './gates/loopGates';
import { LOADS_ALONG } from './gates/names';
import { leafOf } from './gates/startedWork';
import type { ElementWork } from './perElement';
import { queriesOf } from './queryChains';

/** `relationOf`: the relation that a call reads, here or behind helpers; undefined when it reads none as a whole. */
export function isBroughtAlong(context: GateContext, { site, effect, loop }: ElementWork, relationOf: (call: CallSite) => string | undefined): boolean {
  const { summary } = context;
  const read = summary.sites[leafOf(context, site, effect)];
  const relation = read === undefined ? undefined : relationOf(read);
  return read !== undefined && relation !== undefined && isLoadedWithList(context, summary.loops[read.loop] ?? loop, relation);
}

/** `relation` is the name as it is read: `artist` for `find({ relations: { artist: true } })`, `.populate('artist')`. */
function isLoadedWithList({ summary, facts }: GateContext, loop: LoopSummary, relation: string): boolean {
  const asks = (call: CallSite): boolean => !ONLY_CHOOSES.test(call.name) && call.arguments.some((argument) => names(summary, argument, relation, 0));
  if (queriesOf(summary, loop.iterated).some(asks) || isOtherSide(summary, loop, relation)) return true;
  // Where the elements come from is not seen here: whoever asked for the relation nearby may have asked for theirs.
  const isUnseen = facts.typeOf(loop.iterated) === undefined;
  return summary.sites.some((call) => (isUnseen ? LOADS_ALONG : LOADS_INTO).test(call.name) && asks(call) && isNearby(summary, call.function, loop.function));
}

/** Loads relations into rows that are here already, wherever they were taken from: `prefetch_related_objects(orders, 'customer')`. */
const LOADS_INTO = /^a?prefetch_related_objects$/;

/** The function of the loop, one around it, or one of the same class. */
function isNearby(summary: FileSummary, other: FunctionId, own: FunctionId): boolean {
  for (let at = own; at !== NONE; at = summary.functions[at]?.parent ?? NONE) {
    const fn = summary.functions[at];
    if (at === other || (fn !== undefined && fn.class !== NONE && fn.class === summary.functions[other]?.class)) return true;
  }
  return false;
}

/** Steps that name a relation to choose rows by it; what they join is not kept. */
const ONLY_CHOOSES = /^(join|outerjoin|filter|filter_by|where|exclude|order_by|group_by|having)$/;

/** `for order in customer.orders.all(): order.customer`: the owner of a relation is known to what it holds. */
function isOtherSide(summary: FileSummary, loop: LoopSummary, relation: string): boolean {
  const owned = memberNames(summary, loop.iterated);
  if (owned.length === 0) return false;
  return summary.classes.some(({ name: owner, fields }) => {
    // Several relations may be read by one name from their other sides; which one the list is, their classes would tell.
    const others = fields.filter((field) => reverseNames(summary, field, owner).some((name) => owned.includes(name)));
    return others.length === 1 && others[0]?.name === relation;
  });
}

/** What a relation is called from the rows it leads to. */
function reverseNames(summary: FileSummary, field: Field, owner: string): string[] {
  const value = summary.values[field.value];
  const call = value?.kind === 'result' ? summary.sites[value.site] : undefined;
  if (call === undefined) return [];
  const options = summary.values[call.arguments.at(-1) ?? NONE];
  const written = options?.kind === 'object' ? REVERSE_NAMES.flatMap((name) => summary.values[options.properties[name] ?? NONE] ?? []) : [];
  return written.length > 0 ? written.flatMap((name) => (name.kind === 'string' ? [name.value] : [])) : /(ForeignKey|OneToOne|ManyToMany)/.test(call.name) ? [`${owner.toLowerCase()}_set`] : [];
}

const REVERSE_NAMES: readonly string[] = ['related_name', 'back_populates', 'backref'];

/** Names of the properties that lead to a value: `orders` of `customer.orders.all()`. */
function memberNames(summary: FileSummary, from: ValueId): string[] {
  const found: string[] = [];
  let value = summary.values[from];
  for (let hops = 0; hops < 12 && value !== undefined; hops++) {
    if (value.kind === 'member') found.push(value.name);
    if (value.kind === 'result') value = summary.values[summary.sites[value.site]?.callee ?? NONE];
    else if (value.kind === 'member' || value.kind === 'typed' || value.kind === 'awaited' || value.kind === 'element') value = summary.values[value.of];
    else break;
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
    case 'result': {
      const call = summary.sites[value.site];
      const callee = summary.values[call?.callee ?? NONE];
      // `joinedload(Book.author).load_only('name')`
      return call !== undefined && (call.arguments.some((argument) => names(summary, argument, relation, depth + 1)) || (callee?.kind === 'member' && summary.values[callee.of]?.kind === 'result' && names(summary, callee.of, relation, depth + 1)));
    }
    case 'member': return value.name === relation;
    default: return false;
  }
}
