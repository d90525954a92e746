/**
 * Whether a later read would be started in vain, or where the program wants to look first: gates for two awaits that need no
 * data from each other. Language-neutral; knows no library.
 */
import type { AwaitId, CallSite, FileSummary, Step } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Gate, GateContext } from './loopGates';
import { receiverText } from './loopGates';
import { REMOTE_NAME, TABLE_NAME, TARGET_NAME } from './names';

/** Texts, names and modules that are loaded once and then at hand. */
const LOOKS_UP = /^(getResource|getMetadata|getTranslations?|getTranslator|translate|t|i18n)$/;

/** `await getResource(id)`, `await getTranslations('cart')`. */
export function isLookUp(call: CallSite): boolean {
  return LOOKS_UP.test(call.name);
}

/** `const file = await fetch(url); return new Response(file.body);`: an open stream must not wait for another answer. */
export function isStreamed({ summary }: GateContext, id: number): boolean {
  return summary.values.some((value) => value.kind === 'member' && value.name === 'body' && isAnswer(summary, value.of, id));
}

function isAnswer(summary: FileSummary, where: number, site: number): boolean {
  let value = summary.values[where];
  for (let hops = 0; hops < 4 && (value?.kind === 'awaited' || value?.kind === 'typed'); hops++) value = summary.values[value.of];
  return value?.kind === 'result' && value.site === site;
}

/** Why `later` should stay behind `earlier`; `between` are the statements that stand between them. */
export function mustStayBehind(context: GateContext, earlier: AwaitId, later: AwaitId, between: readonly Step[]): Gate | undefined {
  const { summary } = context;
  const throwing = between.filter((step) => (step.kind === 'guard' || step.kind === 'branch') && throws(summary, step)).length;
  // `if (!user) throw …; if (!user.active) throw …; const cart = await load()`: the reads follow a list of checks.
  if (throwing > 1) return { gate: 'G12', reason: 'several checks stand before it' };
  if (throwing > 0 && asksTheSame(summary, earlier, later)) return { gate: 'G12', reason: 'it asks the same address again, after a check of the first answer' };
  if (isFallback(summary, later)) return { gate: 'G2', reason: 'it is asked only when a value is missing' };
  if (dependOnOthers(summary, earlier, later)) return { gate: 'G2', reason: 'each is asked under a condition of its own' };
  return undefined;
}

function throws(summary: FileSummary, step: Step): boolean {
  return summary.exits.some((exit) => exit.kind === 'throw' && exit.range.start >= step.range.start && exit.range.end <= step.range.end);
}

/** `await fetch(url, { method: 'HEAD' })` and `await fetch(url)`. */
function asksTheSame(summary: FileSummary, a: AwaitId, b: AwaitId): boolean {
  const first = siteOf(summary, a);
  const second = siteOf(summary, b);
  if (first === undefined || second === undefined || first.text !== second.text) return false;
  const [address = 0] = first.arguments;
  const [other = 0] = second.arguments;
  const value = summary.values[address];
  const same = summary.values[other];
  if (value === undefined || same === undefined) return false;
  if (address === other) return value.kind !== 'unknown' && value.kind !== 'object';
  switch (value.kind) {
    case 'parameter': return same.kind === 'parameter' && same.function === value.function && same.index === value.index;
    case 'member': return same.kind === 'member' && same.of === value.of && same.name === value.name;
    case 'string': return same.kind === 'string' && same.value === value.value;
    case 'text': return same.kind === 'text' && same.head === value.head && value.head !== '' && readsAlike(first, second);
    default: return false;
  }
}

function readsAlike(a: CallSite, b: CallSite): boolean {
  return a.argumentReads.every((read) => b.argumentReads.includes(read)) || b.argumentReads.every((read) => a.argumentReads.includes(read));
}

/** `const plan = given ?? (await loadPlan())`. */
function isFallback(summary: FileSummary, id: AwaitId): boolean {
  const waiting = summary.awaits[id];
  if (waiting === undefined || waiting.conditions === 0) return false;
  return summary.flows.some(({ awaits, value: held }) => {
    const value = awaits.includes(id) ? summary.values[held] : undefined;
    return value?.kind === 'either' && value.of.slice(1).some((part) => awaits.length > 0 && isAwaitOf(summary, part, waiting.value));
  });
}

function isAwaitOf(summary: FileSummary, where: number, promise: number): boolean {
  let value = summary.values[where];
  for (let hops = 0; hops < 4 && value !== undefined; hops++) {
    if (value.kind === 'awaited' && value.of === promise) return true;
    if (value.kind !== 'typed' && value.kind !== 'member') return false;
    value = summary.values[value.of];
  }
  return false;
}

/** `const a = x ? await f() : null; const b = y ? await g() : null;`. */
function dependOnOthers(summary: FileSummary, a: AwaitId, b: AwaitId): boolean {
  const first = siteOf(summary, a);
  const second = siteOf(summary, b);
  if (first === undefined || second === undefined || first.conditions === 0 || first.conditions !== second.conditions) return false;
  return first.conditionReads.some((read) => !second.conditionReads.includes(read)) && second.conditionReads.some((read) => !first.conditionReads.includes(read));
}

function siteOf(summary: FileSummary, id: AwaitId): CallSite | undefined {
  return summary.sites[summary.awaits[id]?.site ?? NONE];
}

/**
 * How many answers are waited for. What one handle is asked without arguments (`await order.title(); await order.address()`) may
 * all come with the first answer, so it counts once when nothing else is known of it. An object made in the function that is
 * asked so once (`await report.load()`) may answer whatever else it is asked from the same.
 */
export function latenciesOf(context: GateContext, waits: readonly (readonly AwaitId[])[]): number {
  const asked = waits.map((awaits) => askedHandle(context, awaits));
  const loaded = new Set(asked.flatMap((handle) => (handle !== undefined && !handle.isGiven && handle.isLocal ? [handle.receiver] : [])));
  return new Set(asked.map((handle, index) => (handle === undefined || (handle.isGiven && !loaded.has(handle.receiver)) ? `await ${waits[index]?.[0] ?? NONE}` : `handle ${handle.receiver}`))).size;
}

interface AskedHandle {
  readonly receiver: string;
  /** With arguments. */
  readonly isGiven: boolean;
  /** Made by a call in the same function, and no client of somebody else. */
  readonly isLocal: boolean;
}

function askedHandle({ summary, facts }: GateContext, awaits: readonly AwaitId[]): AskedHandle | undefined {
  const [id = NONE] = awaits;
  const site = summary.awaits[id]?.site ?? NONE;
  const call = summary.sites[site];
  if (awaits.length !== 1 || call === undefined) return undefined;
  const receiver = receiverText(call);
  // Methods of the program on its own object are told by what they do.
  if (receiver === '' || receiver === 'this' || receiver === 'self' || facts.targetOf(site) !== undefined) return undefined;
  if (!facts.effectsOf(site).every((effect) => effect.kind === 'unknown-async')) return undefined;
  const binding = call.calleeReads.map((read) => summary.bindings[read]).find((read) => read?.name === receiver);
  const isRemote = [REMOTE_NAME, TARGET_NAME, TABLE_NAME].some((name) => name.test(receiver));
  const isLocal = !isRemote && binding !== undefined && binding.function === call.function && summary.values[binding.value]?.kind === 'result';
  return { receiver, isGiven: call.arguments.length > 0, isLocal };
}
