/** The chain of calls that a list, or a row of it, comes from, and the model it asks for. */
import type { CallSite, ClassId, FileSummary, LoopSummary, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';

/**
 * The calls that may have a part in what a loop goes through. A name that is set step by step (`orders = orders.filter(…)`) has the calls
 * of all its steps; a function may give what it was given (`Paginator(orders)`, `self.paginate(orders)`).
 */
export function queriesOfList(summary: FileSummary, { iterated, iteratedReads, iteratedText }: LoopSummary): CallSite[] {
  const behind = (value: ValueId): CallSite[] => callsBehind(summary, value, ({ callee }) => mayHandOn(summary, callee));
  const found = behind(iterated);
  // A name that is set very often is no value any more, but each time it is set is known.
  const leading = /^(?:\w+\()*([\w$]+)/.exec(iteratedText)?.[1];
  const held = iteratedReads.filter((read) => summary.bindings[read]?.value === UNKNOWN && summary.bindings[read]?.name === leading);
  if (held.length === 0) return found;
  const steps = summary.flows.flatMap(({ kind, path, targets, value }) => ((kind === 'assign' || kind === 'declare') && path === '' && held.some((name) => targets.includes(name)) ? behind(value) : []));
  return [...new Set([...found, ...steps])];
}

/** Not a step of a query, whose arguments choose rows. */
function mayHandOn(summary: FileSummary, callee: ValueId): boolean {
  const value = summary.values[callee];
  return value?.kind !== 'member' || summary.values[value.of]?.kind === 'this';
}

/** The value of which nothing is known. */
const UNKNOWN: ValueId = 0;

/**
 * The calls of the chain that gives a value; of all chains, when a name was set more than once. Functions of the file are followed to
 * what they return, and calls that hand a list on (`sorted(orders)`) to the list.
 */
export function queriesOf(summary: FileSummary, from: ValueId): CallSite[] {
  return callsBehind(summary, from, ({ text }) => HANDS_ON.test(text));
}

const HANDS_ON = /^(list|tuple|set|sorted|reversed|enumerate|iter|zip|chain|islice|tqdm)$/;

function callsBehind(summary: FileSummary, from: ValueId, handsOn: (call: CallSite) => boolean): CallSite[] {
  const found: CallSite[] = [];
  const pending: ValueId[] = [from];
  const seen = new Set<ValueId>();
  for (let at = pending.pop(); at !== undefined && seen.size < 60; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const value = summary.values[at];
    if (value?.kind === 'member') pending.push(...givenBy(summary, value.of, value.name));
    if (value?.kind === 'awaited' || value?.kind === 'typed' || value?.kind === 'member' || value?.kind === 'element') pending.push(value.of);
    else if (value?.kind === 'either') pending.push(...value.of);
    else if (value?.kind === 'function') pending.push(...(summary.functions[value.function]?.returns ?? []));
    else if (value?.kind === 'result') {
      const call = summary.sites[value.site];
      if (call === undefined) continue;
      found.push(call);
      pending.push(call.callee);
      if (handsOn(call)) pending.push(...call.arguments);
    }
  }
  return found;
}

/** What a method or property of the own class returns: `self.orders`, `self.get_queryset()`. */
function givenBy(summary: FileSummary, receiver: ValueId, name: string): readonly ValueId[] {
  const owner = summary.values[receiver];
  const methods = owner?.kind === 'this' ? summary.classes[owner.class]?.methods : undefined;
  return methods !== undefined && Object.hasOwn(methods, name) ? (summary.functions[methods[name] ?? NONE]?.returns ?? []) : [];
}

/** Models of this file that a row's query names: `session.query(Order)`, `session.scalars(select(Order))`, `Order.objects.all()`. */
export function modelsAskedFor(summary: FileSummary, row: ValueId): ReadonlySet<ClassId> {
  const found = new Set<ClassId>();
  for (const call of queriesOf(summary, row)) {
    addClass(baseOf(summary, call.callee));
    for (const argument of call.arguments) {
      addClass(argument);
      // The statement of `scalars(select(Order))`.
      for (const inner of queriesOf(summary, argument)) for (const named of inner.arguments) addClass(named);
    }
  }
  return found;

  function addClass(id: ValueId): void {
    const value = summary.values[id];
    if (value?.kind === 'class') found.add(value.class);
  }
}

/** What a chain of properties starts from: `Order` of `Order.objects.all`. */
function baseOf(summary: FileSummary, from: ValueId): ValueId {
  let at = from;
  for (let hops = 0; hops < 12; hops++) {
    const value = summary.values[at];
    if (value?.kind !== 'member' && value?.kind !== 'typed') return at;
    at = value.of;
  }
  return at;
}
