/** State that iterations share without handing it on by name: fields of an object, maps, a transaction among the arguments. */
import type { BindingId, CallSite, FileSummary, Flow, FunctionId, LoopId, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';
import type { Gate, GateContext } from './loopGates';
import { nameOf } from './loopGates';
import { TRANSACTION_ARGUMENT } from './names';

/** Longer ways from the loop to a method are not followed. */
const DEEPEST_CALLS = 5;
const DEEPEST_VALUE = 10;

/** `for (const tx of txes) await this.apply(tx)` where `apply` sets `this.last` or changes `this.byId`. */
export function changesOwnState(context: GateContext, loop: LoopId, site: SiteId): Gate | undefined {
  const { summary, facts, flow } = context;
  const call = summary.sites[site];
  const first = facts.targetOf(site);
  if (call === undefined || call.kind === 'new' || first === undefined) return undefined;
  // A method of what belongs to the iteration changes nothing that others see.
  const own = flow.perIteration(loop);
  if (call.calleeReads.some((read) => own.has(read))) return undefined;
  const seen = new Set<FunctionId>([first]);
  let open: FunctionId[] = [first];
  for (let depth = 0; depth < DEEPEST_CALLS && open.length > 0; depth++) {
    for (const fn of open) {
      const change = summary.flows.find((candidate) => candidate.function === fn && isStateChange(summary, candidate));
      if (change !== undefined) return { gate: 'G1', reason: `\`${summary.functions[fn]?.name ?? 'it'}\` changes \`${change.path.replace(/\(\)$/, '')}\`, which later iterations see` };
    }
    open = open.flatMap((fn) => calledFrom(context, fn)).filter((fn) => !seen.has(fn) && seen.add(fn));
  }
  return undefined;
}

/** Methods of the same object, and functions, that a function waits for. */
function calledFrom({ summary, facts }: GateContext, fn: FunctionId): FunctionId[] {
  const range = summary.functions[fn]?.range;
  return summary.sites.flatMap((site, id): FunctionId[] => {
    if (range === undefined || site.kind === 'new' || site.await === NONE || !contains(range, site.range)) return [];
    const target = facts.targetOf(id);
    return target === undefined ? [] : [target];
  });
}

function isStateChange(summary: FileSummary, change: Flow): boolean {
  if (change.kind !== 'assign' && change.kind !== 'mutate') return false;
  const fn = summary.functions[change.function];
  if (!change.path.startsWith('this.') || change.ifAbsent || fn === undefined || fn.kind === 'constructor' || fn.kind === 'field') return false;
  return !isCacheFill(summary, change);
}

/** `this.known.set(id, row)` or `this.pool = …` in a function that looks there first. */
function isCacheFill(summary: FileSummary, change: Flow): boolean {
  if (change.kind === 'mutate' && !/(\.(set|add)\(\)|\])$/.test(change.path)) return false;
  const [field] = change.targets;
  const root = field === undefined ? /^this\.\w+/.exec(change.path)?.[0] : summary.bindings[field]?.name;
  const isField = (read: BindingId): boolean => read === field || summary.bindings[read]?.name === root;
  const looksFirst = summary.flows.some((flow) => flow.function === change.function && flow.range.end <= change.range.start && flow.kind === 'declare' && flow.reads.some(isField));
  return looksFirst || summary.sites.some((site) => site.function === change.function && (site.conditionReads.some(isField) || (/^(has|get)$/.test(site.name) && site.range.end <= change.range.start && site.calleeReads.some(isField))));
}

