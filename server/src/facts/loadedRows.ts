/** Where a program loads rows, from which steps the query was made, and how many of a table it takes. Language-neutral; steps are known by customary names only to stay silent. */
import type { Effect, FactsView, Lighter } from '../engine/facts';
import type { Confidence } from '../engine/finding';
import type { CallSite, FileSummary, LoopSummary, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';

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
    const remarks = call.kind === 'call' ? facts.operationTraits(site) : [];
    if (!remarks.includes('all-rows')) return [];
    const ran = steps.map((step) => rowsEffect(facts, summary.sites.indexOf(step))).find((found) => found !== undefined);
    return [{ site, call, confidence: ran?.confidence ?? 'likely', lighter: remarks.includes('streams') ? OF_STREAM : OF_STATEMENT, traits: remarks, steps }];
  });
}

const OF_STATEMENT: Lighter = { count: 'SELECT count(*)', any: 'SELECT 1 … LIMIT 1' };
const OF_STREAM: Lighter = { ...OF_STATEMENT, stream: 'for row in cursor' };

function rowsEffect(facts: FactsView, site: SiteId): Effect | undefined {
  return facts.effectsOf(site).find(({ kind, through, traits }) => kind === 'db-query' && through.length === 0 && !traits.includes('single-row'));
}

const DEEPEST = 30;

/** `filter`, `all` of `Order.objects.all().filter(…)`, through names that hold the query on its way. */
export function stepsOf(summary: FileSummary, call: CallSite): CallSite[] {
  const found = new Set<CallSite>();
  const seen = new Set<ValueId>();
  const open = [call.kind === 'call' ? receiverOf(summary, call) : call.callee];
  if (call.kind === 'call') found.add(call);
  for (let at = open.pop(); at !== undefined && found.size < DEEPEST; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const value = summary.values[at];
    if (value?.kind === 'member' && (isManager(value.name) || isRelation(summary, value.of))) continue;
    if (value?.kind === 'member' || value?.kind === 'typed' || value?.kind === 'awaited') open.push(value.of);
    else if (value?.kind === 'either') open.push(...value.of);
    else if (value?.kind === 'result') {
      const step = summary.sites[value.site];
      if (step === undefined) continue;
      found.add(step);
      open.push(receiverOf(summary, step));
      // `session.execute(select(Order).limit(20))`: the statement is built among the arguments.
      if (RUNS.test(step.name)) open.push(...step.arguments);
    }
  }
  return [...found];
}

function receiverOf(summary: FileSummary, { callee }: CallSite): ValueId {
  const value = summary.values[callee];
  return value?.kind === 'member' ? value.of : callee;
}

/** `lines` of `(await Order.get(id=id)).lines`: which row it belongs to says nothing of how many lines it has. */
function isRelation(summary: FileSummary, owner: ValueId): boolean {
  let value = summary.values[owner];
  for (let hops = 0; hops < 4 && (value?.kind === 'awaited' || value?.kind === 'typed'); hops++) value = summary.values[value.of];
  return value?.kind === 'result';
}

