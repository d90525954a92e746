/**
 * What one database statement is asked with: its chain of calls, the keys its condition compares, and the values it writes, each
 * with whether it differs from element to element. Language-neutral; knows customs of query interfaces, knows no library.
 */
import type { CallSite, FileSummary, SiteId, Value, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { contains } from '../text/range';
import type { StatementText } from './argumentTests';
import { statementText } from './argumentTests';
import type { GateContext } from './gates/loopGates';
import { leafOf } from './gates/startedWork';
import type { ElementWork } from './perElement';

/** Whether a value differs from element to element. */
export type Reach = 'no' | 'maybe' | 'yes';

export interface Comparison {
  /** The column or property; empty when it has no plain name. */
  readonly key: string;
  /** Anything but equality, so that a list of keys cannot say it. */
  readonly range: boolean;
  /** It compares with a list already: `id__in=ids`. */
  readonly many?: true;
  readonly reach: Reach;
}

export interface Statement {
  /** The call that does the work, in this function or behind helpers. */
  readonly site: SiteId;
  /** Its chain, last call first: `where`, `update`, `from` of `from(t).update(v).where(c)`. */
  readonly steps: readonly CallSite[];
  /** Undefined when no condition was recognised. */
  readonly condition: readonly Comparison[] | undefined;
  /** The values it writes. */
  readonly written: Reach;
  /** What is loaded along differs: the relations, the selected columns. */
  readonly relations: Reach;
  /** Some rows of each, no more: `take: 6`, `limit(20)`, a page. */
  readonly keepsFirst: boolean;
}

const LONGEST_CHAIN = 30;
const DEEPEST_VALUE = 8;

const RANGE_OPERATOR = /^\$?(gt|gte|lt|lte|ne|nin|not|notIn|regex|contains|startsWith|endsWith|like|ilike|between|search|near|exists|mod|size|all|overlap|hasSome|hasEvery|has|some|every|none|is|isNot)$/;
const RANGE_CALL = /^(MoreThan|LessThan|Between|Not|Like|ILike|Raw|gt|gte|lt|lte|ne|not|like|ilike|between|notInArray|notLike)(OrEqual)?$/;
const EQUALS_OPERATOR = /^\$?(eq|equals|in|exact)$/;
const EQUALS_CALL = /^(eq|Equal|In|inArray)$/;
const ALL_OF = /^(AND|\$and|and|all)$/;
const ANY_OF = /^(OR|NOT|\$or|\$nor|\$not|or|not|nor)$/;
/** `price__gte`, `owner__id__in`: a column, perhaps of a related table, and how it is compared. */
const LOOKUP = new RegExp(`^(\\w+?)__(${[
  'exact', 'in', 'iexact', 'i?contains', 'i?startswith', 'i?endswith', 'i?regex', 'gte?', 'lte?', 'range', 'isnull', 'search', 'trigram_\\w+', 'has_keys?', 'has_any_keys', 'contained_by', 'overlap', 'distance_\\w+',
  'd?within', 'intersects', 'not', 'ne', 'nin', 'not_in', 'not_isnull', 'i?like', 'size', 'all', 'exists',
].join('|')})$`);
/** Statements whose first object says which rows. */
const BY_CONDITION = /^(find|get|count|exist|sum|min|max|avg|aggregate|distinct|delete|remove|update|replace|nativeUpdate|nativeDelete|soft|restore|destroy|findOneAnd)/;
const WHERE_STEP = /^(and|or)?where|^filter(_by)?$/i;
const WRITES_VALUES = /^(set|values|update|updateOne|updateMany|patch|increment|decrement|nativeUpdate|replaceOne|findOneAndUpdate|findOneAndReplace|findByIdAndUpdate|doUpdate)/;
const WRITTEN_PROPERTY = /^(data|update|values|set|create)$/;
const LIMIT = /^(take|limit|skip|offset|top|first)$/;
const LIMIT_TEXT = /\blimit\s+(?!1\b)\S/i;
/** A condition made elsewhere: `em.findOne(User, query.where)`. */
const MADE_CONDITION = /^(where|filters?|conditions?|criteria)$/i;
/** How a call is run, not what it is about: `row.update(values, { transaction })`. */
const CALL_OPTION = /^(transaction|session|hooks|returning|individualHooks|silent|fields|paranoid|logging|validate)$/;
const RELATION_PROPERTY = /^(populate|include|relations|with|select|attributes)$/;

export function readStatement(context: GateContext, work: ElementWork): Statement {
  const { summary } = context;
  const site = leafOf(context, work.site, work.effect);
  const steps = chainOf(summary, site);
  const reach = createReach(context, work);
  const written = steps.flatMap((step) => {
    const text = WHERE_STEP.test(step.name) ? undefined : statementText(summary, step.arguments[0]);
    return text !== undefined && /\s/.test(text.text) ? [{ step, text }] : [];
  });
  const [first] = written;
  if (first !== undefined) {
    const { step, text } = first;
    if (/^\s*(insert|replace|upsert|merge|copy)\b/i.test(text.text)) return { site, steps, condition: undefined, written: 'no', relations: 'no', keepsFirst: false };
    return { site, steps, condition: textConditions(summary, step, text, reach), written: textWrites(summary, step, text, reach), relations: 'no', keepsFirst: LIMIT_TEXT.test(text.text) };
  }
  const conditions = steps.map((step) => conditionOf(summary, step, reach));
  const known = conditions.filter((condition) => condition !== undefined);
  // `deleteAll(condition)` hands on what its caller wrote.
  const handed = known.length > 0 || work.effect.through.length === 0 ? undefined : conditionOf(summary, work.call, reach);
  if (handed !== undefined) known.push(handed);
  return {
    site,
    steps,
    condition: known.length === 0 ? undefined : known.flatMap(({ comparisons }) => comparisons),
    written: most(steps.flatMap((step, index) => (isGivenTheSame(context, work, step) ? [] : writtenValues(summary, step, conditions[index]?.argument).map(reach)))),
    relations: most(steps.flatMap((step) => relationValues(summary, step).map(reach))),
    keepsFirst: steps.some((step) => limitValues(summary, step).some((id) => !isAtMostOne(summary, id))),
  };
}

/** No name in the arguments belongs to the iteration. */
function isGivenTheSame({ summary, flow }: GateContext, { loopId, effect }: ElementWork, step: CallSite): boolean {
  if (loopId === NONE || effect.through.length > 0) return false;
  const [own, set] = [flow.perIteration(loopId), flow.setInside(loopId)];
  return !step.argumentReads.some((read) => own.has(read) || set.get(read)?.some(({ kind }) => kind === 'assign') === true || flow.isInside(summary.bindings[read]?.loop ?? NONE, loopId));
}

/** The calls of a chain written in one place, the last one first; what was kept under a name before is no part of it. */
export function chainOf(summary: FileSummary, site: SiteId): CallSite[] {
  const steps: CallSite[] = [];
  let at: CallSite | undefined = summary.sites[site];
  while (at !== undefined && steps.length < LONGEST_CHAIN) {
    steps.push(at);
    const before = receiverCall(summary, at.callee);
    at = before?.range.start === at.range.start ? before : undefined;
  }
  return steps;
}

function receiverCall(summary: FileSummary, callee: ValueId): CallSite | undefined {
  let value = summary.values[callee];
  for (let hops = 0; hops < 5 && value !== undefined; hops++) {
    if (value.kind === 'result') return summary.sites[value.site];
    if (value.kind !== 'member' && value.kind !== 'typed') return undefined;
    value = summary.values[value.of];
  }
  return undefined;
}

type AskReach = (id: ValueId) => Reach;

/** Follows a value back to the loop's elements, or, behind helpers, to the helpers' parameters. */
function createReach({ summary, flow }: GateContext, { loop, loopId, effect }: ElementWork): AskReach {
  const own = flow.perIteration(loopId);
  const isHelper = effect.through.length > 0;
  const helps = (fn: number): boolean => {
    const range = summary.functions[fn]?.range;
    return range !== undefined && (contains(loop.range, range) || (isHelper && fn !== 0 && !contains(range, loop.range)));
  };
  const reads = (site: CallSite): boolean => [...site.argumentReads, ...site.calleeReads].some((read) => {
    const binding = summary.bindings[read];
    return own.has(read) || (binding?.kind === 'parameter' && helps(binding.function));
  });

  function ask(id: ValueId, depth: number): Reach {
    const value = summary.values[id];
    if (value === undefined || depth > DEEPEST_VALUE) return 'maybe';
    switch (value.kind) {
      case 'string': case 'number': case 'boolean': case 'null': case 'import': case 'global': case 'class': case 'this': case 'type': return 'no';
      case 'unknown': case 'text': case 'function': return 'maybe';
      case 'member': case 'awaited': case 'typed': return ask(value.of, depth + 1);
      case 'element': {
        const source = summary.loops.find((other) => other.iterated === value.of);
        if (summary.loops.some((other) => other.iterated === value.of && contains(loop.range, other.range))) return 'yes';
        return source === undefined && ask(value.of, depth + 1) !== 'yes' ? 'maybe' : source === undefined ? 'yes' : 'no';
      }
      case 'parameter': return helps(value.function) ? 'yes' : 'no';
      case 'object': return most([...Object.values(value.properties).map((held) => ask(held, depth + 1)), value.open ? 'maybe' : 'no']);
      case 'array': return most([...value.elements.map((held) => ask(held, depth + 1)), value.length !== value.elements.length ? 'maybe' : 'no']);
      case 'either': return most(value.of.map((one) => ask(one, depth + 1)));
      case 'result': {
        const site = summary.sites[value.site];
        if (site === undefined) return 'maybe';
        if (!contains(loop.range, site.range) && !helps(site.function)) return 'no';
        return reads(site) ? 'yes' : most([site.callee, ...site.arguments].map((part) => (part === site.callee && summary.values[part]?.kind === 'unknown' ? 'no' : ask(part, depth + 1))));
      }
    }
  }
  return (id) => ask(id, 0);
}

function most(all: readonly Reach[]): Reach {
  return all.includes('yes') ? 'yes' : all.includes('maybe') ? 'maybe' : 'no';
}

interface Condition {
  /** Where it stands among the call's arguments. */
  readonly argument: number;
  readonly comparisons: readonly Comparison[];
}

function conditionOf(summary: FileSummary, step: CallSite, reach: AskReach): Condition | undefined {
  const values = step.arguments.map((id) => plain(summary, id));
  if (WHERE_STEP.test(step.name)) {
    const range = /not/i.test(step.name);
    return { argument: 0, comparisons: whereStep(summary, step, values, reach).map((found) => (range ? { ...found, range } : found)) };
  }
  const options = values.findIndex((value) => value?.kind === 'object' && Object.hasOwn(value.properties, 'where'));
  const object = values[options];
  if (object?.kind === 'object') return { argument: options, comparisons: comparisonsIn(summary, object.properties['where'] ?? NONE, reach) };
  if (!BY_CONDITION.test(step.name) || /ById|ByPk/.test(step.name)) return undefined;
  // `find(User, { id })`: which table comes first.
  const first = isTableName(values[0]) && values.length > 1 ? 1 : 0;
  const value = values[first];
  if (value?.kind === 'member' && MADE_CONDITION.test(value.name)) return { argument: first, comparisons: [{ key: '', range: true, reach: reach(step.arguments[first] ?? NONE) }] };
  const isChange = /^(update|replace|nativeUpdate)/.test(step.name);
  if (value?.kind !== 'object' || (isChange && (values.length < first + 2 || isCallOptions(values[first + 1])))) return undefined;
  return { argument: first, comparisons: comparisonsIn(summary, step.arguments[first] ?? NONE, reach) };
}

function isCallOptions(value: Value | undefined): boolean {
  return value?.kind === 'object' && Object.keys(value.properties).length > 0 && Object.keys(value.properties).every((name) => CALL_OPTION.test(name));
}

function isTableName(value: Value | undefined): boolean {
  return value?.kind === 'import' || value?.kind === 'class' || value?.kind === 'string' || value?.kind === 'global' || value?.kind === 'member' || value?.kind === 'parameter';
}

/** `where({ id })`, `where('id', id)`, `where('rank', '>', rank)`, `where('u.id = :id', { id })`, `where(eq(users.id, id))`. */
function whereStep(summary: FileSummary, step: CallSite, values: readonly (Value | undefined)[], reach: AskReach): Comparison[] {
  const [first, second] = values;
  const id = (index: number): ValueId => step.arguments[index] ?? NONE;
  if (first?.kind !== 'string') return comparisonsIn(summary, id(0), reach);
  if (!/^[\w.]+$/.test(first.value)) return textConditions(summary, step, { text: ` where ${first.value}`, complete: true, goesOn: false }, reach);
  const key = lastName(first.value);
  if (values.length >= 3) return [{ key, range: second?.kind !== 'string' || !/^(=|==|in)$/i.test(second.value), reach: reach(id(2)) }];
  return [{ key, range: false, reach: reach(id(1)) }];
}

function comparisonsIn(summary: FileSummary, id: ValueId, reach: AskReach, depth = 0): Comparison[] {
  const value = plain(summary, id);
  const unnamed: Comparison = { key: '', range: false, reach: reach(id) };
  if (depth > DEEPEST_VALUE || value === undefined) return [unnamed];
  if (value.kind === 'result') return comparisonCall(summary, summary.sites[value.site], id, reach, depth);
  if (value.kind === 'array') return value.elements.flatMap((element) => comparisonsIn(summary, element, reach, depth + 1));
  if (value.kind !== 'object') return [unnamed];
  const found = Object.entries(value.properties).flatMap(([name, held]): Comparison[] => {
    if (ALL_OF.test(name)) return comparisonsIn(summary, held, reach, depth + 1);
    if (ANY_OF.test(name)) return [{ key: '', range: true, reach: reach(held) }];
    return compared(summary, name, held, reach);
  });
  return value.open ? [...found, { key: '', range: false, reach: 'maybe' }] : found;
}

/** `id: 5`, `id: { in: ids }`, `rank: { $gt: rank }`, `owner: { email }`, `at: MoreThan(day)`, `price__gte=5`. */
function compared(summary: FileSummary, key: string, id: ValueId, reach: AskReach): Comparison[] {
  const value = plain(summary, id);
  const [, column, lookup] = LOOKUP.exec(key) ?? [];
  if (column !== undefined && lookup !== undefined) {
    if (lookup !== 'exact' && lookup !== 'in') return [{ key: column, range: true, reach: reach(id) }];
    // `id__in=[order.id]`: the list was made for one.
    const isMany = lookup === 'in' && !(value?.kind === 'array' && value.length === 1);
    return [{ key: column, range: false, ...(isMany ? { many: true as const } : {}), reach: reach(id) }];
  }
  if (value?.kind === 'result') {
    const name = summary.sites[value.site]?.name ?? '';
    return [{ key, range: RANGE_CALL.test(name), reach: reach(id) }];
  }
  if (value?.kind !== 'object') return [{ key, range: false, reach: reach(id) }];
  return Object.entries(value.properties).map(([name, held]) => (
    RANGE_OPERATOR.test(name) ? { key, range: true, reach: reach(held) } : { key: EQUALS_OPERATOR.test(name) ? key : '', range: false, reach: reach(held) }));
}

/** `eq(users.id, id)`, `and(eq(…), gt(…))`. */
function comparisonCall(summary: FileSummary, site: CallSite | undefined, id: ValueId, reach: AskReach, depth: number): Comparison[] {
  if (site === undefined) return [{ key: '', range: false, reach: reach(id) }];
  if (ALL_OF.test(site.name)) return site.arguments.flatMap((argument) => comparisonsIn(summary, argument, reach, depth + 1));
  const range = RANGE_CALL.test(site.name) || ANY_OF.test(site.name);
  const [column, against] = site.arguments;
  const name = column === undefined ? undefined : plain(summary, column);
  if ((range || EQUALS_CALL.test(site.name)) && against !== undefined) return [{ key: name?.kind === 'member' ? name.name : '', range, reach: reach(against) }];
  return [{ key: '', range, reach: reach(id) }];
}

/** `… WHERE id = $1 AND at > ?`; of an assembled text only the beginning is known: `… WHERE id = ${id}`. */
function textConditions(summary: FileSummary, step: CallSite, { text, complete, goesOn }: StatementText, reach: AskReach): Comparison[] {
  const start = text.search(/\bwhere\b/i);
  const elsewhere: Comparison[] = complete ? [] : [{ key: '', range: false, reach: 'maybe' }];
  if (start < 0) return elsewhere;
  const given = parametersOf(summary, step);
  const found: Comparison[] = [];
  const comparison = /([\w."`]+)\s*(<=|>=|<>|!=|=|<|>|\bi?like\b)\s*(\?|\$\d+|[:@]\w+|%s|$)/gi;
  for (const match of text.slice(start).matchAll(comparison)) {
    const [, column = '', operator = '', placeholder = ''] = match;
    if (placeholder === '' && complete) continue;
    const value = given(placeholder, text.slice(0, start + match.index).split('?').length - 1);
    found.push({ key: lastName(column.replace(/["`]/g, '')), range: operator !== '=', reach: placeholder === '' ? 'yes' : value === undefined ? 'maybe' : reach(value) });
  }
  if (found.length === 0) return elsewhere;
  // `WHERE id = ${id} AND shop = ${shop}`: what else is filled in may be a part of the key.
  return goesOn ? [...found, { key: '', range: false, reach: 'yes' }] : found;
}

/** The values given for placeholders: by number, by position, by name. */
function parametersOf(summary: FileSummary, step: CallSite): (placeholder: string, before: number) => ValueId | undefined {
  const list = step.arguments.map((id) => plain(summary, id)).find((value, index) => index > 0 && (value?.kind === 'array' || value?.kind === 'object'));
  return (placeholder, before) => {
    if (list?.kind === 'array') return placeholder.startsWith('$') ? list.elements[Number(placeholder.slice(1)) - 1] : placeholder === '?' ? list.elements[before] : undefined;
    const name = placeholder.slice(1);
    return list?.kind === 'object' && Object.hasOwn(list.properties, name) ? list.properties[name] : undefined;
  };
}

/** What is filled in where the statement sets columns. */
function textWrites(summary: FileSummary, step: CallSite, { text, complete }: StatementText, reach: AskReach): Reach {
  const set = /\bset\b(.*?)(?:\bwhere\b|$)/is.exec(text);
  if (set === null) return 'no';
  const given = parametersOf(summary, step);
  const values = [...(set[1] ?? '').matchAll(/\?|\$\d+|[:@]\w+|%s/g)].map(([placeholder], index): Reach => {
    const value = given(placeholder, text.slice(0, set.index).split('?').length - 1 + index);
    return value === undefined ? 'maybe' : reach(value);
  });
  return most([...values, !complete && !/\bwhere\b/i.test(text) ? 'maybe' : 'no']);
}

function writtenValues(summary: FileSummary, step: CallSite, condition: number | undefined): ValueId[] {
  const isWrite = WRITES_VALUES.test(step.name);
  return step.arguments.flatMap((id, index): ValueId[] => {
    const value = plain(summary, id);
    if (value?.kind === 'object' && Object.hasOwn(value.properties, 'where')) return propertiesOf(value, WRITTEN_PROPERTY);
    if (!isWrite || index === condition || isTableName(value) && value?.kind !== 'parameter' && value?.kind !== 'member') return [];
    // `update(id, values)`: which row comes first, unless something else says it.
    return condition === undefined && index === 0 && step.arguments.length > 1 && value?.kind !== 'object' ? [] : [id];
  });
}

function relationValues(summary: FileSummary, step: CallSite): ValueId[] {
  return step.arguments.flatMap((id) => {
    const value = plain(summary, id);
    return value?.kind === 'object' ? propertiesOf(value, RELATION_PROPERTY) : [];
  });
}

/** `take: 6`, `.limit(20)`; a `limit` inside a condition is a column of that name. */
function limitValues(summary: FileSummary, step: CallSite): ValueId[] {
  if (LIMIT.test(step.name)) return step.arguments.slice(0, 1);
  return step.arguments.flatMap((id, index) => {
    const value = plain(summary, id);
    if (value?.kind !== 'object') return [];
    const isOptions = index > 0 || Object.hasOwn(value.properties, 'where') || !BY_CONDITION.test(step.name) || Object.hasOwn(value.properties, 'take');
    return isOptions ? propertiesOf(value, LIMIT) : [];
  });
}

/** One row of each is like any other lookup, and so is a page that begins at the first row. */
function isAtMostOne(summary: FileSummary, id: ValueId): boolean {
  const value = plain(summary, id);
  return value?.kind === 'null' || (value?.kind === 'number' && Math.abs(value.value) <= 1);
}

function propertiesOf(value: Value & { kind: 'object' }, names: RegExp): ValueId[] {
  return Object.entries(value.properties).flatMap(([name, held]) => (names.test(name) ? [held] : []));
}

function plain(summary: FileSummary, id: ValueId): Value | undefined {
  let value = summary.values[id];
  for (let hops = 0; hops < 5 && value !== undefined && (value.kind === 'typed' || value.kind === 'awaited'); hops++) {
    const inner: Value | undefined = summary.values[value.of];
    if (value.kind === 'typed' && inner?.kind === 'unknown') return value;
    value = inner;
  }
  return value;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
