/**
 * Why a loop may be one-at-a-time on purpose: the gates of the rule catalogue, each a small question about one loop.
 * Shared by every rule about loops and by every language. A gate answers with a reason a user can read.
 */
import type { FactsView } from '../../engine/facts';
import type { AwaitId, AwaitSummary, BindingId, CallSite, Exit, FileSummary, FunctionId, LoopId, LoopSummary, Note, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';
import { isGivenTransaction } from './carriedState';
import type { DataFlow } from './dataFlow';
import { CONSTANT_NAME, CONSUMES_NEXT, EMITS_IN_ORDER, ENDS_PROGRAM, ENUM_VALUES, FOLLOWS_ORDER, HAPPENED, LIMITER, MIGRATES, MIGRATION, ORDERED_HANDLE, PAUSE, RETRY, SLICE, SLICED_TEXT, SLICING_CALL, STEP_NAME, TRANSACTION_HANDLE } from './names';
import { maySitOnSession } from './sharedSessions';
import { isShortCollection, SMALL_COUNT } from './shortCollections';

export interface Gate {
  /** `G1` … `G18` of the catalogue. */
  readonly gate: string;
  readonly reason: string;
}

export interface GateContext {
  readonly summary: FileSummary;
  readonly facts: FactsView;
  readonly flow: DataFlow;
}

/** The loop is a retry, a poll, a paged read, a consumer, a worker: its iterations are not elements of a collection. */
export function notOverElements(context: GateContext, id: LoopId): Gate | undefined {
  const loop = context.summary.loops[id];
  if (loop === undefined) return undefined;
  // `for await` over a plain list waits for nothing: it is an ordinary loop.
  if (loop.kind === 'for-await' && !isPlainList(context, loop)) return { gate: 'G5', reason: 'it reads a stream, one piece after the other' };
  if (loop.endless) return { gate: 'G3', reason: 'it runs until something inside it ends it: a poll, a worker or a consumer' };
  if (loop.testAwaits.length > 0) return { gate: 'G3', reason: 'its condition waits for an answer each time' };
  return isRetry(context, id, loop) ?? followsItsOwnAnswer(context, id, loop) ?? isWorker(context, id, loop) ?? drainsQueue(context, id, loop) ?? isSlices(context, loop);
}

function isPlainList({ summary, facts }: GateContext, loop: LoopSummary): boolean {
  if (facts.effectsOf(sourceSite(summary, loop.iterated)).some((effect) => effect.kind === 'db-query')) return true;
  let value = summary.values[loop.iterated];
  if (value?.kind === 'awaited') value = summary.values[value.of];
  if (value?.kind === 'array') return true;
  if (value?.kind !== 'typed') return false;
  value = summary.values[value.type];
  const name = value?.kind === 'type' ? summary.values[value.name] : undefined;
  return name?.kind === 'global' && (name.name === 'Array' || name.name === 'Set' || name.name === 'ReadonlyArray');
}

/** The call an awaited value comes from; NONE when it is none. A list that was awaited is a list, whatever reads it. */
function sourceSite(summary: FileSummary, id: number): SiteId {
  const value = summary.values[id];
  if (value?.kind !== 'awaited') return NONE;
  const source = summary.values[value.of];
  return source?.kind === 'result' ? source.site : NONE;
}

function isRetry({ summary }: GateContext, id: LoopId, loop: LoopSummary): Gate | undefined {
  const names = [...loop.elements, ...loop.testReads].map((binding) => summary.bindings[binding]?.name ?? '');
  if (names.some((name) => RETRY.test(name)) || RETRY.test(loop.iteratedText)) return { gate: 'G3', reason: 'it retries' };
  // `try { return await f(); } catch { /* again */ }`: only failure leads to another iteration.
  const triesAgain = summary.tries.some((attempt) => attempt.loop === id && (attempt.handler === 'continues' || attempt.handler === 'mixed') && loop.kind !== 'for-of' && loop.kind !== 'for-in'
    && summary.exits.some((exit) => (exit.kind === 'return' || exit.kind === 'break') && contains(attempt.bodyRange, exit.range)));
  return triesAgain ? { gate: 'G3', reason: 'it tries again after a failure and stops at the first success' } : undefined;
}

/** `while (cursor)`, `do … while (page.hasMore)`: the condition reads what the last answer said. */
function followsItsOwnAnswer({ flow }: GateContext, id: LoopId, loop: LoopSummary): Gate | undefined {
  if (loop.kind !== 'while' && loop.kind !== 'do' && loop.kind !== 'for') return undefined;
  const carried = flow.carried(id);
  return loop.testReads.some((read) => carried.has(read)) ? { gate: 'G1', reason: 'whether it goes on depends on the answer before' } : undefined;
}

/** `while (next < items.length) { const i = next++; … }`: several of these run side by side. */
function isWorker({ summary, flow }: GateContext, id: LoopId, loop: LoopSummary): Gate | undefined {
  if (loop.kind !== 'while' && loop.kind !== 'for') return undefined;
  const shared = [...flow.counters(id)].some((counter) => {
    const owner = summary.bindings[counter]?.function;
    return owner !== undefined && owner !== loop.function && owner !== 0;
  });
  return shared ? { gate: 'G4', reason: 'it is the body of a worker; several take work from one counter' } : undefined;
}

function drainsQueue({ flow }: GateContext, id: LoopId, loop: LoopSummary): Gate | undefined {
  if (loop.kind !== 'while' && loop.kind !== 'do') return undefined;
  const set = flow.setInside(id);
  const drained = loop.testReads.some((read) => set.get(read)?.some((change) => change.kind === 'mutate') === true);
  if (drained) return { gate: 'G3', reason: 'it drains a queue that may grow meanwhile' };
  const counted = loop.testReads.some((read) => flow.counters(id).has(read));
  return counted ? undefined : { gate: 'G3', reason: 'nothing says that its iterations are elements of a collection' };
}

function isSlices({ summary, facts }: GateContext, loop: LoopSummary): Gate | undefined {
  const gate = { gate: 'G4', reason: 'it goes over slices, so the number of rounds is already small' };
  // Backwards by one is still one after another.
  if (Math.abs(loop.step) !== 1) return gate;
  // The `page` of `for (let page = 1; page <= pages; page++)` is one element of a range that is known before.
  if (loop.kind === 'for') return isOverSlicesByIndex(summary, loop) ? gate : undefined;
  const isNamed = loop.elements.some((binding) => SLICE.test(summary.bindings[binding]?.name ?? '')) || SLICE.test(loop.elementName) || SLICED_TEXT.test(loop.iteratedText);
  // The `page` of a site's pages is a row.
  if (isNamed && !loop.elements.some((binding) => isRow(facts, summary.bindings[binding]?.value ?? NONE))) return gate;
  const iterated = summary.values[loop.iterated];
  const source = iterated?.kind === 'result' ? summary.sites[iterated.site] : undefined;
  if (source !== undefined && SLICING_CALL.test(source.name)) return gate;
  if ((iterated?.kind === 'result' && cutsIntoSlices({ summary, facts }, facts.targetOf(iterated.site))) || isListOfSlices({ summary, facts }, loop)) return gate;
  const type = facts.typeOf(loop.iterated);
  return type !== undefined && facts.traitsOf(type).includes('stream') ? { gate: 'G5', reason: 'it reads a stream, one piece after the other' } : undefined;
}

/** `def split(ids): for i in range(0, len(ids), 500): yield ids[i:i + 500]`, or the same given back as a comprehension. */
function cutsIntoSlices(context: Pick<GateContext, 'summary' | 'facts'>, id: FunctionId | undefined): boolean {
  const { summary } = context;
  if (id === undefined) return false;
  return summary.loops.some((loop, at) => loop.function === id && isCut(context, at) && (summary.functions[id]?.generator === true
    || (loop.kind === 'comprehension' && summary.exits.some((exit) => exit.kind === 'return' && exit.function === id && contains(exit.range, loop.range)))));
}

/** Steps through a list and gives pieces of it: it neither goes through the pieces nor loads what belongs to them. */
function isCut({ summary, facts }: Pick<GateContext, 'summary' | 'facts'>, id: LoopId): boolean {
  const loop = summary.loops[id];
  if (loop === undefined || loop.step === 1 || summary.loops.some(({ parent }) => parent === id)) return false;
  return !summary.sites.some((site, at) => contains(loop.bodyRange, site.range) && facts.effectsOf(at).length > 0);
}

/** `parts = [ids[i:i + 500] for i in range(0, len(ids), 500)]`, gone through here. */
function isListOfSlices(context: Pick<GateContext, 'summary' | 'facts'>, loop: LoopSummary): boolean {
  const { summary } = context;
  const [list, ...others] = loop.iteratedReads;
  if (list === undefined || others.length > 0) return false;
  return summary.flows.some((flow) => flow.targets.includes(list) && summary.values[flow.value]?.kind === 'array'
    && summary.loops.some((cut, at) => cut.kind === 'comprehension' && contains(flow.range, cut.range) && isCut(context, at)));
}

/** What the program declares the fields of: one row of a table, no list of them. */
function isRow(facts: GateContext['facts'], value: ValueId): boolean {
  const type = facts.typeOf(value);
  return type !== undefined && facts.traitsOf(type).includes('open');
}

/** `const batches = chunk(rows); for (let i = 0; i < batches.length; i++) { const batch = batches[i]; … }`. */
function isOverSlicesByIndex(summary: FileSummary, loop: LoopSummary): boolean {
  const iterated = summary.values[loop.iterated];
  if (iterated?.kind === 'result' && SLICING_CALL.test(summary.sites[iterated.site]?.name ?? '')) return true;
  const id = summary.loops.indexOf(loop);
  return summary.bindings.some((binding) => {
    const value = binding.loop === id && SLICE.test(binding.name) ? summary.values[binding.value] : undefined;
    return value?.kind === 'element' && value.of === loop.iterated;
  });
}

/** The number of iterations is written into the program and small. */
export function isSmallConstant({ summary }: Pick<GateContext, 'summary'>, loop: LoopSummary): Gate | undefined {
  if (loop.count !== NONE && loop.count <= SMALL_COUNT) return { gate: 'G8', reason: `it runs at most ${loop.count} times` };
  if (CONSTANT_NAME.test(loop.iteratedText)) return { gate: 'G8', reason: `\`${loop.iteratedText}\` is a constant of the program` };
  if (ENUM_VALUES.test(loop.iteratedText)) return { gate: 'G8', reason: `\`${loop.iteratedText}\` is as long as its type` };
  return isShortCollection(summary, loop);
}

/** What one iteration waits for decides what a later one does. */
export function dependsOnEarlierIteration({ summary, flow }: GateContext, id: LoopId): Gate | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  const own = ownAwaits(summary, id);
  const carried = flow.carried(id);
  const set = flow.setInside(id);
  for (const waiting of own) {
    const site = summary.sites[waiting.site];
    for (const read of waiting.reads) {
      if (carried.has(read) && !isOnlyFilled(set, read, site)) return { gate: 'G1', reason: `the call uses \`${nameOf(summary, read)}\`, which an earlier iteration set` };
      if (set.get(read)?.some((change) => change.kind === 'assign' && !change.ifAbsent) === true) return { gate: 'G1', reason: `the call uses \`${nameOf(summary, read)}\`, which changes from iteration to iteration` };
      if (site?.argumentReads.includes(read) === true && set.get(read)?.some((change) => change.kind === 'mutate' && !contains(change.range, waiting.range)) === true) return { gate: 'G1', reason: `the call is given \`${nameOf(summary, read)}\`, which the loop changes` };
    }
  }
  return undefined;
}

