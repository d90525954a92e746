/**
 * Where a written row comes from: made by the program or loaded before, the same values for all or not, a model whose rows are
 * spread over two tables. Language-neutral; tells nothing where the text does not.
 */
import type { FileSummary, LoopId, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { contains } from '../text/range';
import type { GateContext } from './gates/loopGates';

type Program = Pick<GateContext, 'summary' | 'facts'>;

const DEEPEST = 8;
/** Names of classes, which constants have not: `Order`, `models.Order`. */
const CLASS_NAME = /^[A-Z]\w*[a-z]/;
const COPIED = /\.(pk|id|_state\.adding)$/;
/** Calls that give the same each time, nearly enough. */
const STEADY_CALL = /^(now|utcnow|today|localtime|localdate)$/;

/** For a method of a row (`order.save()`): whether the row was made here or loaded before. */
export function rowOrigin(context: Program, site: SiteId): 'made' | 'loaded' | undefined {
  const { values, sites, flows } = context.summary;
  const call = sites[site];
  const callee = values[call?.callee ?? NONE];
  if (call === undefined || callee?.kind !== 'member') return undefined;
  // `order.pk = None`: what is saved then is a copy.
  const isCopy = flows.some((flow) => flow.kind === 'mutate' && COPIED.test(flow.path) && flow.function === call.function && flow.range.end <= call.range.start && flow.targets.some((target) => call.calleeReads.includes(target)));
  return isCopy ? 'made' : originOf(context, callee.of, 0);
}

function originOf(context: Program, id: ValueId, depth: number): 'made' | 'loaded' | undefined {
  const { summary, facts } = context;
  const value = summary.values[id];
  if (value === undefined || depth > DEEPEST) return undefined;
  switch (value.kind) {
    case 'typed': case 'awaited': return originOf(context, value.of, depth + 1);
    case 'either': {
      const [first, ...others] = value.of.map((one) => originOf(context, one, depth + 1));
      return others.every((other) => other === first) ? first : undefined;
    }
    case 'element': return givesRows(context, value.of, depth) ? 'loaded' : undefined;
    case 'result': {
      const site = summary.sites[value.site];
      const kinds = facts.effectsOf(value.site).filter(({ through }) => through.length === 0).map(({ kind }) => kind);
      if (site === undefined || kinds.includes('db-write')) return undefined;
      if (kinds.includes('db-query')) return 'loaded';
      return kinds.length === 0 && facts.targetOf(value.site) === undefined && (site.kind === 'new' || CLASS_NAME.test(site.name)) ? 'made' : undefined;
    }
    default: return undefined;
  }
}

/** The collection is what a query gave, or a query that runs when it is gone through. */
function givesRows(context: Program, id: ValueId, depth: number): boolean {
  const { summary, facts } = context;
  const value = summary.values[id];
  if (value === undefined || depth > DEEPEST) return false;
  if (value.kind === 'typed' || value.kind === 'awaited') return givesRows(context, value.of, depth + 1);
  if (value.kind !== 'result') return false;
  const effects = facts.effectsOf(value.site);
  return effects.some(({ kind, through }) => kind === 'db-query' && through.length === 0) || facts.operationTraits(value.site).includes('composes');
}

/** Every assignment of the loop to the row before it is saved sets something that is the same for all rows, and nothing else is handed the row. */
export function isAlike({ summary, flow }: GateContext, loopId: LoopId, site: SiteId): boolean {
  const saved = summary.sites[site];
  const callee = summary.values[saved?.callee ?? NONE];
  const range = summary.loops[loopId]?.range;
  const [row, ...more] = saved?.calleeReads ?? [];
  if (saved === undefined || callee?.kind !== 'member' || summary.values[callee.of]?.kind !== 'element' || range === undefined || row === undefined || more.length > 0) return false;
  const own = flow.perIteration(loopId);
  const changes = summary.flows.filter((change) => contains(range, change.range) && change.targets.includes(row) && change.kind !== 'iterate' && change.kind !== 'declare');
  const isTouchedOtherwise = summary.sites.some((other) => other !== saved && contains(range, other.range) && other.kind !== 'read' && other.range.end <= saved.range.start && [...other.calleeReads, ...other.argumentReads].includes(row));
  return changes.length > 0 && !isTouchedOtherwise && changes.every((change) => change.kind === 'mutate' && change.path !== '' && !change.path.endsWith(')') && isSteady(summary, change.value)
    && !change.reads.some((read) => own.has(read)));
}

/** A constant, or something from outside of all iterations; what is computed is not followed. */
function isSteady(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  switch (value?.kind) {
    case 'string': case 'number': case 'boolean': case 'null': case 'import': case 'global': case 'class': case 'parameter': return true;
    case 'member': case 'typed': case 'awaited': return isSteady(summary, value.of);
    case 'result': return STEADY_CALL.test(summary.sites[value.site]?.name ?? '');
    default: return false;
  }
}

/** What the call gives back is looked at. */
export function isResultUsed(summary: FileSummary, site: SiteId): boolean {
  const call = summary.sites[site];
  if (call === undefined) return false;
  if (call.await === NONE) return call.use !== 'discarded';
  return summary.flows.some(({ awaits }) => awaits.includes(call.await)) || summary.exits.some(({ awaits }) => awaits.includes(call.await));
}

/** The statement is about a model of the file that extends another one which has a table of its own. */
export function isInherited(context: Program, site: SiteId): boolean {
  const { summary, facts } = context;
  const own = classOf(context, summary.sites[site]?.callee ?? NONE, 0);
  const model = summary.classes[own];
  const base = summary.values[model?.extends ?? NONE];
  const isModel = (id: number, hops = 0): boolean => {
    const parent = summary.classes[id]?.extends ?? NONE;
    const value = summary.values[parent];
    return hops < DEEPEST && (value?.kind === 'class' ? isModel(value.class, hops + 1) : facts.typeOf(parent) !== undefined);
  };
  return base?.kind === 'class' && isModel(base.class) && !saysOf(summary, own, 'proxy') && !saysOf(summary, base.class, 'abstract');
}

/** The class a chain begins with, or of which its row was made: `Order.objects.create`, `Order(…).save`. */
function classOf(context: Program, id: ValueId, depth: number): number {
  const value = context.summary.values[id];
  if (value === undefined || depth > DEEPEST) return NONE;
  switch (value.kind) {
    case 'class': return value.class;
    case 'member': case 'typed': case 'awaited': return classOf(context, value.of, depth + 1);
    case 'result': return classOf(context, context.summary.sites[value.site]?.callee ?? NONE, depth + 1);
    default: return NONE;
  }
}

/** `class Meta: abstract = True` inside the class. */
function saysOf(summary: FileSummary, id: number, option: string): boolean {
  const outer = summary.classes[id];
  return outer !== undefined && summary.classes.some((inner) => inner !== outer && inner.name === 'Meta' && contains(outer.range, inner.range)
    && inner.fields.some(({ name, value }) => name === option && isTrue(summary, value)));
}

function isTrue(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  return value?.kind === 'boolean' && value.value;
}
