/**
 * Whether each iteration talks to somebody else, or already about many rows at once: one statement for all would not be
 * possible then, or there is nothing left to join. Language-neutral; names only spare.
 */
import type { BindingId, CallSite, FileSummary, FunctionId, LoopId, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';
import type { Gate, GateContext } from './loopGates';
import { COPIES, LIST_NAME, LIST_TEST, LIST_TEST_TEXT, MIGRATION, PICKS_TARGET, ROW_METHOD, RUNS_STATEMENT, TABLE_NAME, TAKES_TABLE, TARGET_NAME } from './names';

/** Where a value is looked at: the loop whose iterations matter, and the functions written into it. */
interface Place {
  readonly context: GateContext;
  readonly loop: LoopId;
  readonly own: ReadonlySet<BindingId>;
}

const DEEPEST = 12;

function placeOf(context: GateContext, loop: LoopId): Place {
  return { context, loop, own: context.flow.perIteration(loop) };
}

/** `db.collection(group.name).find(…)`, `models[kind].create(…)`, `clients.get(region).query(…)`, `for (const db of shards) db.query(…)`. */
export function goesElsewhere(context: GateContext, loop: LoopId, site: SiteId): Gate | undefined {
  const { summary } = context;
  const call = summary.sites[site];
  if (call === undefined) return undefined;
  const place = placeOf(context, loop);
  const gate = { gate: 'G4', reason: 'each iteration goes to a table, collection or connection of its own' };
  if (namesTable(place, call) || isGivenTable(place, call)) return gate;
  let at = call.callee;
  for (let hops = 0; hops < DEEPEST; hops++) {
    const value = summary.values[at];
    switch (value?.kind) {
      case 'member': case 'typed': case 'awaited':
        at = value.of;
        continue;
      case 'result': {
        const step = summary.sites[value.site];
        if (step === undefined) return undefined;
        if (picksTarget(place, step)) return gate;
        at = step.callee;
        continue;
      }
      case 'element':
        return isTargetPicked(place, call, at) ? gate : undefined;
      case 'either':
        return isTargetPicked(place, call, value.of.find((part) => summary.values[part]?.kind === 'element') ?? at) ? gate : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** `connection.execute(table.delete())`, `cursor.execute(f"DELETE FROM {table}")`: the statement that is run is about a table of its own. */
function namesTable({ context: { summary }, own }: Place, call: CallSite): boolean {
  const statement = summary.values[call.arguments[0] ?? NONE];
  if (!RUNS_STATEMENT.test(call.name) || (statement?.kind !== 'result' && statement?.kind !== 'text')) return false;
  const made = statement.kind === 'result' ? summary.sites[statement.site] : undefined;
  // `DropConstraint(key)` changes the schema, a statement for each.
  if (made !== undefined && MIGRATION.test(made.name)) return true;
  return [...call.argumentReads, ...(made?.argumentReads ?? []), ...(made?.calleeReads ?? [])].some((read) => own.has(read) && TABLE_NAME.test(summary.bindings[read]?.name ?? ''));
}

/** `get_object_or_404(schema["model"], pk=pk)`: the element, or a part of it, is the table. `get_object_or_404(order.items, …)` is one table for all. */
function isGivenTable({ context: { summary }, loop }: Place, call: CallSite): boolean {
  if (!TAKES_TABLE.test(call.name)) return false;
  let at = call.arguments[0] ?? NONE;
  for (let hops = 0; hops < DEEPEST; hops++) {
    const value = summary.values[at];
    if (value?.kind !== 'element') return false;
    if (isSameValue(summary, value.of, summary.loops[loop]?.iterated ?? NONE)) return true;
    at = value.of;
  }
  return false;
}

/** One step of the chain names what is talked to, by something of the element: `knex(table)`, `db.collection(c.name)`. */
function picksTarget({ context: { summary }, own }: Place, step: CallSite): boolean {
  // `Order.get(pk=pk).only('id')` asks for a row; what is picked is picked by a key.
  if (step.name === 'get' && summary.values[step.arguments[0] ?? NONE]?.kind === 'object') return false;
  return PICKS_TARGET.test(step.name) && step.kind === 'call' && step.use !== 'awaited' && step.argumentReads.some((read) => own.has(read));
}

/** `models[kind].create(…)`: picked out of a list by something of the element; or the elements are clients themselves. */
function isTargetPicked({ context: { summary }, loop, own }: Place, call: CallSite, root: ValueId): boolean {
  const receivers = call.calleeReads.map((read) => ({ read, binding: summary.bindings[read] }));
  const value = summary.values[root];
  const isElement = receivers.some(({ binding }) => binding?.kind === 'element' && isSame(binding.value));
  const namesTarget = (name: string): boolean => TARGET_NAME.test(name) || (TABLE_NAME.test(name) && !ROW_METHOD.test(call.name));
  if (isElement) return receivers.some(({ binding }) => binding?.kind === 'element' && namesTarget(binding.name));
  // `users[i].save()` in a counted loop over `users` is the element itself.
  if (value?.kind === 'element' && isSameValue(summary, value.of, summary.loops[loop]?.iterated ?? NONE)) return false;
  if (value?.kind !== 'element') return false;
  // `const model = models[kind];`
  const [kept] = receivers.length === 1 ? receivers : [];
  if (kept?.binding !== undefined && own.has(kept.read) && namesTarget(kept.binding.name)) return summary.flows.some(({ targets, reads }) => targets.includes(kept.read) && reads.some((read) => !own.has(read)));
  // The list stands outside the loop, the key inside it.
  return receivers.some(({ read }) => own.has(read)) && receivers.some(({ read }) => !own.has(read));

  function isSame(id: ValueId): boolean {
    const other = summary.values[id];
    return id === root || other === value || (other?.kind === 'element' && value?.kind === 'element' && other.of === value.of);
  }
}

/** The same name read twice stands for two values of one content. */
function isSameValue(summary: FileSummary, a: ValueId, b: ValueId): boolean {
  return a === b || (summary.values[a] !== undefined && JSON.stringify(summary.values[a]) === JSON.stringify(summary.values[b]));
}

/** `find({ _id: { $in: group.ids } })`, `inArray(t.id, group.ids)`, `query('… = ANY($1)', [group.ids])`, `for (const [kind, rows] of byKind) create(rows)`. */
export function isBatchOfElement(context: GateContext, loop: LoopId, site: SiteId, leaf: SiteId): Gate | undefined {
  const { summary } = context;
  const call = summary.sites[site];
  if (call === undefined) return undefined;
  const gate = { gate: 'G4', reason: 'each iteration already asks for or writes a list at once' };
  const place = placeOf(context, loop);
  if (site === leaf) return testsList(place, call, (value) => belongsToElement(place, value) || (isSpread(context, value) && readsOnlyOwn(place, call))) || isGivenListHalf(place, call) ? gate : undefined;
  // In a called function: the list is what this call handed in.
  const inner = summary.sites[leaf];
  if (inner === undefined) return undefined;
  const isHandedIn = (value: ValueId): boolean => {
    const index = parameterIndex(context, value, inner.function) ?? (isSpread(context, value) ? onlyParameter(context, inner) : undefined);
    const given = index === undefined ? undefined : call.arguments[index];
    return given !== undefined && belongsToElement(place, given) && !isShortList(context, given);
  };
  return testsList(place, inner, isHandedIn) || isGivenListHalf(place, call) ? gate : undefined;
}

/** A condition in the call that holds for any member of a list the iteration brings along. */
function testsList(place: Place, call: CallSite, isOwn: (value: ValueId) => boolean): boolean {
  const { context: { summary } } = place;
  if (call.arguments.some((argument) => holdsListTest(place, argument, isOwn, 0))) return true;
  const chain = chainOf(place, call);
  for (const step of chain) {
    if (step !== call && step.arguments.some((argument) => holdsListTest(place, argument, isOwn, 0))) return true;
    // `where('id', 'in', ids)`
    const [, operator, list] = step.arguments;
    const word = summary.values[operator ?? NONE];
    if (word?.kind === 'string' && LIST_TEST.test(word.value) && list !== undefined && isOwn(list)) return true;
    // `whereIn('id', ids)`
    if (LIST_TEST.test(step.name) && step.arguments.some((argument) => isOwn(argument) && !isShortList(place.context, argument))) return true;
    const text = summary.values[step.arguments[0] ?? NONE];
    const words = text?.kind === 'string' ? text.value : text?.kind === 'text' ? text.head : '';
    const given = summary.values[step.arguments[1] ?? NONE];
    if (LIST_TEST_TEXT.test(words) && given?.kind === 'array' && given.elements.some((part) => isOwn(part) && !isShortList(place.context, part))) return true;
  }
  return false;
}

function chainOf({ context: { summary } }: Place, call: CallSite): readonly CallSite[] {
  const found = [call];
  let at = call.callee;
  for (let hops = 0; hops < DEEPEST; hops++) {
    const value = summary.values[at];
    if (value?.kind === 'member' || value?.kind === 'typed') {
      at = value.of;
      continue;
    }
    // `items = items.select_related(…)` under a condition: all of them begin with the same statement.
    if (value?.kind === 'either') {
      at = value.of[0] ?? NONE;
      continue;
    }
    const step = value?.kind === 'result' ? summary.sites[value.site] : undefined;
    if (step === undefined) break;
    found.push(step);
    at = step.callee;
  }
  return found;
}

function holdsListTest(place: Place, id: ValueId, isOwn: (value: ValueId) => boolean, depth: number): boolean {
  const { context } = place;
  const value = context.summary.values[id];
  if (value === undefined || depth > DEEPEST) return false;
  switch (value.kind) {
    case 'object':
      return Object.entries(value.properties).some(([name, part]) => (LIST_TEST.test(name) && isOwn(part) && !isShortList(context, part)) || holdsListTest(place, part, isOwn, depth + 1));
    case 'array': return value.elements.some((part) => holdsListTest(place, part, isOwn, depth + 1));
    case 'typed': case 'awaited': return holdsListTest(place, value.of, isOwn, depth + 1);
    case 'result': {
      const inner = context.summary.sites[value.site];
      if (inner === undefined) return false;
      // `inArray(table.id, ids)`, `In(ids)`
      if (LIST_TEST.test(inner.name) && inner.arguments.some((argument) => isOwn(argument) && !isShortList(context, argument))) return true;
      return inner.arguments.some((argument) => holdsListTest(place, argument, isOwn, depth + 1));
    }
    default: return false;
  }
}

/** `{ in: [row.id] }` is a list of one. */
function isShortList({ summary }: GateContext, id: ValueId): boolean {
  const value = summary.values[id];
  return value?.kind === 'array' && value.length >= 0;
}

/** `[...ids]`: what is spread is not kept, so the names the call reads must tell. */
function isSpread({ summary }: GateContext, id: ValueId): boolean {
  const value = summary.values[id];
  return value?.kind === 'array' && value.length < 0 && value.elements.length === 0;
}

function readsOnlyOwn({ own }: Place, call: CallSite): boolean {
  return call.argumentReads.length > 0 && call.argumentReads.every((read) => own.has(read));
}

function onlyParameter({ summary }: GateContext, inner: CallSite): number | undefined {
  const indexes = (summary.functions[inner.function]?.parameters ?? []).flatMap(({ binding }, index) => (binding !== NONE && inner.argumentReads.includes(binding) ? [index] : []));
  return indexes.length === 1 ? indexes[0] : undefined;
}

/** Computed in the iteration: from its element, or made in it. What stands outside the loop is the same for all. */
function belongsToElement({ context: { summary }, loop, own }: Place, id: ValueId): boolean {
  const range = summary.loops[loop]?.range;
  let at = id;
  for (let hops = 0; hops < DEEPEST; hops++) {
    const value = summary.values[at];
    switch (value?.kind) {
      case 'member': case 'typed': case 'awaited':
        at = value.of;
        continue;
      case 'element': return true;
      // A comprehension makes a list of its own; what is only spread may be the same for all.
      case 'array': return value.length < 0 && value.elements.length > 0;
      case 'result': {
        const made = summary.sites[value.site];
        if (made === undefined || range === undefined || !contains(range, made.range)) return false;
        return made.kind === 'new' || [...made.argumentReads, ...made.calleeReads].some((read) => own.has(read));
      }
      default: return false;
    }
  }
  return false;
}

function parameterIndex({ summary }: GateContext, id: ValueId, fn: FunctionId): number | undefined {
  let at = id;
  for (let hops = 0; hops < DEEPEST; hops++) {
    const value = summary.values[at];
    if (value?.kind === 'typed' || value?.kind === 'awaited') at = value.of;
    else if (value?.kind === 'result') {
      // `Array.from(ids)`, `[...new Set(ids)]`, `ids.map(String)`
      const made = summary.sites[value.site];
      const source = made?.arguments[0];
      if (made === undefined || source === undefined) return undefined;
      at = source;
    } else return value?.kind === 'parameter' && value.function === fn ? value.index : undefined;
  }
  return undefined;
}

/** `for (const [key, rows] of byKey) await create(rows)`: the list half of an entry, handed on as a whole. */
export function isGivenListHalf({ context: { summary }, loop }: Pick<Place, 'context' | 'loop'>, call: CallSite): boolean {
  const { elements = [], iterated = NONE, iteratedText = '' } = summary.loops[loop] ?? {};
  const [, half] = elements;
  const binding = summary.bindings[half ?? NONE];
  if (elements.length !== 2 || half === undefined || binding === undefined || summary.values[binding.value]?.kind !== 'element') return false;
  // `for (const [i, row] of rows.entries())` counts a list; nothing of it is one.
  const isCounted = /\.entries\(\)$/.test(iteratedText) && !/^Object\./.test(iteratedText) && !isMap(iterated);
  if (isCounted || !LIST_NAME.test(binding.name)) return false;
  return call.argumentReads.includes(half) && call.arguments.map(original).some((argument) => argument === binding.value || isSameElement(argument, binding.value));

  /** `list(rows)` hands the same rows on. */
  function original(id: ValueId): ValueId {
    const value = summary.values[id];
    const copy = value?.kind === 'result' ? summary.sites[value.site] : undefined;
    return copy !== undefined && COPIES.test(copy.name) ? (copy.arguments[0] ?? id) : id;
  }

  function isSameElement(a: ValueId, b: ValueId): boolean {
    const [left, right] = [summary.values[a], summary.values[b]];
    return left?.kind === 'element' && right?.kind === 'element' && left.of === right.of;
  }
  function isMap(id: ValueId): boolean {
    let at = id;
    for (let hops = 0; hops < DEEPEST; hops++) {
      const value = summary.values[at];
      if (value?.kind === 'typed') {
        const type = summary.values[value.type];
        const name = type?.kind === 'type' ? summary.values[type.name] : undefined;
        return name?.kind === 'global' && /^(Readonly)?Map$/.test(name.name);
      }
      if (value?.kind === 'result') {
        const made = summary.sites[value.site];
        if (made?.kind === 'new') return made.text === 'Map';
        if (made?.name !== 'entries') return false;
        at = made.callee;
        continue;
      }
      if (value?.kind !== 'member') return false;
      at = value.of;
    }
    return false;
  }
}