/**
 * `value = await hook(value)` or `last = await f(x)`: the last iteration wins, so their order shows; `first ??= await f(x)`: the
 * first one that finds something. Sums and lists do not care.
 */
export function oneWins({ summary, flow }: GateContext, id: LoopId): Gate | undefined {
  const own = ownAwaitIds(summary, id);
  const results = flow.resultsOf(own);
  for (const [binding, changes] of flow.setInside(id)) {
    const keepsFirst = changes.some((change) => change.kind === 'assign' && change.ifAbsent && change.path === '' && change.awaits.some((awaitId) => own.includes(awaitId)));
    if (keepsFirst) return { gate: 'G1', reason: `\`${nameOf(summary, binding)}\` keeps what the first iteration gave` };
    const overwrites = changes.some((change) => change.kind === 'assign' && !change.ifAbsent && !change.reads.includes(binding)
      && (change.awaits.some((awaitId) => own.includes(awaitId)) || change.reads.some((read) => results.has(read))));
    if (overwrites) return { gate: 'G1', reason: `\`${nameOf(summary, binding)}\` keeps what the last iteration gave` };
  }
  return undefined;
}

/** `for (const hook of hooks) await hook(x)`, `for (const node of nodes) await visit(node)` with a `visit` handed in. */
export function runsGivenFunction({ summary }: GateContext, site: CallSite): Gate | undefined {
  const callee = summary.values[site.callee];
  if (site.text !== site.name) return isStepOfOthers(summary, site) ? { gate: 'G16', reason: `the elements are ${summary.loops[site.loop]?.elementName ?? 'step'}s of others, run in their order` } : undefined;
  const called = callee?.kind === 'typed' ? summary.values[callee.of] : callee;
  if (called?.kind === 'element') return { gate: 'G16', reason: 'the elements are functions, run in their order' };
  if (called?.kind === 'parameter') return { gate: 'G11', reason: `what \`${site.text}\` does is up to the caller` };
  // `const rule = await findRule(row.kind); await rule(row);`
  const found = called?.kind === 'awaited' ? summary.values[called.of] : called;
  const source = found?.kind === 'result' ? summary.sites[found.site] : undefined;
  if (source !== undefined && source.loop !== NONE && source.loop === site.loop) return { gate: 'G11', reason: `what \`${site.text}\` does depends on what \`${source.text}\` finds` };
  return undefined;
}

