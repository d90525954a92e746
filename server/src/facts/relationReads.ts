/** Work that starts at a relation of each element (`order.lines.filter(…).count()`, `order.customer`): which relation, and by which steps. Language-neutral; steps are known by customary names. */
import type { CallSite, FileSummary, LoopSummary, SiteId, ValueId } from '../engine/summary';
import { contains } from '../text/range';
import type { GateContext } from './gates/loopGates';
import { leafOf } from './gates/startedWork';
import type { ElementWork } from './perElement';

export interface RelationRead {
  /** From the row it starts at: `['order', 'lines']` of `payment.order.lines`. Never empty. */
  readonly path: readonly string[];
  /** The last of the path. */
  readonly name: string;
  /** The calls made on the relation, first to last: `filter`, `count`. */
  readonly steps: readonly CallSite[];
  /** The row. */
  readonly root: ValueId;
}

const DEEPEST = 20;
/** Managers of a class and handles are no relations, whatever they are members of. */
const NO_RELATION = /^(_?[A-Z]|objects$|\w+_objects$|objects_|_\w*manager$|query$|session$|db$|client$|connection$)/;

/** What the work reads of a row, in the loop or behind helpers; undefined where it does not start at a relation. */
export function relationOf(context: GateContext, { site, effect }: Pick<ElementWork, 'site' | 'effect'>): RelationRead | undefined {
  return relationAt(context.summary, leafOf(context, site, effect));
}

/** Follows a query back through its steps, and through names that hold it on its way, to the property it starts from. */
function relationAt(summary: FileSummary, site: SiteId): RelationRead | undefined {
  const call = summary.sites[site];
  if (call === undefined) return undefined;
  const steps: CallSite[] = call.kind === 'call' ? [call] : [];
  const path: string[] = [];
  let at = call.callee;
  for (let hops = 0; hops < DEEPEST; hops++) {
    const value = summary.values[at];
    if (value?.kind === 'typed' || value?.kind === 'awaited') at = value.of;
    else if (value?.kind === 'result' && path.length === 0) {
      const step = summary.sites[value.site];
      if (step === undefined || steps.includes(step)) return undefined;
      steps.unshift(step);
      at = step.callee;
    } else if (value?.kind === 'member') {
      // The name of the step itself comes before its receiver.
      if (at !== steps[0]?.callee) path.unshift(value.name);
      at = value.of;
    } else break;
  }
  const name = path.at(-1);
  return name === undefined || path.some((step) => NO_RELATION.test(step)) ? undefined : { path, name, steps, root: at };
}

/** All rows of the relation are meant, which is what comes along with a list. */
export function readsWhole({ steps }: Pick<RelationRead, 'steps'>): boolean {
  return steps.every(({ name }) => WHOLE.test(name));
}

/** The first row is taken from what is loaded where rows have an order, which another file may give them. */
const WHOLE = /^(all|count|exists|first)$/;

/** `order.customer.id` wherever the loop reads `order.customer`: the row is loaded for its key alone. */
export function readsOnlyKey({ sites, values }: FileSummary, { callee }: CallSite, { range }: Pick<LoopSummary, 'range'>): boolean {
  const reads = sites.filter((site) => site.kind === 'read' && site.callee === callee && contains(range, site.range));
  return reads.length > 0 && reads.every((read) => sites.some((site) => {
    const key = values[site.callee];
    return site.kind === 'read' && site.range.start === read.range.start && key?.kind === 'member' && key.of === callee && KEY.test(key.name);
  }));
}

const KEY = /^(pk|id)$/;
