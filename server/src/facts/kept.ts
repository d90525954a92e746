/** Whether what a call makes outlives the function it is made in: kept in a field, a module variable, a cache, or given back. */
import type { CallSite, FileSummary, Flow, FunctionId, SiteId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { contains } from '../text/range';

/** `wrapped`: given back inside something made with it. */
export type Keeping = 'kept' | 'returned' | 'wrapped' | 'local';

export function keepingOf(summary: FileSummary, id: SiteId): Keeping {
  const site = summary.sites[id];
  if (site === undefined) return 'local';
  const holders = new Set<number>();
  // A name may be handed on once or twice before it is kept: `const c = await new C().connect(); this.c = c`.
  for (let round = 0; round < 3; round++) {
    for (const flow of summary.flows) {
      const involved = contains(flow.range, site.range) || valueHolds(summary, flow.value, id, 'inside') || flow.reads.some((read) => holders.has(read));
      if (!involved) continue;
      if (keepsOutside(summary, flow, site, holders)) return 'kept';
      if (flow.kind === 'declare' || flow.kind === 'assign') for (const target of flow.targets) if (summary.bindings[target]?.function === site.function) holders.add(target);
    }
  }
  const returns = summary.functions[site.function]?.returns ?? [];
  if (returns.some((value) => valueHolds(summary, value, id, 'itself'))) return 'returned';
  const handedOn = returns.some((value) => valueHolds(summary, value, id, 'inside'))
    || summary.exits.some((exit) => exit.kind === 'return' && exit.function === site.function && (contains(exit.range, site.range) || exit.reads.some((read) => holders.has(read) && isGivenBack(summary, read, site.function))));
  return handedOn ? 'wrapped' : 'local';
}

function keepsOutside(summary: FileSummary, flow: Flow, site: CallSite, holders: ReadonlySet<number>): boolean {
  if (flow.kind !== 'assign' && flow.kind !== 'mutate') return false;
  // A method call on the thing itself (`client.set(…)`) keeps nothing.
  if (flow.kind === 'mutate' && flow.targets.some((target) => holders.has(target))) return false;
  // `cache.client ??= new Client()` has no other purpose, wherever `cache` comes from.
  if (flow.ifAbsent && flow.path.includes('.')) return true;
  if (/^(this|self|globalThis|global|window|module|exports|process)\./.test(flow.path)) return true;
  return flow.targets.some((target) => livesAround(summary, summary.bindings[target]?.function ?? NONE, site.function));
}

/** The name belongs to a function (or the module) around the one where the call stands. */
function livesAround(summary: FileSummary, owner: FunctionId, inner: FunctionId): boolean {
  for (let at = summary.functions[inner]?.parent ?? NONE; at !== NONE; at = summary.functions[at]?.parent ?? NONE) if (at === owner) return true;
  return false;
}

/** The name itself is returned, or stands in a returned object or list: not only something computed with it. */
function isGivenBack(summary: FileSummary, binding: number, id: FunctionId): boolean {
  const value = summary.bindings[binding]?.value;
  return value !== undefined && value !== 0 && summary.functions[id]?.returns.some((returned) => holdsValue(summary, returned, value, 0)) === true;
}

function holdsValue(summary: FileSummary, where: number, wanted: number, depth: number): boolean {
  if (where === wanted || depth > 6) return where === wanted;
  const value = summary.values[where];
  const sought = summary.values[wanted];
  if (value === sought) return true;
  switch (value?.kind) {
    case 'awaited': case 'typed': return holdsValue(summary, value.of, wanted, depth + 1);
    case 'either': return value.of.some((part) => holdsValue(summary, part, wanted, depth + 1));
    case 'array': return value.elements.some((part) => holdsValue(summary, part, wanted, depth + 1));
    case 'object': return Object.values(value.properties).some((part) => holdsValue(summary, part, wanted, depth + 1));
    default: return false;
  }
}

/** The value is the result of the call, perhaps awaited, cast or put into an object; `inside`: or of a call that was given it. */
export function valueHolds(summary: FileSummary, where: number, site: SiteId, how: 'itself' | 'inside', depth = 0): boolean {
  const value = summary.values[where];
  if (value === undefined || depth > 8) return false;
  const holds = (part: number): boolean => valueHolds(summary, part, site, how, depth + 1);
  switch (value.kind) {
    case 'result': {
      if (value.site === site) return true;
      const call = summary.sites[value.site];
      if (call === undefined) return false;
      const callee = summary.values[call.callee];
      if (callee?.kind === 'member' && GIVES_ITSELF.has(call.name) && holds(callee.of)) return true;
      // `new Adapter(new Client())`, `drizzle(new Pool())`: the maker is handed into something that is given on.
      return how === 'inside' && (call.kind === 'new' || WRAPS.test(call.name)) && call.arguments.some(holds);
    }
    case 'awaited': case 'typed': return holds(value.of);
    case 'either': return value.of.some(holds);
    case 'array': return value.elements.some(holds);
    case 'object': return Object.values(value.properties).some(holds);
    default: return false;
  }
}

/** Functions that put a client into something that uses it later, rather than using it at once as `fetch(url, { dispatcher })` does. */
const WRAPS = /^(create|make|build|new|wrap|with|init|setup|use|provide|drizzle|knex|kysely|from|ok|Ok|success|succeed|right|some|just|resolve|freeze)([A-Z_]\w*)?$/;

/** Steps that give back their receiver: `new Client().connect()`, `createClient().on('error', …)`, `new PrismaClient().$extends(…)`. */
const GIVES_ITSELF = new Set(['connect', 'on', 'once', '$extends', '$on', 'withConfig', 'init', 'initialize', 'db', 'extend', 'use']);
