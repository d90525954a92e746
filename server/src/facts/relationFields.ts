/** What the field of a model says of a relation (`customer = ForeignKey(Customer, related_name='orders')`): where it leads, and its name from there. */
import type { CallSite, ClassId, Field, FileSummary, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';

/** The call that gives a value. */
export function callOf(summary: FileSummary, id: ValueId): CallSite | undefined {
  const made = summary.values[id];
  return made?.kind === 'result' ? summary.sites[made.site] : undefined;
}

/** The class of this file a relation leads to: `ForeignKey(Customer)`, `ForeignKey('Customer')`. */
export function relationTarget(summary: FileSummary, { value }: Field): ClassId | undefined {
  const target = summary.values[callOf(summary, value)?.arguments[0] ?? NONE];
  if (target?.kind === 'class') return target.class;
  const named = target?.kind === 'string' ? summary.classes.findIndex(({ name }) => name === target.value) : NONE;
  return named === NONE ? undefined : named;
}

/** What a relation is called from the rows it leads to, by the options that name it; `owner` is the class that has the field. */
export function reverseNames(summary: FileSummary, { value }: Field, owner: string, options: readonly string[] = REVERSE_NAMES): string[] {
  const call = callOf(summary, value);
  if (call === undefined) return [];
  const given = summary.values[call.arguments.at(-1) ?? NONE];
  const written = given?.kind === 'object' ? options.flatMap((name) => given.properties[name] ?? []) : [];
  return written.length > 0 ? written.flatMap((name) => nameIn(summary, name)) : /(ForeignKey|OneToOne|ManyToMany)/.test(call.name) ? [`${owner.toLowerCase()}_set`] : [];
}

const REVERSE_NAMES: readonly string[] = ['related_name', 'back_populates', 'backref'];

/** `'orders'`, `backref('orders', lazy='select')`. */
function nameIn(summary: FileSummary, id: ValueId): string[] {
  const value = summary.values[id];
  if (value?.kind === 'string') return [value.value];
  const call = callOf(summary, id);
  const first = call?.name === 'backref' ? summary.values[call.arguments[0] ?? NONE] : undefined;
  return first?.kind === 'string' ? [first.value] : [];
}
