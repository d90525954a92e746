/** Calls in a loop that run for one element, for none, or once per key: what decides about them is read from conditions. */
import type { BindingId, CallSite, FileSummary, FunctionId, LoopId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';
import type { Gate, GateContext } from './loopGates';
import { nameOf } from './loopGates';
import { SAYS_LOADED } from './names';

/** `leaf` is the call that does the work, in the called function or `site` itself. */
export function isRarelyRun(context: GateContext, loop: LoopId, site: SiteId, leaf: SiteId): Gate | undefined {
  const { summary } = context;
  const call = summary.sites[site];
  const inner = summary.sites[leaf];
  if (call === undefined || inner === undefined) return undefined;
  const gate = isForOnePosition(context, loop, call) ?? isFallback(summary, call);
  if (gate !== undefined || leaf === site) return gate;
  return needsMissingArgument(context, site, call, inner) ?? isFilledByKey(summary, inner) ?? isFallback(summary, inner);
}

/** `for (const [i, row] of rows.entries()) { if (i === 0) … }`, `rows.map((row, i) => { if (i === 0) … })`. */
function isForOnePosition({ summary }: GateContext, id: LoopId, call: CallSite): Gate | undefined {
  const loop = summary.loops[id];
  // The counter of a `for` reads elements as well (`if (rows[i].open)`), so it says nothing.
  if (loop === undefined || call.conditions === 0 || call.conditionReads.length === 0 || (loop.kind !== 'for-of' && loop.kind !== 'callback')) return undefined;
  const position = positionOf(summary, id);
  const [read] = call.conditionReads;
  if (position === undefined || read !== position || call.conditionReads.length > 1) return undefined;
  return { gate: 'G2', reason: `only \`${nameOf(summary, position)}\` decides whether it runs, so it is for one place of the list` };
}

function positionOf(summary: FileSummary, id: LoopId): BindingId | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  if (loop.kind === 'for-of') return /\.entries\(\)$/.test(loop.iteratedText) ? loop.elements[0] : undefined;
  const parameter = summary.functions[loop.body]?.parameters[loop.method.startsWith('reduce') ? 2 : 1];
  return parameter === undefined || parameter.binding === NONE ? undefined : parameter.binding;
}

/** `if (!id && teamId) query(teamId)` in a function that this call gives no `teamId`. */
function needsMissingArgument({ summary, facts }: GateContext, site: SiteId, call: CallSite, inner: CallSite): Gate | undefined {
  if (facts.targetOf(site) !== inner.function || call.arguments.length !== call.argumentRanges.length) return undefined;
  const missing = summary.functions[inner.function]?.parameters.slice(call.arguments.length) ?? [];
  // Read by the condition and by the call: `if (!cached)` alone would run it without the argument.
  const needed = missing.find(({ binding }) => binding !== NONE && inner.conditionReads.includes(binding) && inner.argumentReads.includes(binding));
  return needed === undefined ? undefined : { gate: 'G2', reason: `it needs \`${needed.name}\`, which is not given here` };
}

/** `let id = byKey[key]; if (!id) { id = await query(key); } byKey[key] = id;`, `if (!byKey.has(key)) byKey.set(key, await query(key))`, with `byKey` from outside the function. */
function isFilledByKey(summary: FileSummary, inner: CallSite): Gate | undefined {
  const deciding = sourcesOf(summary, inner);
  const filled = summary.flows.find((flow) => flow.kind === 'mutate' && flow.function === inner.function && (flow.range.start > inner.range.start || contains(flow.range, inner.range)) && FILLS_KEY.test(flow.path)
    && flow.targets.some((target) => deciding.has(target) && outlives(summary, target, inner.function)));
  const [target] = filled?.targets ?? [];
  return target === undefined ? undefined : { gate: 'G6', reason: `what it finds is kept by key in \`${nameOf(summary, target)}\`` };
}

const FILLS_KEY = /\]$|\.(set|add)\(\)$/;

/** Names that decide whether the call is reached, and what they were made from. */
function sourcesOf(summary: FileSummary, inner: CallSite): ReadonlySet<BindingId> {
  const known = new Set(inner.conditionReads);
  for (let grew = true; grew;) {
    grew = false;
    for (const flow of summary.flows) {
      if (flow.function !== inner.function || flow.range.start > inner.range.start || (flow.kind !== 'declare' && flow.kind !== 'assign') || !flow.targets.some((target) => known.has(target))) continue;
      for (const read of flow.reads) {
        if (known.has(read)) continue;
        known.add(read);
        grew = true;
      }
    }
  }
  return known;
}

/** A parameter, a field or a name of a function around it. */
function outlives(summary: FileSummary, id: BindingId, fn: FunctionId): boolean {
  const binding = summary.bindings[id];
  return binding !== undefined && (binding.kind === 'parameter' || binding.function !== fn);
}

/** `if (!order.items.isInitialized()) await order.items.init()`: what was loaded before is not asked for. */
function isFallback(summary: FileSummary, call: CallSite): Gate | undefined {
  if (call.conditions === 0) return undefined;
  const around = summary.steps.filter((step) => (step.kind === 'branch' || step.kind === 'guard') && step.function === call.function && contains(step.range, call.range));
  const asked = summary.sites.find((site) => site.function === call.function && site.range.end <= call.range.start && SAYS_LOADED.test(site.name) && around.some((step) => contains(step.range, site.range)));
  return asked === undefined ? undefined : { gate: 'G18', reason: `\`${asked.text}\` tells whether it was loaded before` };
}
