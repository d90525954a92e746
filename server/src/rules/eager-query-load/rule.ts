/** Rows loaded in full where their number, whether there are any, or their keys would do; and whole tables held at once. */
import type { Report } from '../../engine/finding';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { BindingId, CallSite, FileSummary, LoopSummary } from '../../engine/summary';
import { LOADS_ALONG } from '../../facts/gates/names';
import type { LoadedRows } from '../../facts/loadedRows';
import { areWhole, builtinAround, holderOf, isBounded, isNarrowed, isPlainQuery, isWholeTable, loadedRows, readsOf, startsHere, stepsOf } from '../../facts/loadedRows';
import { expressionRange, functionName, loopStep, wordsFor } from '../../facts/perElement';
import { queriesOf } from '../../facts/queryChains';
import { spareCall } from '../../facts/wording';
import { contains } from '../../text/range';

export const rule: Rule = {
  id: 'eager-query-load',
  since: '0.1.0',
  languages: ['python'],
  description: 'Whole rows are loaded only to be counted, tested or read for their keys.',
  severity: 'warning',
  yieldsTo: ['query-in-loop', 'lazy-load-in-loop'],
  messages: {
    counted: '`{call}` loads every row only to count them. Let the database count: `{instead}`.',
    tested: '`{call}` loads every row only to know whether there is one. Ask the database for that: `{instead}`.',
    countTested: '`{call}` counts every row only to know whether there is one. Ask the database for that: `{instead}`.',
    keys: '`{call}` loads every {each} in full only for `{key}`. Ask for that column: `{instead}`.',
    table: '`{call}` holds a whole table in memory to go through it once. Take one row after another: `{instead}`.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    for (const rows of loadedRows(summary, facts)) {
      const judgement = judge(context, rows);
      if (judgement === undefined) continue;
      yield isBounded(summary, rows) ? spareCall(rows.call, { gate: 'G8', reason: 'it asks for few rows' }) : judgement;
    }
    yield* countsOnlyTested(context);
  },
};

/** What is done with the rows, when that is one thing that needs less than all of them. */
function judge(context: RuleContext, rows: LoadedRows): Judgement | undefined {
  const { summary, facts } = context;
  // `rows = order.loaded if hasattr(order, 'loaded') else order.lines.filter(…)`: loaded in one case, asked for in the other.
  const held = summary.values[rows.call.callee];
  if (rows.call.kind === 'read' && held?.kind === 'either' && held.of.some((part) => summary.values[part]?.kind !== 'result')) return undefined;
  const range = expressionRange(summary, rows.call);
  const holder = holderOf(summary, rows) ?? holderOfCopy(summary, rows);
  // Rows in a name are all there for its other uses, unless every use is of the same kind.
  const reads = holder === undefined ? [rows.call] : readsOf(summary, holder);
  if (holder === undefined ? rows.call.kind === 'read' || !/^(iterated|tested|awaited)$/.test(rows.call.use) : reads.length === 0 || reads.length !== summary.bindings[holder]?.reads) return undefined;
  // A lazy query has as many places as reads, of which the first is told; a list has one, where it is loaded.
  if (holder !== undefined && rows.call.kind === 'read' && reads[0] !== rows.call) return undefined;
  const uses = reads.map((read) => useOf(summary, read));
  const base = { verdict: 'report' as const, range, symbol: functionName(summary, rows.call), ...confidenceOf(summary, rows) };
  const [use] = uses;
  if (use === undefined) return undefined;
  if (uses.some(({ kind }) => kind === 'tested') && !isPlainQuery(rows)) return undefined;
  if (uses.every(({ kind }) => kind === 'tested')) return less(base, context, rows, use, 'tested', rows.lighter.any, 'every row in memory instead of the first found');
  if (uses.every(({ kind }) => kind === 'tested' || kind === 'counted')) return less(base, context, rows, use, 'counted', rows.lighter.count, 'every row in memory instead of one number');
  const loop = uses.length === 1 && use.kind === 'loop' ? use.loop : undefined;
  if (loop === undefined || rows.traits.includes('may-be-loaded')) return undefined;
  const starts = startsHere(summary, facts, rows);
  // What was handed in, and a relation read as a whole, may be loaded already.
  const key = (starts || isNarrowed(rows)) && areWhole(summary, facts, rows, loop) ? onlyKey(summary, loop) : undefined;
  if (key !== undefined && rows.lighter.keys !== undefined) {
    const { each, element } = wordsFor(loop);
    return {
      ...base, messageId: 'keys', data: { call: textOf(rows), each, key: key.name, instead: rows.lighter.keys.replace(/\bid\b/, key.name) }, cost: `all columns instead of one per ${element}`,
      chain: [{ path: facts.path, range: key.range, message: `Only \`${key.name}\` is read.` }], state: { site: rows.site, key: key.name },
    };
  }
  if (rows.lighter.stream === undefined || loop.kind !== 'for-of' || !starts || !isWholeTable(summary, rows) || keepsRows(summary, loop) || bringsMore(summary, rows)) return undefined;
  return {
    // A table may as well be short for ever.
    ...base, severity: 'information', messageId: 'table', data: { call: textOf(rows), instead: rows.lighter.stream }, cost: 'a whole table in memory instead of one row',
    chain: [loopStep(facts, loop)], state: { site: rows.site },
  };
}

