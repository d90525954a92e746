/** Rows loaded in full where their number, whether there are any, or their keys would do; and whole tables held at once. */
import type { Report } from '../../engine/finding';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { FileSummary, LoopSummary } from '../../engine/summary';
import { LOADS_ALONG } from '../../facts/gates/names';
import type { LoadedRows } from '../../facts/loadedRows';
import { areWhole, extentOf, isBounded, isNarrowed, isPlainQuery, loadedRows, startsHere, stepsOf } from '../../facts/loadedRows';
import { expressionRange, functionName, loopStep, wordsFor } from '../../facts/perElement';
import { queriesOf } from '../../facts/queryChains';
import type { RowUse } from '../../facts/rowUses';
import { asksMeanwhile, isCopiedElsewhere, keepsRows, onlyKey, onlyRelation, usesOfRows } from '../../facts/rowUses';
import { spareCall } from '../../facts/wording';

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
    relation: '`{call}` loads every {each} with its `{relation}` only for the different `{relation}`s among them. Ask for their keys, and for those rows if they are needed: `{instead}`.',
    pages: '`{call}` holds the rows of all pages, not of the one that is asked for: each {each} is loaded. Ask for the columns that are read.',
    paged: '`{call}` is listed, so every row is loaded although `{pager}` shows one page. Hand over the query itself.',
    table: '`{call}` holds a whole table in memory to go through it once. Take one row after another: `{instead}`.',
    nearly: '`{call}` may hold nearly a whole table in memory to go through it once. Take one row after another: `{instead}`.',
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
  const uses = usesOfRows(summary, facts, rows);
  const [use] = uses ?? [];
  if (uses === undefined || use === undefined) return undefined;
  const base: Base = { verdict: 'report', range: expressionRange(summary, rows.call), symbol: functionName(summary, rows.call), state: { site: rows.site, uses: uses.length > 1 ? 'several' : 'one' }, ...confidenceOf(summary, rows) };
  if (uses.some(({ kind }) => kind === 'tested') && !isPlainQuery(rows)) return undefined;
  if (uses.every(({ kind }) => kind === 'tested')) return less(base, context, rows, use, 'tested', rows.lighter.any, 'every row in memory instead of the first found');
  if (uses.every(({ kind }) => kind === 'tested' || kind === 'counted')) return less(base, context, rows, use, 'counted', rows.lighter.count, 'every row in memory instead of one number');
  if (uses.length > 1) return undefined;
  if (use.kind === 'paged') return { ...base, messageId: 'paged', data: { call: textOf(summary, rows), pager: use.at.text }, cost: 'every row in memory instead of one page', chain: [{ path: facts.path, range: use.at.nameRange, message: 'Asks a query for one page.' }] };
  return use.kind === 'loop' ? goneThrough(base, context, rows, use.loop) : undefined;
}

type Base = Pick<Report, 'range' | 'symbol' | 'confidence' | 'severity' | 'state'> & { readonly verdict: 'report' };

/** Rows that one loop goes through and nothing else uses. */
function goneThrough(base: Base, { summary, facts }: RuleContext, rows: LoadedRows, loop: LoopSummary): Judgement | undefined {
  const { lighter, traits } = rows;
  const call = textOf(summary, rows);
  const { each, element } = wordsFor(loop);
  if (traits.includes('all-pages')) return { ...base, messageId: 'pages', data: { call, each }, cost: 'the rows of all pages instead of one', chain: [loopStep(facts, loop)] };
  if (traits.includes('may-be-loaded')) return undefined;
  const starts = startsHere(summary, facts, rows);
  const whole = areWhole(summary, facts, rows, loop);
  // What was handed in, and a relation read as a whole, may be loaded already.
  const key = whole && (starts || isNarrowed(rows)) ? onlyKey(summary, loop) : undefined;
  if (key !== undefined && lighter.keys !== undefined) {
    return {
      ...base, messageId: 'keys', data: { call, each, key: key.name, instead: lighter.keys.replace(/\bid\b/, key.name) }, cost: `all columns instead of one per ${element}`,
      chain: [{ path: facts.path, range: key.range, message: `Only \`${key.name}\` is read.` }], state: { ...base.state, key: key.name },
    };
  }
  const relation = whole ? onlyRelation(summary, rows, loop) : undefined;
  if (relation !== undefined && lighter.keys?.includes('values_list') === true) {
    return {
      ...base, messageId: 'relation', data: { call, each, relation: relation.name, instead: `distinct().${lighter.keys.replace(/\bid\b/, `${relation.name}_id`)}` },
      cost: `a row and its \`${relation.name}\` per ${element} instead of the different ones`, chain: [{ path: facts.path, range: relation.range, message: `Only \`${relation.name}\` is read, and kept once.` }],
    };
  }
  const extent = starts ? extentOf(summary, rows) : 'some';
  if (lighter.stream === undefined || extent === 'some' || bringsMore(summary, rows)) return undefined;
  const streams = traits.includes('streams');
  const consumed = loop.kind === 'for-of' && !keepsRows(summary, loop) && !(streams && asksMeanwhile(summary, facts, loop));
  if (!consumed && !(streams && isCopiedElsewhere(summary, facts, rows, loop))) return undefined;
  return {
    // A table may as well be short for ever.
    ...base, severity: 'information', messageId: extent === 'whole' ? 'table' : 'nearly', data: { call, instead: lighter.stream }, cost: extent === 'whole' ? 'a whole table in memory instead of one row' : 'nearly a whole table in memory instead of one row',
    chain: [loopStep(facts, loop)],
  };
}

/** With relations loaded along, rows cannot just as well come one by one: the relations of each would be asked for by themselves. */
function bringsMore(summary: FileSummary, rows: LoadedRows): boolean {
  return queriesOf(summary, rows.call.callee).some(({ name }) => name === 'options' || LOADS_ALONG.test(name));
}

function less(base: Base, { summary, facts }: RuleContext, rows: LoadedRows, use: RowUse, messageId: 'counted' | 'tested', instead: string | undefined, cost: string): Judgement | undefined {
  if (instead === undefined) return undefined;
  const report = { ...base, messageId, data: { call: textOf(summary, rows), instead }, cost, chain: [useStep(facts, use, messageId)] };
  if (!rows.traits.includes('may-be-loaded')) return report;
  // Rows that came along cost nothing more.
  if (summary.sites.some((site) => LOADS_ALONG.test(site.name))) return spareCall(rows.call, { gate: 'G18', reason: 'the rows may have been loaded with their owner' });
  return { ...report, severity: 'information' };
}

function useStep(facts: RuleContext['facts'], use: RowUse, messageId: 'counted' | 'tested') {
  return { path: facts.path, range: use.at.nameRange, message: messageId === 'counted' ? 'Only counted here.' : 'Only tested here.' };
}

function textOf(summary: FileSummary, { call, steps }: LoadedRows): string {
  // A name that holds one of several queries speaks for them.
  return call.kind === 'read' && summary.values[call.callee]?.kind === 'result' ? (steps[0]?.text ?? call.text) : call.text;
}

/** Rows that a function of the program gives may be kept by it. */
function confidenceOf(summary: FileSummary, rows: LoadedRows): Pick<Report, 'confidence' | 'severity'> {
  const first = rows.steps.at(-1);
  const root = first === undefined ? undefined : summary.values[first.callee];
  return root?.kind === 'function' || (root?.kind === 'member' && summary.values[root.of]?.kind === 'this') ? { confidence: rows.confidence, severity: 'information' } : { confidence: rows.confidence };
}

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
