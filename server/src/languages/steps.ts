/** The steps of a block: what each statement waits for, defines and changes. Only what a statement is differs between languages. */
import type { AwaitId, BindingId, Flow, Step } from '../engine/summary';
import type { Range } from '../text/range';
import { awaitsSince, isField, NOTHING, readsSince } from './lowering';
import type { ConditionFrame, Lowering } from './lowering';

/** A compound statement's head is its condition; other statements have none. */
export const NO_HEAD: ConditionFrame = { reads: NOTHING, awaits: NOTHING, sites: NOTHING };

export interface StatementSyntax<S> {
  /** Lowers the statement and gives what its head reads and waits for. */
  lower(lowering: Lowering, statement: S): ConditionFrame;
  /** False for declarations that do no work where they stand. */
  isStep(statement: S): boolean;
  /** `if` without `else` that always leaves: what stands below runs only when it did not. */
  isGuard(statement: S): boolean;
  /** A guard is called a branch here. */
  kindOf(statement: S): Exclude<Step['kind'], 'guard'>;
  rangeOf(statement: S): Range;
  /** The names the statement gives their values; asked while its scope is open. `last` is its last flow of data. */
  definesOf(lowering: Lowering, statement: S, last: Flow | undefined): readonly BindingId[];
}

/** Lowers statements in the scope that is already open, and records them as the steps of one block. */
export function lowerSteps<S>(lowering: Lowering, statements: readonly S[], syntax: StatementSyntax<S>): void {
  const { tables } = lowering;
  const drafts: StepDraft<S>[] = [];
  const awaitMark = tables.awaits.length;
  const outer = lowering.place;
  const [first] = statements;
  if (first === undefined) return;
  lowering.place = { ...outer, block: { parent: outer.block, start: syntax.rangeOf(first).start, loop: outer.loop, depth: outer.depth } };
  for (const statement of statements) {
    const start = marksOf(lowering);
    const head = syntax.lower(lowering, statement);
    if (!syntax.isStep(statement)) continue;
    drafts.push({ statement, head, start, end: marksOf(lowering) });
    // Guards passed on the way (`if (!x) return;`) decide over everything below them.
    if (syntax.isGuard(statement)) lowering.place = { ...lowering.place, frames: [...lowering.place.frames, { reads: head.reads, awaits: head.awaits, sites: head.sites }] };
  }
  lowering.place = outer;
  // Most blocks wait for nothing, and nobody asks about their steps.
  if (awaitsSince(lowering, awaitMark).length === 0) return;
  const block = lowering.blocks++;
  drafts.forEach((draft, index) => tables.steps.push(stepOf(lowering, syntax, draft, block, index)));
}

/** How far each table and log had grown. */
interface Marks {
  readonly sites: number;
  readonly flows: number;
  readonly bindings: number;
  readonly reads: number;
  readonly awaits: number;
}

interface StepDraft<S> {
  readonly statement: S;
  readonly head: ConditionFrame;
  readonly start: Marks;
  readonly end: Marks;
}

function marksOf({ tables, readLog }: Lowering): Marks {
  return { sites: tables.sites.length, flows: tables.flows.length, bindings: tables.bindings.length, reads: readLog.length, awaits: tables.awaits.length };
}

function stepOf<S>(lowering: Lowering, syntax: StatementSyntax<S>, { statement, head, start, end }: StepDraft<S>, block: number, index: number): Step {
  const { place } = lowering;
  const kind = kindOf(syntax, statement, head.awaits);
  const innerAwaits = awaitsSince(lowering, start.awaits, end.awaits);
  const defines = syntax.definesOf(lowering, statement, end.flows > start.flows ? lowering.tables.flows[end.flows - 1] : undefined);
  return {
    block, index, kind, range: syntax.rangeOf(statement), function: place.function, loop: place.loop,
    awaits: isSimple(kind) ? innerAwaits : head.awaits, innerAwaits, sites: { first: start.sites, last: end.sites - 1 },
    defines, reads: readsSince(lowering, start.reads, end.reads), writes: writesBetween(lowering, start, end, defines),
  };
}

function kindOf<S>(syntax: StatementSyntax<S>, statement: S, headAwaits: readonly AwaitId[]): Step['kind'] {
  return headAwaits.length === 0 && syntax.isGuard(statement) ? 'guard' : syntax.kindOf(statement);
}

function isSimple(kind: Step['kind']): boolean {
  return kind === 'declare' || kind === 'expression' || kind === 'exit';
}

/** What is changed that others can see: names made inside the statement end with it, fields do not. */
function writesBetween(lowering: Lowering, start: Marks, end: Marks, defines: readonly BindingId[]): readonly BindingId[] {
  const writes = new Set<BindingId>();
  for (let id = start.flows; id < end.flows; id++) {
    const flow = lowering.tables.flows[id];
    if (flow === undefined || flow.kind === 'declare' || flow.kind === 'iterate') continue;
    for (const target of flow.targets) if ((target < start.bindings || isField(lowering, target)) && !defines.includes(target)) writes.add(target);
  }
  return [...writes];
}