/** `for (const hook of hooks) await hook.run(x)`. */
function isStepOfOthers(summary: FileSummary, site: CallSite): boolean {
  const callee = summary.values[site.callee];
  const owner = callee?.kind === 'member' ? summary.values[callee.of] : undefined;
  const loop = summary.loops[site.loop];
  return loop !== undefined && owner?.kind === 'element' && owner.of === loop.iterated && STEP_NAME.test(loop.elementName);
}

/** `results.push(await f(x))`: the list is written, the call does not read it. */
function isOnlyFilled(set: ReadonlyMap<BindingId, readonly unknown[]>, read: BindingId, site: CallSite | undefined): boolean {
  return set.has(read) && site !== undefined && !site.argumentReads.includes(read) && !site.calleeReads.includes(read);
}

/** Breaking, returning or throwing depends on what was awaited: later elements may never be looked at. */
export function stopsEarly({ summary, flow }: GateContext, id: LoopId, kinds: readonly ('break' | 'return' | 'throw')[]): Gate | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  const own = ownAwaitIds(summary, id);
  if (own.length === 0) return undefined;
  const results = flow.resultsOf(own);
  const firstAwait = Math.min(...own.map((awaitId) => summary.awaits[awaitId]?.range.start ?? Infinity));
  for (const exit of summary.exits) {
    if (!isKind(exit.kind, kinds) || exit.function !== loop.body || exit.loop === NONE || !flow.isInside(exit.loop, id)) continue;
    if (exit.kind === 'break' && exit.loop !== id) continue;
    if (exit.awaits.some((awaitId) => own.includes(awaitId))) return { gate: 'G2', reason: 'it gives back the first one and stops' };
    if (exit.conditionAwaits.some((awaitId) => own.includes(awaitId)) || exit.conditionReads.some((read) => results.has(read))) return { gate: 'G2', reason: 'the answer decides whether it goes on' };
    if (exit.range.start < firstAwait) continue;
    if (exit.unconditional || followsInBlock(summary, own, exit.range.start) || isDecidedAlike(summary, own, exit)) return { gate: 'G2', reason: 'it stops right after' };
    if (exit.kind !== 'throw' && exit.inHandler) return { gate: 'G2', reason: 'a failure ends it' };
  }
  return undefined;
}

