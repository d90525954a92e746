/** What a function does with the rows it loads: counts them, tests whether there are any, goes through them; and what a loop reads of each. Language-neutral. */
import type { FactsView } from '../engine/facts';
import type { BindingId, CallSite, FileSummary, LoopSummary, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Range } from '../text/range';
import { contains, sameRange } from '../text/range';
import { LOADS_ALONG } from './gates/names';
import type { LoadedRows } from './loadedRows';
import { expressionRange } from './perElement';

/** `paged`: listed for something that shows one page of them. */
export type RowUse = { readonly kind: 'counted' | 'tested' | 'paged' | 'other'; readonly at: CallSite } | { readonly kind: 'loop'; readonly at: CallSite; readonly loop: LoopSummary };

/** All that is done with rows; undefined when they are used in a way that nothing here follows, or told at another of their places. */
export function usesOfRows(summary: FileSummary, facts: FactsView, rows: LoadedRows): RowUse[] | undefined {
  const { call } = rows;
  // `self.page.paginator.object_list`: nothing but this one read is asked about.
  if (rows.traits.includes('all-pages')) return [useOf(summary, facts, call)];
  const holder = holderOf(summary, rows) ?? holderOfCopy(summary, rows);
  if (holder === undefined) return call.kind === 'read' || !/^(iterated|tested|awaited)$/.test(call.use) ? undefined : [useOf(summary, facts, call)];
  // Rows in a name are all there for its other uses, unless every use is of the same kind.
  const reads = readsOf(summary, holder);
  if (reads.length === 0 || reads.length + readsToRefine(summary, rows, holder) !== summary.bindings[holder]?.reads) return undefined;
  // A lazy query has as many places as reads, of which the first is told; a list has one, where it is loaded.
  return call.kind === 'read' && reads[0] !== call ? undefined : reads.map((read) => useOf(summary, facts, read));
}

/** `orders = orders.filter(late=True)`: the name is read to become the query that is gone through later. */
function readsToRefine(summary: FileSummary, { steps }: LoadedRows, holder: BindingId): number {
  const name = summary.bindings[holder]?.name ?? '';
  return steps.filter((step) => step.kind === 'call' && step.text === `${name}.${step.name}` && step.calleeReads.includes(holder)).length;
}

function useOf(summary: FileSummary, facts: FactsView, read: CallSite): RowUse {
  if (read.use === 'tested') return { kind: 'tested', at: read };
  return useAt(summary, facts, expressionRange(summary, read), read);
}

function useAt(summary: FileSummary, facts: FactsView, range: Range, at: CallSite): RowUse {
  const around = builtinAround(summary, range);
  if (around?.name === 'len') return { kind: around.use === 'tested' ? 'tested' : 'counted', at: around };
  if (around?.name === 'bool') return { kind: 'tested', at: around };
  // `for order in list(orders)` copies rows that are loaded as a whole anyway.
  if (around !== undefined) return COPIES.test(around.name) ? useAt(summary, facts, around.range, around) : { kind: 'other', at: around };
  const loop = loopOver(summary, range);
  if (loop !== undefined) return { kind: 'loop', at, loop };
  const pager = at.kind === 'call' && COPIES.test(at.name) ? summary.sites.find((call) => call.argumentRanges[0] !== undefined && sameRange(call.argumentRanges[0], range)) : undefined;
  return pager !== undefined && facts.operationTraits(summary.sites.indexOf(pager)).includes('pages') ? { kind: 'paged', at: pager } : { kind: 'other', at };
}

const COPIES = /^(list|tuple)$/;

function loopOver(summary: FileSummary, range: Range): LoopSummary | undefined {
  return summary.loops.find((loop) => contains(loop.headRange, range) && range.end >= headEnd(summary, loop) && loop.kind !== 'while');
}

/** Where the head's last call or name ends: what is gone through stands at the end of the head. */
function headEnd(summary: FileSummary, loop: LoopSummary): number {
  return summary.sites.reduce((end, site) => (contains(loop.headRange, site.range) ? Math.max(end, site.range.end) : end), 0);
}

/** The variable of a function that holds these rows, or the query that was gone through here, and nothing else. */
export function holderOf(summary: FileSummary, { call, site }: Pick<LoadedRows, 'call' | 'site'>): BindingId | undefined {
  if (call.kind === 'read') {
    const [only, ...more] = call.calleeReads;
    return only !== undefined && more.length === 0 && summary.bindings[only]?.name === call.text && isLocal(summary, only) ? only : undefined;
  }
  const end = summary.awaits[call.await]?.range.end ?? call.range.end;
  const flow = summary.flows.find((candidate) => candidate.kind === 'assign' && candidate.path === '' && candidate.targets.length === 1 && candidate.function === call.function && candidate.range.end === end && isOf(summary, candidate.value, site));
  const [target] = flow?.targets ?? [];
  return target !== undefined && isLocal(summary, target) && isOf(summary, summary.bindings[target]?.value ?? NONE, site) ? target : undefined;
}

function isLocal(summary: FileSummary, id: BindingId): boolean {
  const binding = summary.bindings[id];
  return binding !== undefined && binding.kind === 'variable' && binding.function !== 0;
}

function isOf(summary: FileSummary, id: ValueId, site: SiteId): boolean {
  let value = summary.values[id];
  for (let hops = 0; hops < 4 && (value?.kind === 'awaited' || value?.kind === 'typed'); hops++) value = summary.values[value.of];
  return value?.kind === 'result' && value.site === site;
}

