/**
 * What to do instead of asking a relation of each element on its own: what the query of the list can bring along, or has brought
 * already. Spellings come from the models, steps are known by customary names. Language-neutral.
 */
import type { WithList } from '../engine/facts';
import type { CallSite, FileSummary, FunctionId, LoopSummary, Value, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Advice } from './advice';
import { isAskedFor } from './eagerLoads';
import type { GateContext } from './gates/loopGates';
import type { ElementWork } from './perElement';
import { withRelation } from './relationPath';
import type { RelationRead } from './relationReads';

export interface RelationAdvice extends Advice {
  /** Set where the list brings the relation along and the call does not use that: the relation as it is written, `order.lines`. */
  readonly unused?: string;
}

/** `whole`: all rows, or how many. `chosen`: all of them as well, in an order, by columns, one, a sum. `narrowed`: some rows. */
type Form = 'whole' | 'chosen' | 'narrowed';

const WHOLE = /^a?(all|count|exists)$/;
const CHOOSES = /^a?(all|count|exists|values|values_list|only|defer|distinct|order_by|reverse|select_related|prefetch_related|iterator|first|last|earliest|latest|aggregate)$/;
const NARROWS = /^a?(filter|exclude|get|in_bulk)$/;
/** They tell rows apart by what a count of the relation does not know. */
const CHANGES_COUNT = /^(values|values_list|distinct)$/;
const NUMBER = /^a?(count|exists|aggregate)$/;
/** One value for each element, which the list's query can compute. */
const ONE_ANSWER = /^a?(count|exists|aggregate|first|last|earliest|latest)$/;

/** Undefined where the work does not start at a relation of the loop's elements, or asks more of it than the list can say. */
export function relationAdvice(context: GateContext, work: ElementWork, read: RelationRead): RelationAdvice | undefined {
  const { withList } = work.effect;
  const form = formOf(read);
  const from = pathFromElement(context, work, read);
  if (withList === undefined || form === undefined || from === undefined) return undefined;
  const text = withListText(context, work, read, form, from.isRow ? from.path : from.path.slice(-1));
  const list = from.isRow ? 'the list' : 'the rows that have it';
  const written = writtenOf(read);
  const among = `choose among \`${written}.${withList.loaded}\``;
  const givesRows = !ONE_ANSWER.test(read.steps.at(-1)?.name ?? '');
  if (form !== 'whole' && isAskedFor(context, work.loop, from.path)) {
    return { unused: written, text: `C${among.slice(1)}, which is loaded${text === undefined || (form === 'chosen' && givesRows) ? '' : `, or ask for it with ${list}: \`${text}\``}.`, certain: true };
  }
  if (text === undefined) return undefined;
  return { text: `Ask for it with ${list}: \`${text}\`${form === 'chosen' && givesRows ? `, and ${among}` : ''}.`, certain: true };
}

function formOf({ steps }: RelationRead): Form | undefined {
  if (steps.length === 0) return undefined;
  if (steps.every(({ name }) => WHOLE.test(name))) return 'whole';
  if (steps.every(({ name }) => CHOOSES.test(name))) return 'chosen';
  return steps.every(({ name }) => CHOOSES.test(name) || NARROWS.test(name)) ? 'narrowed' : undefined;
}

/** `order.lines` of `order.lines.filter`. */
function writtenOf({ steps: [first], name }: RelationRead): string {
  const text = first?.text ?? '';
  return text.endsWith(`.${first?.name ?? ''}`) ? text.slice(0, -(first?.name.length ?? 0) - 1) : name;
}

function withListText(context: GateContext, work: ElementWork, { steps }: RelationRead, form: Form, path: readonly string[]): string | undefined {
  const last = steps.at(-1);
  const withList: WithList | undefined = work.effect.withList;
  if (withList === undefined || last === undefined) return undefined;
  if (NUMBER.test(last.name) && steps.some(({ name }) => CHANGES_COUNT.test(name))) return undefined;
  // What differs from row to row no list's query can be told.
  if (form === 'narrowed' && steps.some((step) => dependsOnElement(context, work, step))) return undefined;
  const text = withRelation(form === 'narrowed' ? withList.narrowed : withList.whole, path);
  if (!text.includes('{function}')) return text;
  const sum = aggregateOf(context.summary, last);
  return sum === undefined ? undefined : text.replaceAll('{key}', sum.key).replaceAll('{function}', sum.function).replaceAll('{column}', sum.column);
}