/** `if (fits(slot)) { await start(slot); break; }`: whoever makes the call leaves the loop after it, so that no other iteration makes it. */
export function endsLoopAfter({ summary, flow }: GateContext, id: LoopId, call: CallSite): Gate | undefined {
  const loop = summary.loops[id];
  if (loop === undefined || loop.kind === 'callback' || loop.kind === 'comprehension') return undefined;
  const leaves = summary.exits.some((exit) => exit.kind !== 'continue' && exit.function === call.function && exit.function === loop.body && exit.loop !== NONE && flow.isInside(exit.loop, id) && flow.isInside(call.loop, exit.loop)
    && (exit.kind !== 'break' || exit.loop === id) && exit.blockStart <= call.range.start && call.range.end <= exit.range.end && !isCaught(exit)
    && !summary.exits.some((other) => other.kind === 'continue' && other.loop === id && other.range.start > call.range.end && other.range.end < exit.range.start));
  return leaves ? { gate: 'G2', reason: 'the loop ends after it' } : undefined;

  function isCaught(exit: Exit): boolean {
    return exit.kind === 'throw' && summary.tries.some(({ loop: around, handler, bodyRange }) => around !== NONE && flow.isInside(around, id) && handler !== 'throws' && handler !== 'none' && contains(bodyRange, exit.range));
  }
}