/** With relations loaded along, rows cannot just as well come one by one: the relations of each would be asked for by themselves. */
function bringsMore(summary: FileSummary, rows: LoadedRows): boolean {
  return queriesOf(summary, rows.call.callee).some(({ name }) => name === 'options' || LOADS_ALONG.test(name));
}

type Use = { readonly kind: 'counted' | 'tested' | 'other'; readonly at: CallSite } | { readonly kind: 'loop'; readonly at: CallSite; readonly loop: LoopSummary };

function useOf(summary: FileSummary, read: CallSite): Use {
  if (read.use === 'tested') return { kind: 'tested', at: read };
  const range = expressionRange(summary, read);
  const around = builtinAround(summary, range);
  if (around !== undefined) {
    if (around.name === 'len') return { kind: around.use === 'tested' ? 'tested' : 'counted', at: around };
    if (around.name === 'bool') return { kind: 'tested', at: around };
    // `for order in list(orders)` copies rows that are loaded as a whole anyway.
    return around.name === 'list' || around.name === 'tuple' ? wrapped(summary, around) : { kind: 'other', at: around };
  }
  const loop = loopOver(summary, range);
  return loop === undefined ? { kind: 'other', at: read } : { kind: 'loop', at: read, loop };
}

/** `orders = list(Order.objects.all())` */
function holderOfCopy(summary: FileSummary, rows: LoadedRows): BindingId | undefined {
  const copy = builtinAround(summary, expressionRange(summary, rows.call));
  return copy === undefined || !/^(list|tuple)$/.test(copy.name) || copy.use !== 'assigned' ? undefined : holderOf(summary, { call: copy, site: summary.sites.indexOf(copy) });
}

function wrapped(summary: FileSummary, around: CallSite): Use {
  const counter = builtinAround(summary, around.range);
  if (counter?.name === 'len') return { kind: counter.use === 'tested' ? 'tested' : 'counted', at: counter };
  const loop = loopOver(summary, around.range);
  return loop === undefined ? { kind: 'other', at: around } : { kind: 'loop', at: around, loop };
}

function loopOver(summary: FileSummary, range: CallSite['range']): LoopSummary | undefined {
  return summary.loops.find((loop) => contains(loop.headRange, range) && range.end >= headEnd(summary, loop) && loop.kind !== 'while');
}

/** Where the head's last call or name ends: what is gone through stands at the end of the head. */
function headEnd(summary: FileSummary, loop: LoopSummary): number {
  return summary.sites.reduce((end, site) => (contains(loop.headRange, site.range) ? Math.max(end, site.range.end) : end), 0);
}