/** `byId.set(row.id, …)` here and `byId.get(row.parentId)` there: one iteration reads what another left. */
export function readsOtherKeys({ summary, flow }: GateContext, id: LoopId): Gate | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  for (const [binding, changes] of flow.setInside(id)) {
    if (!changes.some((change) => change.kind === 'mutate' && change.path.endsWith('.set()'))) continue;
    const uses = summary.sites.filter((site) => contains(loop.range, site.range) && site.calleeReads.length === 1 && site.calleeReads[0] === binding);
    const written = uses.filter(({ name }) => name === 'set').map(({ arguments: [key] }) => keyText(summary, key));
    const read = uses.filter(({ name }) => name === 'get').map(({ arguments: [key] }) => keyText(summary, key));
    const other = read.find((key) => key !== undefined && written.some((set) => set !== undefined && set !== key));
    if (other !== undefined) return { gate: 'G1', reason: `\`${nameOf(summary, binding)}\` is read and filled under different keys, so one iteration may need another` };
  }
  return undefined;
}

/** Undefined where the text does not tell. */
function keyText(summary: FileSummary, id: ValueId | undefined): string | undefined {
  const names: string[] = [];
  for (let at = id; at !== undefined; ) {
    const value = summary.values[at];
    if (value?.kind === 'member') {
      names.unshift(value.name);
      at = value.of;
    } else if (value?.kind === 'typed') at = value.of;
    else return value?.kind === 'element' && names.length > 0 ? names.join('.') : undefined;
  }
  return undefined;
}

/** `destroyWith(createContext({ user, transaction }))`: somewhere among the arguments a transaction of outside the loop. */
export function isGivenTransaction({ summary, flow }: GateContext, call: CallSite): Gate | undefined {
  const own = call.loop === NONE ? undefined : flow.perIteration(call.loop);
  const read = call.argumentReads.find((binding) => {
    const { kind, name } = summary.bindings[binding] ?? { kind: 'import', name: '' };
    return kind !== 'import' && kind !== 'element' && own?.has(binding) !== true && TRANSACTION_ARGUMENT.test(name) && !isCalled(summary, binding);
  });
  const name = read !== undefined ? nameOf(summary, read) : call.arguments.map((argument) => transactionProperty(summary, argument, 0)).find((found) => found !== undefined);
  return name === undefined ? undefined : { gate: 'G5', reason: `\`${name}\` is shared by all iterations and may run one statement at a time` };
}

/** `t('greeting')` translates. */
function isCalled(summary: FileSummary, binding: BindingId): boolean {
  return summary.sites.some((site) => site.text === site.name && site.calleeReads.length === 1 && site.calleeReads[0] === binding);
}

function transactionProperty(summary: FileSummary, id: ValueId, depth: number): string | undefined {
  const value = summary.values[id];
  if (value === undefined || depth > DEEPEST_VALUE) return undefined;
  switch (value.kind) {
    case 'object':
      for (const [name, part] of Object.entries(value.properties)) {
        const kind = summary.values[part]?.kind;
        if (TRANSACTION_ARGUMENT.test(name) && kind !== 'null' && kind !== 'string' && kind !== 'number' && kind !== 'boolean' && kind !== 'object' && !isOfElement(summary, part)) return name;
        const inner = transactionProperty(summary, part, depth + 1);
        if (inner !== undefined) return inner;
      }
      return undefined;
    case 'array': return value.elements.map((part) => transactionProperty(summary, part, depth + 1)).find((found) => found !== undefined);
    case 'typed': case 'awaited': return transactionProperty(summary, value.of, depth + 1);
    case 'result': return summary.sites[value.site]?.arguments.map((argument) => transactionProperty(summary, argument, depth + 1)).find((found) => found !== undefined);
    default: return undefined;
  }
}

/** `{ transaction: payment.transaction }` is a row, no handle. */
function isOfElement(summary: FileSummary, id: ValueId): boolean {
  for (let at = id, hops = 0; hops < DEEPEST_VALUE; hops++) {
    const value = summary.values[at];
    if (value?.kind === 'element') return true;
    if (value?.kind !== 'member' && value?.kind !== 'typed' && value?.kind !== 'awaited') return false;
    at = value.of;
  }
  return false;
}