function isKind(kind: string, kinds: readonly string[]): boolean {
  return kinds.includes(kind);
}

/** The way out stands in the same block as an await before it: `await f(x); break;`. */
function followsInBlock(summary: FileSummary, awaits: readonly AwaitId[], exitStart: number): boolean {
  const exit = summary.steps.find((step) => step.kind === 'exit' && step.range.start === exitStart);
  return exit !== undefined && summary.steps.some((step) => step.block === exit.block && step.index < exit.index && step.innerAwaits.some((id) => awaits.includes(id)));
}

/** Where statements are not told apart: whatever decides over the way out decided over a call before it. */
function isDecidedAlike(summary: FileSummary, awaits: readonly AwaitId[], exit: Exit): boolean {
  if (summary.steps.some((step) => step.kind === 'exit' && step.range.start === exit.range.start)) return false;
  const calls = awaits.flatMap((id) => summary.sites[summary.awaits[id]?.site ?? NONE] ?? []);
  return calls.some((call) => call.conditionReads.length > 0 && exit.conditionReads.every((read) => call.conditionReads.includes(read)));
}

/** Something in the body slows the loop down on purpose, or bounds how much runs at once. */
export function isPaced({ summary, facts }: GateContext, id: LoopId): Gate | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  for (const [siteId, site] of summary.sites.entries()) {
    if (!contains(loop.range, site.range)) continue;
    if (PAUSE.test(site.name) && (site.use === 'awaited' || site.name === 'setTimeout')) return { gate: 'G3', reason: `\`${site.text}\` waits on purpose` };
    // `order.schedule` is a column.
    if (site.kind !== 'read' && LIMITER.test(site.text)) return { gate: 'G4', reason: `\`${site.text}\` bounds how much runs at once` };
    const traits = facts.operationTraits(siteId);
    if (traits.includes('limits')) return { gate: 'G4', reason: `\`${site.text}\` bounds how much runs at once` };
    if (facts.effectsOf(siteId).some((effect) => effect.kind === 'sleep' && effect.mode !== 'started')) return { gate: 'G3', reason: `\`${site.text}\` waits on purpose` };
  }
  return undefined;
}

/** `for event in events: await handle(event)`: what happened one after another is told one after another. */
export function followsEvents({ summary }: GateContext, loop: LoopSummary, call: CallSite): Gate | undefined {
  const isElement = (name: string): boolean => HAPPENED.test(name);
  return isElement(loop.elementName) && FOLLOWS_ORDER.test(call.name) && call.argumentReads.some((read) => isElement(summary.bindings[read]?.name ?? ''))
    ? { gate: 'G16', reason: `each \`${loop.elementName}\` may build on the one before` } : undefined;
}

/** A comment at the loop or at the call says that order or pace is wanted. */
export function isStatedIntent(context: GateContext, id: LoopId, at: { readonly start: number }): Gate | undefined {
  const note = noteAt(context, id, at, ['ordered', 'paced']);
  if (note === undefined) return undefined;
  return note.kind === 'paced' ? { gate: 'G4', reason: 'a comment says it is slowed down on purpose' } : { gate: 'G16', reason: 'a comment says the order is wanted' };
}

/** A linter's rule against awaits in loops is switched off here: whoever did it has looked at it once. */
export function isLintDisabled(context: GateContext, id: LoopId, at: { readonly start: number }): boolean {
  return noteAt(context, id, at, ['lint-disabled']) !== undefined;
}