function dependsOnElement({ summary, flow }: GateContext, { loop, loopId, effect }: ElementWork, step: CallSite): boolean {
  const own = loopId === NONE ? undefined : flow.perIteration(loopId);
  return step.argumentReads.some((read) => {
    const binding = summary.bindings[read];
    if (own?.has(read) === true) return true;
    // What a helper, or a function that is called for each row, is given.
    return binding !== undefined && binding.kind !== 'import' && (effect.through.includes(binding.function) || (loopId === NONE && binding.function === loop.function));
  });
}

/** `aggregate(total=Sum('amount'))`, `aggregate(Sum('amount'))`; undefined for several, and for more than one column. */
function aggregateOf(summary: FileSummary, { arguments: given }: CallSite): { readonly key: string; readonly function: string; readonly column: string } | undefined {
  const [argument, ...more] = given;
  const value = summary.values[argument ?? NONE];
  const [first, ...others] = value?.kind === 'object' ? Object.entries(value.properties) : [['value', argument ?? NONE] as const];
  const [key, id] = first ?? ['', NONE];
  const made = summary.values[id];
  const call = made?.kind === 'result' ? summary.sites[made.site] : undefined;
  const column = summary.values[call?.arguments[0] ?? NONE];
  return more.length > 0 || others.length > 0 || call?.arguments.length !== 1 || column?.kind !== 'string' ? undefined : { key, function: call.name, column: column.value };
}

/** The names that lead from the loop's element to the relation, here or from what a helper is given of it. */
function pathFromElement({ summary, facts }: GateContext, { call, effect, loop, loopId }: ElementWork, read: RelationRead): { readonly path: readonly string[]; readonly isRow: boolean } | undefined {
  const root = summary.values[read.root];
  const [helper, ...further] = effect.through;
  // The first thing that the method of a row is given, its own object left out, is the row.
  if (helper === undefined && loopId === NONE) return root?.kind === 'parameter' && root.function === loop.function && root.index === 1 ? { path: read.path, isRow: true } : undefined;
  if (further.length > 0) return undefined;
  const given = helper === undefined ? read.root : givenTo(summary, call, helper, root);
  const before = given === undefined ? undefined : namesFrom(summary, given, loop);
  if (before === undefined) return undefined;
  const path = [...before.names, ...read.path];
  // `for number, order in enumerate(orders)`: the row is a part of the element.
  const inside = path.findLastIndex((name) => /^\d+$/.test(name)) + 1;
  return { path: path.slice(inside), isRow: inside > 0 || path.length === 1 || facts.typeOf(before.element) !== undefined };
}

/** What the call gives for a parameter of the helper, or, for `self` there, the object it is called on. */
function givenTo(summary: FileSummary, call: CallSite, helper: FunctionId, root: Value | undefined): ValueId | undefined {
  const callee = summary.values[call.callee];
  if (root?.kind === 'this') return callee?.kind === 'member' ? callee.of : undefined;
  if (root?.kind !== 'parameter' || root.function !== helper) return undefined;
  const { parameters = [] } = summary.functions[helper] ?? {};
  const options = summary.values[call.arguments.at(-1) ?? NONE];
  const name = parameters[root.index]?.name ?? '';
  if (options?.kind === 'object' && Object.hasOwn(options.properties, name)) return options.properties[name];
  const hasSelf = summary.values[summary.bindings[parameters[0]?.binding ?? NONE]?.value ?? NONE]?.kind === 'this';
  return call.kind === 'call' ? call.arguments[root.index - (hasSelf ? 1 : 0)] : undefined;
}

function namesFrom(summary: FileSummary, from: ValueId, { iterated }: LoopSummary): { readonly names: readonly string[]; readonly element: ValueId } | undefined {
  const names: string[] = [];
  let at = from;
  for (let value = summary.values[at]; value !== undefined; value = summary.values[at]) {
    if (value.kind === 'element') return isElementOf(value, iterated) ? { names, element: at } : undefined;
    if (value.kind === 'member') names.unshift(value.name);
    // A name that holds something else elsewhere.
    else if (value.kind === 'either') {
      const own = value.of.find((one) => isElementOf(summary.values[one], iterated));
      return own === undefined ? undefined : { names, element: own };
    } else if (value.kind !== 'typed') return undefined;
    at = value.of;
  }
  return undefined;
}

function isElementOf(value: Value | undefined, iterated: ValueId): boolean {
  return value?.kind === 'element' && value.of === iterated;
}
