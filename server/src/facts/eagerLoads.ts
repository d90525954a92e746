/** Whether the query a list comes from already asks for a relation: anywhere in its chain of calls, in any spelling that names it. */
import type { FactsView } from '../engine/facts';
import type { CallSite, ClassId, FileSummary, FunctionId, LoopSummary, Value, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { GateContext } from './gates/loopGates';
import { LOADS_ALONG } from './gates/names';
import { leafOf } from './gates/startedWork';
import type { ElementWork } from './perElement';
import { modelsAskedFor, queriesOfList } from './queryChains';
import { relationTarget, reverseNames } from './relationFields';
import type { RelationRead } from './relationReads';

/** `read`: what the work reads of a row; undefined when it reads no relation as a whole. */
export function isBroughtAlong(context: GateContext, { site, effect, loop }: ElementWork, read: RelationRead | undefined): boolean {
  const { summary } = context;
  const call = summary.sites[leafOf(context, site, effect)];
  if (call === undefined || read === undefined) return false;
  const row = summary.values[read.root];
  const own = row?.kind === 'element' ? summary.loops.find(({ iterated }) => iterated === row.of && summary.values[iterated]?.kind !== 'unknown') : undefined;
  return isLoadedWithList(context, own ?? summary.loops[call.loop] ?? loop, read.name, effect.traits.includes('joins'));
}

/** `name` is the relation as it is read: `artist` for `find({ relations: { artist: true } })`, `.populate('artist')`. */
function isLoadedWithList({ summary, facts }: GateContext, loop: LoopSummary, name: string, joins: boolean): boolean {
  const asks = (call: CallSite): boolean => !ONLY_CHOOSES.test(call.name) && (call.arguments.some((argument) => names(summary, argument, name, 0)) || mayAsk(summary, call, joins));
  const queries = queriesOfList(summary, loop);
  if (queries.some(asks) || isSelected(summary, queries, name) || isOtherSide(summary, loop, name)) return true;
  // Where the elements come from is not seen here: whoever asked for the relation nearby may have asked for theirs.
  const isUnseen = facts.typeOf(loop.iterated) === undefined;
  return summary.sites.some((call) => (isUnseen ? LOADS_ALONG : LOADS_INTO).test(call.name) && asks(call) && isNearby(summary, facts, call.function, loop.function));
}

/** `Order.select(Order, Customer).join(Customer)`, `prefetch(Customer.select(), Order)`: the rows of another model come along and fill the relation. */
function isSelected(summary: FileSummary, queries: readonly CallSite[], relation: string): boolean {
  const given = queries.filter(({ name }) => SELECTS_MODELS.test(name)).flatMap((call) => call.arguments.slice(1));
  if (given.length === 0) return false;
  const models = summary.classes.flatMap(({ name: owner, fields }, id) => fields.flatMap((field) => {
    if (reverseNames(summary, field, owner).includes(relation)) return [id];
    const target = field.name === relation ? relationTarget(summary, field) : undefined;
    return target === undefined ? [] : [target];
  }));
  // A query of its own for the rows: `prefetch(customers, Order.select())`.
  return given.some((argument) => modelsNamed(summary, argument).some((model) => models.includes(model)));
}

const SELECTS_MODELS = /^(select|prefetch)$/;

function modelsNamed(summary: FileSummary, id: ValueId): readonly ClassId[] {
  const value = summary.values[id];
  return value?.kind === 'class' ? [value.class] : [...modelsAskedFor(summary, id)];
}

/** Whether the list's query says that all rows of the relation are loaded with it, by the names that lead to it. */
export function isAskedFor({ summary }: GateContext, loop: LoopSummary, path: readonly string[]): boolean {
  const before = memberNames(summary, loop.iterated);
  return queriesOfList(summary, loop).some((call) => LOADS_WHOLE.test(call.name) && call.arguments.some((argument) => saysPath(summary, argument, path, before, 0)));
}

const LOADS_WHOLE = /^prefetch_related$/;

/** `'lines'`, `'lines__product'`, `Prefetch('lines')`; of `'orders__lines'` the rest, for a loop over `customer.orders`. */
function saysPath(summary: FileSummary, id: ValueId, path: readonly string[], before: readonly string[], depth: number): boolean {
  const value = heldValue(summary, id);
  if (value?.kind === 'array') return depth < 3 && value.elements.some((element) => saysPath(summary, element, path, before, depth + 1));
  const call = value?.kind === 'result' ? summary.sites[value.site] : undefined;
  const text = call?.name === 'Prefetch' ? summary.values[call.arguments[0] ?? NONE] : value;
  if (text?.kind !== 'string') return false;
  const hops = text.value.split('__');
  const start = hops.findIndex((_, index) => path.every((name, step) => hops[index + step] === name) && (index === 0 || before.includes(hops[index - 1] ?? '')));
  // With a name of their own the rows do not fill the relation.
  const options = summary.values[call?.arguments.at(-1) ?? NONE];
  return start >= 0 && !(start + path.length === hops.length && options?.kind === 'object' && (options.open || Object.hasOwn(options.properties, 'to_attr')));
}

/** `prefetch_related(*self.prefetch)`, `options(*load_options)`: which relations is said elsewhere. `select_related()` means all that it can join. */
function mayAsk(summary: FileSummary, { name, arguments: given }: CallSite, joins: boolean): boolean {
  if (!ASKS_BY_NAME.test(name)) return false;
  if (given.length === 0) return name === 'select_related' && joins;
  return given.slice(LOADS_INTO.test(name) ? 1 : 0).some((argument) => isSaidElsewhere(summary, argument));
}

const ASKS_BY_NAME = /^(select_related|prefetch_related|a?prefetch_related_objects|fetch_related|options)$/;

function isSaidElsewhere(summary: FileSummary, id: ValueId): boolean {
  const value = heldValue(summary, id);
  switch (value?.kind) {
    case 'string': case 'number': case 'boolean': case 'null': case 'object': return false;
    case 'array': return value.length !== value.elements.length || value.elements.some((element) => isSaidElsewhere(summary, element));
    // `joinedload(Book.author)`, `Prefetch('author')`; a function of the program's own may give anything.
    case 'result': return !/^(Prefetch|\w*load\w*|\w*defer\w*|raiseload|contains_eager|with_\w+)$/.test(summary.sites[value.site]?.name ?? '');
    default: return true;
  }
}

/** What an argument is; of `self.prefetch`, what the class sets it to. */
function heldValue(summary: FileSummary, id: ValueId): Value | undefined {
  const value = summary.values[id];
  const owner = value?.kind === 'member' ? summary.values[value.of] : undefined;
  if (value?.kind !== 'member' || owner?.kind !== 'this') return value;
  return summary.values[summary.classes[owner.class]?.fields.find(({ name }) => name === value.name)?.value ?? NONE];
}

/** Loads relations into rows that are here already, wherever they were taken from: `prefetch_related_objects(orders, 'customer')`. */
const LOADS_INTO = /^a?prefetch_related_objects$/;

/** The function of the loop, one around it, one of the same class, or one that it calls. */
function isNearby(summary: FileSummary, facts: FactsView, other: FunctionId, own: FunctionId): boolean {
  if (summary.sites.some((site, id) => site.function === own && facts.targetOf(id) === other)) return true;
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
  const value = heldValue(summary, id);
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