/** A few lines above the loop, or inside it before the call. */
const NEAR = 240;

function noteAt({ summary }: GateContext, id: LoopId, at: { readonly start: number }, kinds: readonly Note['kind'][]): Note | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  return summary.notes.find((note) => kinds.includes(note.kind) && ((note.range.end <= loop.range.start && loop.range.start - note.range.end <= NEAR && isClosest(summary, note, loop))
    || (note.range.start >= loop.range.start && note.range.end <= at.start + NEAR && note.range.end <= loop.range.end)));
}

/** No other loop or statement with an await stands between the comment and the loop. */
function isClosest(summary: FileSummary, note: Note, loop: LoopSummary): boolean {
  const between = { start: note.range.end, end: loop.range.start };
  return !summary.loops.some((other) => other !== loop && contains(between, other.range)) && !summary.awaits.some((other) => contains(between, other.range));
}

/** The call uses one connection, transaction, page or stream, on which calls follow each other anyway. */
export function usesSharedHandle({ summary, facts, flow }: GateContext, site: CallSite): Gate | undefined {
  const types = handleTypes(summary, facts, site);
  const traits = types.flatMap((type) => facts.traitsOf(type));
  if (traits.some((trait) => trait === 'transaction' || trait === 'connection' || trait === 'session' || trait === 'cursor')) return { gate: 'G5', reason: `\`${site.text}\` shares a connection that runs one statement at a time` };
  if (traits.includes('stream')) return { gate: 'G5', reason: `\`${receiverText(site)}\` is a stream` };
  if (traits.some((trait) => trait === 'pool' || trait === 'client')) return undefined;
  const given = isGivenTransaction({ summary, facts, flow }, site) ?? maySitOnSession({ summary, facts }, site);
  if (given !== undefined) return given;
  // What is made anew in each iteration (`const response = await fetch(…)`) is not shared by them.
  const own = site.loop === NONE ? undefined : flow.perIteration(site.loop);
  if (own !== undefined && site.calleeReads.length > 0 && site.calleeReads.every((read) => own.has(read))) return undefined;
  if (CONSUMES_NEXT.test(site.name)) return { gate: 'G5', reason: `\`${site.text}\` takes the next piece of a stream or queue` };
  const handle = receiverText(site);
  const collector = site.calleeReads.find((read) => isCommitted(summary, read, handle));
  if (collector !== undefined) return { gate: 'G5', reason: `\`${nameOf(summary, collector)}\` collects what \`commit\` sends` };
  if (ORDERED_HANDLE.test(handle)) return { gate: 'G5', reason: `\`${handle}\` takes one operation at a time` };
  if (EMITS_IN_ORDER.test(site.name) && handle !== '') return { gate: 'G5', reason: `\`${site.text}\` may need its order` };
  const shared = [...site.calleeReads, ...site.argumentReads].map((read) => summary.bindings[read]).find((binding) => binding !== undefined && binding.kind !== 'element' && binding.kind !== 'import' && TRANSACTION_HANDLE.test(binding.name));
  return shared === undefined ? undefined : { gate: 'G5', reason: `\`${shared.name}\` is shared by all iterations and may run one statement at a time` };
}

/** `const batch = db.batch(); for (const row of rows) await batch.remove(row); await batch.commit();`: one by one is how a batch is filled. */
function isCommitted(summary: FileSummary, read: BindingId, receiver: string): boolean {
  if (summary.bindings[read]?.name !== receiver.replace(/\?$/, '')) return false;
  return summary.sites.some((site) => site.name === 'commit' && site.calleeReads.length === 1 && site.calleeReads[0] === read && receiverText(site) === receiver);
}

export function receiverText(site: CallSite): string {
  const end = site.text.lastIndexOf(`.${site.name}`);
  return end <= 0 ? '' : site.text.slice(0, end);
}

