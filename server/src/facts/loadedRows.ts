/** Where a program loads rows, from which steps the query was made, and what becomes of the rows. Language-neutral; steps are known by customary names only to stay silent. */
import type { Effect, FactsView, Lighter } from '../engine/facts';
import type { Confidence } from '../engine/finding';
import type { BindingId, CallSite, FileSummary, LoopSummary, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Range } from '../text/range';
import { sameRange } from '../text/range';

/** Rows that are loaded in full at one place. */
export interface LoadedRows {
  readonly site: SiteId;
  readonly call: CallSite;
  readonly confidence: Confidence;
  readonly lighter: Lighter;
  readonly traits: readonly string[];
  /** The calls the query was made with, last first. */
  readonly steps: readonly CallSite[];
}

/** A query that is gone through or tested, a call that gives all rows in a list. */
export function loadedRows(summary: FileSummary, facts: FactsView): LoadedRows[] {
  return summary.sites.flatMap((call, site): LoadedRows[] => {
    const effect = rowsEffect(facts, site);
    const steps = stepsOf(summary, call);
    if (effect !== undefined) return effect.lighter === undefined ? [] : [{ site, call, confidence: effect.confidence, lighter: effect.lighter, traits: effect.traits, steps }];
    // A statement has run already; this hands its rows over.
    if (call.kind !== 'call' || !facts.operationTraits(site).includes('all-rows')) return [];
    const ran = steps.map((step) => rowsEffect(facts, summary.sites.indexOf(step))).find((found) => found !== undefined);
    return [{ site, call, confidence: ran?.confidence ?? 'likely', lighter: OF_STATEMENT, traits: [], steps }];
  });
}

const OF_STATEMENT: Lighter = { count: 'SELECT count(*)', any: 'SELECT 1 … LIMIT 1' };

function rowsEffect(facts: FactsView, site: SiteId): Effect | undefined {
  return facts.effectsOf(site).find(({ kind, through, traits }) => kind === 'db-query' && through.length === 0 && !traits.includes('single-row'));
}

const DEEPEST = 30;

/** `filter`, `all` of `Order.objects.all().filter(…)`, through names that hold the query on its way. */
export function stepsOf(summary: FileSummary, call: CallSite): CallSite[] {
  const found = new Set<CallSite>();
  const seen = new Set<ValueId>();
  const open = [call.callee];
  if (call.kind === 'call') found.add(call);
  for (let at = open.pop(); at !== undefined && found.size < DEEPEST; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const value = summary.values[at];
    if (value?.kind === 'member' || value?.kind === 'typed' || value?.kind === 'awaited') open.push(value.of);
    else if (value?.kind === 'either') open.push(...value.of);
    else if (value?.kind === 'result') {
      const step = summary.sites[value.site];
      if (step === undefined) continue;
      found.add(step);
      open.push(step.callee);
      // `session.execute(select(Order).limit(20))`: the statement is built among the arguments.
      if (RUNS.test(step.name)) open.push(...step.arguments);
    }
  }
  return [...found];
}

const RUNS = /^(execute|exec|scalars|stream|stream_scalars|list|tuple|select_from)$/;

/** Few rows by the way they are asked for: a limit, a slice, one key. */
export function isBounded(summary: FileSummary, { steps }: Pick<LoadedRows, 'steps'>): boolean {
  return steps.some((step) => LIMITS.test(step.name) || step.arguments.some((argument) => givesKey(summary, argument) || isLimited(summary, argument)));
}

const LIMITS = /^(limit|first|one|one_or_none|get|get_by|fetchmany|fetchone|fetch|paginate|page|slice|top|none|in_bulk|get_or_none|earliest|latest|last|head|sample)$/;

function givesKey(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  return value?.kind === 'object' && Object.keys(value.properties).some((name) => /^(pk|id|uuid|limit|per_page)$/.test(name));
}

function isLimited(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  const text = value?.kind === 'string' ? value.value : value?.kind === 'text' ? value.head : '';
  return /\blimit\b|\bpragma\b|\bshow\b|information_schema|sqlite_master|\bpg_\w+/i.test(text);
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

/** Whether rows are whole objects rather than columns that were asked for by name. */
export function areWhole(summary: FileSummary, facts: FactsView, { steps }: LoadedRows, loop: LoopSummary): boolean {
  const [element] = loop.elements;
  const type = facts.typeOf(summary.bindings[element ?? NONE]?.value ?? NONE);
  if (type === undefined || facts.traitsOf(type).includes('row')) return false;
  return !steps.some((step) => CHOOSES_COLUMNS.test(step.name) || (SELECTS.test(step.name) && !step.arguments.every((argument) => isClassLike(summary, argument))));
}

const CHOOSES_COLUMNS = /^(only|defer|values|values_list|with_entities|load_only|add_columns|raw|from_statement|returning|select_for_update|with_for_update|tuples|dicts|namedtuples|columns|mappings)$/;
const SELECTS = /^(query|select)$/;

function isClassLike(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  if (value?.kind === 'class') return true;
  return (value?.kind === 'import' || value?.kind === 'member' || value?.kind === 'global') && /^[A-Z]\w*[a-z]\w*$/.test(value.name);
}

/** The query is made here from a class or a session, rather than handed in or a relation of some row. */
export function startsHere(summary: FileSummary, facts: FactsView, { steps }: Pick<LoadedRows, 'steps'>): boolean {
  let at = steps.at(-1)?.callee ?? NONE;
  for (let hops = 0; hops < DEEPEST; hops++) {
    if (facts.traitsOf(facts.typeOf(at) ?? '').some((trait) => trait === 'session' || trait === 'connection' || trait === 'cursor')) return true;
    const value = summary.values[at];
    if (value?.kind !== 'member' && value?.kind !== 'typed') return value?.kind === 'import' || value?.kind === 'class' || value?.kind === 'global';
    at = value.of;
  }
  return false;
}

/** Its last step gives a query by all that is customary: `Project.objects.is_active(x)` may as well give an answer. */
export function isPlainQuery({ steps: [last] }: LoadedRows): boolean {
  return last !== undefined && COMPOSES.test(last.name);
}

const COMPOSES = /^(all|filter|filter_by|exclude|order_by|select_related|prefetch_related|annotate|distinct|where|join|values|values_list|only|defer|using|select|query|options|fetchall|union|reverse|iterator)$/;

/** Some step leaves rows out, so that the query is asked anew whatever was loaded before. */
export function isNarrowed({ steps }: LoadedRows): boolean {
  return steps.some((step) => /^(filter|filter_by|exclude|where|annotate|distinct)$/.test(step.name));
}

/** No step leaves rows out: the whole table. */
export function isWholeTable(summary: FileSummary, { steps }: LoadedRows): boolean {
  const statement = steps.find((step) => RUNS.test(step.name) && step.arguments.length > 0 && summary.values[step.arguments[0] ?? NONE]?.kind !== 'result');
  if (statement !== undefined) {
    const value = summary.values[statement.arguments[0] ?? NONE];
    return value?.kind === 'string' && /^\s*select\b[^()]*\bfrom\s+[\w."`]+\s*(order\s+by\b.*)?;?\s*$/is.test(value.value);
  }
  return steps.length > 0 && steps.every((step) => KEEPS_ALL.test(step.name));
}

const KEEPS_ALL = /^(all|order_by|select_related|using|query|select|options|fetchall|execute|scalars|list)$/;