function less(base: Pick<Report, 'range' | 'symbol' | 'confidence' | 'severity'> & { readonly verdict: 'report' }, { summary, facts }: RuleContext, rows: LoadedRows, use: Use, messageId: 'counted' | 'tested', instead: string | undefined, cost: string): Judgement | undefined {
  if (instead === undefined) return undefined;
  if (rows.traits.includes('may-be-loaded')) {
    // Rows that came along cost nothing more.
    if (summary.sites.some((site) => LOADS_ALONG.test(site.name))) return spareCall(rows.call, { gate: 'G18', reason: 'the rows may have been loaded with their owner' });
    return { ...base, severity: 'information', messageId, data: { call: textOf(rows), instead }, cost, chain: [useStep(facts, use, messageId)], state: { site: rows.site } };
  }
  return { ...base, messageId, data: { call: textOf(rows), instead }, cost, chain: [useStep(facts, use, messageId)], state: { site: rows.site } };
}

function useStep(facts: RuleContext['facts'], use: Use, messageId: 'counted' | 'tested') {
  return { path: facts.path, range: use.at.nameRange, message: messageId === 'counted' ? 'Only counted here.' : 'Only tested here.' };
}

function textOf({ call, steps }: LoadedRows): string {
  return call.kind === 'read' ? (steps[0]?.text ?? call.text) : call.text;
}

/** Rows that a function of the program gives may be kept by it. */
function confidenceOf(summary: FileSummary, rows: LoadedRows): Pick<Report, 'confidence' | 'severity'> {
  const first = rows.steps.at(-1);
  const root = first === undefined ? undefined : summary.values[first.callee];
  return root?.kind === 'function' || (root?.kind === 'member' && summary.values[root.of]?.kind === 'this') ? { confidence: rows.confidence, severity: 'information' } : { confidence: rows.confidence };
}

/** `[order.pk for order in orders]`: of the element nothing but a key is read. */
function onlyKey(summary: FileSummary, loop: LoopSummary): { readonly name: string; readonly range: CallSite['range'] } | undefined {
  const [element, ...more] = loop.elements;
  const binding = element === undefined ? undefined : summary.bindings[element];
  if (element === undefined || binding === undefined || more.length > 0) return undefined;
  const found = summary.sites.filter((site) => site.kind === 'read' && site.use !== 'chained' && site.calleeReads.length === 1 && site.calleeReads[0] === element && site.text === `${binding.name}.${site.name}`);
  const [first] = found;
  if (first === undefined || found.length !== binding.reads || !KEY.test(first.name) || found.some(({ name }) => name !== first.name)) return undefined;
  return { name: first.name, range: first.range };
}

/** `by_id[order.id] = order`: more than attributes of the row is read, so it may be kept. */
function keepsRows(summary: FileSummary, loop: LoopSummary): boolean {
  return loop.elements.some((element) => summary.sites.filter((site) => site.kind === 'read' && site.calleeReads[0] === element && site.text.split('.').length === 2).length < (summary.bindings[element]?.reads ?? 0));
}

const KEY = /^(id|pk|uuid|\w+_id)$/;

/** `if orders.count() > 0:` */
function* countsOnlyTested({ summary, facts }: RuleContext): Iterable<Judgement> {
  for (const [site, call] of summary.sites.entries()) {
    if (call.use !== 'tested' || call.kind !== 'call') continue;
    const effect = facts.effectsOf(site).find(({ kind, through, traits }) => kind === 'db-query' && through.length === 0 && traits.includes('counts'));
    if (effect?.lighter?.any === undefined) continue;
    if (isBounded(summary, { steps: stepsOf(summary, call) })) {
      yield spareCall(call, { gate: 'G8', reason: 'it asks for few rows' });
      continue;
    }
    yield {
      // With an index both are quick.
      verdict: 'report', severity: 'information', messageId: 'countTested', data: { call: call.text, instead: effect.lighter.any }, range: call.range, confidence: effect.confidence,
      cost: 'every matching row counted instead of the first found', chain: [], symbol: functionName(summary, call), state: { site },
    };
  }
}