/** Library types of what the call is made on, along the whole chain (`tx` of `tx.select().from(t)`), and of what it is given. */
function handleTypes(summary: FileSummary, facts: FactsView, site: CallSite): string[] {
  const found: string[] = [];
  const add = (id: number): void => {
    const type = facts.typeOf(id);
    if (type !== undefined) found.push(type);
  };
  let at = site.callee;
  for (let hops = 0; hops < 20; hops++) {
    const value = summary.values[at];
    if (value?.kind === 'member' || value?.kind === 'typed' || value?.kind === 'awaited') at = value.of;
    else if (value?.kind === 'result') at = summary.sites[value.site]?.callee ?? NONE;
    else break;
    add(at);
  }
  for (const argument of site.arguments) {
    add(argument);
    const value = summary.values[argument];
    if (value?.kind === 'object') for (const property of Object.values(value.properties)) add(property);
  }
  return found;
}

/** Awaits of the loop's own body: not of functions written in it, not of loops inside it that run their elements at once. */
export function ownAwaitIds(summary: FileSummary, id: LoopId): AwaitId[] {
  const loop = summary.loops[id];
  if (loop === undefined) return [];
  const found: AwaitId[] = [];
  for (const [awaitId, waiting] of summary.awaits.entries()) {
    if (waiting.loop === NONE || waiting.function !== loop.body || !contains(loop.range, waiting.range)) continue;
    for (let at = waiting.loop; at !== NONE; at = summary.loops[at]?.parent ?? NONE) {
      if (at === id) {
        found.push(awaitId);
        break;
      }
    }
  }
  return found;
}

export function ownAwaits(summary: FileSummary, id: LoopId): AwaitSummary[] {
  return ownAwaitIds(summary, id).flatMap((awaitId) => summary.awaits[awaitId] ?? []);
}

/** In a `catch`: it runs after a failure only. */
export function isAfterFailure({ summary }: GateContext, id: LoopId, site: CallSite): Gate | undefined {
  const loop = summary.loops[id];
  const inHandler = loop !== undefined && summary.tries.some((attempt) => attempt.handler !== 'none' && contains(loop.range, attempt.range) && contains(attempt.range, site.range) && attempt.bodyRange.end < site.range.start);
  return inHandler ? { gate: 'G3', reason: 'it runs after a failure only' } : undefined;
}

/** Schema changes and migrations run once in the life of a database, in their order. */
export function isMigration({ summary }: GateContext, id: LoopId, site: CallSite): Gate | undefined {
  const owner = summary.functions[site.function]?.name ?? '';
  // `DocCreateExtensionManager.commit` creates no extension of a database.
  const names = [summary.loops[id]?.elementName ?? '', summary.loops[id]?.iteratedText ?? '', owner.slice(owner.lastIndexOf('.') + 1), site.text];
  return MIGRATES.test(owner) || names.some((name) => MIGRATION.test(name)) ? { gate: 'G7', reason: 'it changes the schema, once and in order' } : undefined;
}

/** It ends the program when something is wrong: a command of somebody who waits for it, not a service. */
export function endsProgram({ summary, facts }: GateContext, id: SiteId): Gate | undefined {
  const called = facts.targetOf(id);
  const owner = summary.sites[id]?.function ?? NONE;
  const ends = summary.sites.find((site) => site.function !== 0 && (site.function === called || site.function === owner) && ENDS_PROGRAM.test(site.text));
  return ends === undefined ? undefined : { gate: 'G7', reason: `\`${ends.text}\` ends the program, as a command line does` };
}

/** A result kept by key decides whether the call is made at all: `if (!byId.has(id)) byId.set(id, await load(id))`. */
export function isKeyedCache({ flow }: GateContext, id: LoopId, site: { readonly conditionReads: readonly BindingId[] }): Gate | undefined {
  const carried = flow.carried(id);
  return site.conditionReads.some((read) => carried.has(read)) ? { gate: 'G6', reason: 'what earlier iterations found decides whether the call is made' } : undefined;
}

export function nameOf(summary: FileSummary, binding: BindingId): string {
  return summary.bindings[binding]?.name ?? 'a value';
}

/** Names of one iteration are used by the call, directly or through what was computed from them. */
export function usesElement({ summary, flow }: GateContext, loop: LoopId, site: SiteId): boolean {
  const call = summary.sites[site];
  if (call === undefined) return false;
  if (call.kind === 'reference') return true;
  const own = flow.perIteration(loop);
  return call.argumentReads.some((read) => own.has(read)) || call.calleeReads.some((read) => own.has(read));
}