/** `get_user_model().objects`: what stands before it says which table is asked, not for which rows. */
function isManager(name: string): boolean {
  return /^(objects|_default_manager|_base_manager)$/.test(name);
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
  const text = value?.kind === 'string' ? value.value : value?.kind === 'text' ? `${value.head} ${value.tail ?? ''}` : '';
  return /\blimit\b|\bpragma\b|\bshow\b|information_schema|sqlite_master|\bpg_\w+/i.test(text);
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

/** The query is made here from a class or a session, whichever way was taken, rather than handed in or a relation of some row. */
export function startsHere(summary: FileSummary, facts: FactsView, { call }: Pick<LoadedRows, 'call'>): boolean {
  const seen = new Set<ValueId>();
  const isOwn = (id: ValueId): boolean => {
    if (seen.has(id)) return true;
    seen.add(id);
    if (facts.traitsOf(facts.typeOf(id) ?? '').some((trait) => trait === 'session' || trait === 'connection' || trait === 'cursor')) return true;
    const value = summary.values[id];
    switch (value?.kind) {
      case 'member': return isManager(value.name) || (!isRelation(summary, value.of) && isOwn(value.of));
      case 'typed': case 'awaited': return isOwn(value.of);
      case 'either': return value.of.every((part) => summary.values[part]?.kind === 'null' || isOwn(part));
      case 'result': {
        const step = summary.sites[value.site];
        return step !== undefined && (COPIES.test(step.text) ? step.arguments.every(isOwn) : isOwn(receiverOf(summary, step)));
      }
      default: return value?.kind === 'import' || value?.kind === 'class' || value?.kind === 'global';
    }
  };
  return isOwn(call.kind === 'call' ? receiverOf(summary, call) : call.callee);
}

const COPIES = /^(list|tuple)$/;

/** Its last step gives a query by all that is customary: `Project.objects.is_active(x)` may as well give an answer. */
export function isPlainQuery({ steps: [last] }: LoadedRows): boolean {
  return last !== undefined && COMPOSES.test(last.name);
}

const COMPOSES = /^(all|filter|filter_by|exclude|order_by|select_related|prefetch_related|annotate|distinct|where|join|values|values_list|only|defer|using|select|query|options|fetchall|union|reverse|iterator)$/;

/** Some step leaves rows out, so that the query is asked anew whatever was loaded before. */
export function isNarrowed({ steps }: LoadedRows): boolean {
  return steps.some((step) => /^(filter|filter_by|exclude|where|annotate|distinct)$/.test(step.name));
}

/**
 * How much of a table a query takes: `whole` when no step leaves rows out, `nearly` when the steps only say what not to take, or
 * narrow it in one case and not in the other, `some` in all other cases.
 */
export function extentOf(summary: FileSummary, { call, steps }: LoadedRows): 'whole' | 'nearly' | 'some' {
  const statement = steps.find((step) => RUNS.test(step.name) && step.arguments.length > 0 && summary.values[step.arguments[0] ?? NONE]?.kind !== 'result');
  if (statement !== undefined) return takesTable(summary, statement.arguments[0] ?? NONE) ? 'whole' : 'some';
  if (steps.length === 0) return 'some';
  const [narrows, ...more] = steps.filter(({ name }) => !KEEPS_ALL.test(name) && name !== 'exclude');
  if (narrows === undefined) return steps.some(({ name }) => name === 'exclude') ? 'nearly' : 'whole';
  return more.length === 0 && isOptional(summary, narrows, call) ? 'nearly' : 'some';
}

/** `if since: orders = orders.filter(created__gt=since)`, and nothing ends the function where `since` is missing. More than one may be the branches of one `if`. */
function isOptional({ flows, exits }: FileSummary, step: CallSite, call: CallSite): boolean {
  const [refined, ...others] = step.calleeReads;
  return refined !== undefined && others.length === 0 && step.function === call.function && step.loop === call.loop && step.conditions > call.conditions
    && flows.some(({ kind, targets, range }) => kind === 'assign' && targets.length === 1 && targets[0] === refined && range.end === step.range.end)
    && !exits.some((exit) => exit.function === call.function && exit.range.start > step.range.end && exit.range.end < call.range.start);
}

const KEEPS_ALL = /^(all|order_by|select_related|using|query|select|options|fetchall|execute|scalars|list)$/;

/** `SELECT id, state FROM orders`; the table's name may be filled in. */
function takesTable(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  const named = value?.kind === 'text' && value.tail !== undefined && /\bfrom\s+[\w."`]*$/i.test(value.head) ? `${value.head}table${value.tail}` : '';
  const text = value?.kind === 'string' ? value.value : named;
  return /^\s*select\b[^()]*\bfrom\s+[\w."`]+\s*(order\s+by\b.*)?;?\s*$/is.test(text);
}