/** Places where a name is gone through, measured or tested. */
export function readsOf(summary: FileSummary, holder: BindingId): CallSite[] {
  const name = summary.bindings[holder]?.name;
  return summary.sites.filter((site) => site.kind === 'read' && (site.use === 'iterated' || site.use === 'tested') && site.text === name && site.calleeReads.length === 1 && site.calleeReads[0] === holder);
}

/** Python's own function that is given this value and nothing else, such as `len`. */
export function builtinAround(summary: FileSummary, range: Range): CallSite | undefined {
  return summary.sites.find((call) => {
    const [only, ...more] = call.argumentRanges;
    return only !== undefined && more.length === 0 && sameRange(only, range) && call.text === call.name && summary.values[call.callee]?.kind === 'global';
  });
}

/** `orders = list(Order.objects.all())` */
function holderOfCopy(summary: FileSummary, rows: LoadedRows): BindingId | undefined {
  const copy = builtinAround(summary, expressionRange(summary, rows.call));
  return copy === undefined || !COPIES.test(copy.name) || copy.use !== 'assigned' ? undefined : holderOf(summary, { call: copy, site: summary.sites.indexOf(copy) });
}

export interface OnlyRead {
  readonly name: string;
  readonly range: Range;
}

/** What is read of each row, by the attribute's name, when it is one attribute and the row itself goes nowhere. */
function onlyAttribute(summary: FileSummary, loop: LoopSummary): OnlyRead | undefined {
  const [element, ...more] = loop.elements;
  const binding = element === undefined ? undefined : summary.bindings[element];
  if (element === undefined || binding === undefined || more.length > 0) return undefined;
  const found = summary.sites.filter((site) => site.kind === 'read' && site.use !== 'chained' && site.calleeReads.length === 1 && site.calleeReads[0] === element && site.text === `${binding.name}.${site.name}`);
  const [first] = found;
  if (first === undefined || found.length !== binding.reads || found.some(({ name }) => name !== first.name)) return undefined;
  return { name: first.name, range: first.range };
}

/** `[order.pk for order in orders]`: of the row nothing but a key is read. */
export function onlyKey(summary: FileSummary, loop: LoopSummary): OnlyRead | undefined {
  const read = onlyAttribute(summary, loop);
  return read !== undefined && KEY.test(read.name) ? read : undefined;
}

const KEY = /^(id|pk|uuid|\w+_id)$/;

/** `{order.customer for order in orders}` where the query loads `customer` along: of the rows only the different customers are wanted. */
export function onlyRelation(summary: FileSummary, { steps }: LoadedRows, loop: LoopSummary): OnlyRead | undefined {
  if (loop.kind !== 'comprehension' || (loop.method !== 'set' && builtinAround(summary, loop.range)?.name !== 'set')) return undefined;
  const read = onlyAttribute(summary, loop);
  // With a condition, `{order.customer for order in orders if order.customer}`, it is read twice and still all that is read.
  const loadsIt = steps.some((step) => LOADS_ALONG.test(step.name) && step.arguments.some((argument) => isText(summary, argument, read?.name ?? '')));
  return read !== undefined && loadsIt ? read : undefined;
}

function isText(summary: FileSummary, id: ValueId, text: string): boolean {
  const value = summary.values[id];
  return value?.kind === 'string' && value.value === text;
}

/** `by_id[order.id] = order`: more than attributes of the row is read, so it may be kept. A row that is taken apart at once is not. */
export function keepsRows(summary: FileSummary, loop: LoopSummary): boolean {
  return loop.elements.length === 1 && loop.elements.some((element) => summary.sites.filter((site) => site.kind === 'read' && site.calleeReads[0] === element && site.text.split('.').length === 2).length < (summary.bindings[element]?.reads ?? 0));
}

/** `copy.executemany(statement, [(row[0], row[1]) for row in rows])`: the rows go to another connection as a list of them. */
export function isCopiedElsewhere(summary: FileSummary, facts: FactsView, { call }: LoadedRows, loop: LoopSummary): boolean {
  if (loop.kind !== 'comprehension') return false;
  return summary.sites.some((other, site) => other.name === 'executemany' && other.argumentRanges.some((range) => sameRange(range, loop.range)) && facts.operationTraits(site).includes('takes-list')
    && connectionOf(summary, other) !== connectionOf(summary, call));
}

/** What a statement is run on, cursors looked through. */
function connectionOf(summary: FileSummary, call: CallSite): ValueId {
  let at = call.callee;
  for (let hops = 0; hops < 10; hops++) {
    const value = summary.values[at];
    const step = value?.kind === 'result' ? summary.sites[value.site] : undefined;
    if (value?.kind === 'member' && (at === call.callee || OF_CURSOR.test(value.name))) at = value.of;
    else if (value?.kind === 'typed') at = value.of;
    else if (step !== undefined && OF_CURSOR.test(step.name)) at = step.callee;
    else break;
  }
  return at;
}

const OF_CURSOR = /^(cursor|execute|executemany|fetchall)$/;

/** Something in the loop may use the connection or cursor that its rows would still come from. */
export function asksMeanwhile(summary: FileSummary, facts: FactsView, loop: LoopSummary): boolean {
  return summary.sites.some((call, site) => contains(loop.bodyRange, call.range) && (facts.effectsOf(site).some(({ kind }) => /^(db-|lazy-)/.test(kind)) || HANDLE.test(call.name)));
}

const HANDLE = /^(execute|executemany|executescript|commit|rollback|cursor|close)$/;
