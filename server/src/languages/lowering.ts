/**
 * The state of one lowering: where in the program the walk stands, and the small operations every part of it shares.
 * What a statement or expression means is in the `lower*` files beside it.
 */
import type { AwaitId, BindingId, ClassId, Exit, Flow, FunctionId, LanguageId, LoopId, SiteId, TryId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { noteKindOf } from '../engine/notes';
import type { Range } from '../text/range';
import type { Block } from './renewal';
import type { Scope } from './scope';
import { lookUp, openScope } from './scope';
import { createTables, UNKNOWN } from './tables';
import type { MutableBinding, Tables } from './tables';

/** A condition around a place: what it reads, waits for and calls. */
export interface ConditionFrame {
  readonly reads: readonly BindingId[];
  readonly awaits: readonly AwaitId[];
  readonly sites: readonly SiteId[];
}

/** What the walk knows about where it stands; replaced as a whole when it enters something. */
export interface Place {
  readonly scope: Scope;
  readonly function: FunctionId;
  readonly class: ClassId;
  readonly loop: LoopId;
  /** The innermost loop statement of the current function: what `break` and `return` leave. */
  readonly statementLoop: LoopId;
  /** The innermost list of statements, whichever function it belongs to. */
  readonly block: Block;
  readonly try: TryId;
  readonly inHandler: boolean;
  /** Conditions up to the loop or function. */
  readonly frames: readonly ConditionFrame[];
  /** How many of them are nested `if`, `switch`, `?:`, `&&` rather than guards passed before. */
  readonly depth: number;
  readonly breaksSwitch: boolean;
  readonly labels: ReadonlyMap<string, LoopId>;
}

export interface FieldDraft {
  readonly values: ValueId[];
  type: ValueId;
  decorators: readonly ValueId[];
}

export interface Lowering {
  readonly text: string;
  readonly tables: Tables;
  place: Place;
  /** Every reference to a variable, in walking order: the reads of a stretch are a slice. */
  readonly readLog: BindingId[];
  readonly siteOf: Map<object, SiteId>;
  /** Loops that a call such as `xs.map(fn)` makes, and names that hold such a result. */
  readonly loopOfNode: Map<object, LoopId>;
  readonly loopOfBinding: Map<BindingId, LoopId>;
  readonly fields: Map<ClassId, Map<string, FieldDraft>>;
  readonly fieldBindings: Map<string, BindingId>;
  /** Ids of functions and classes by their node, given before their bodies are read. */
  readonly hoisted: Map<object, number>;
  blocks: number;
  /** Whether a stretch of the text may hold work; asked for markup only. */
  readonly mayHoldWork: (range: Range) => boolean;
}

export interface LoweringParts {
  readonly language: LanguageId;
  readonly text: string;
  /** Where comments stand, and what they say. */
  readonly comments: readonly Comment[];
  readonly mayHoldWork: (range: Range) => boolean;
}

export interface Comment {
  readonly text: string;
  readonly range: Range;
}

export function createLowering({ language, text, comments, mayHoldWork }: LoweringParts): Lowering {
  const tables = createTables(language);
  for (const { text: comment, range } of comments) {
    const kind = noteKindOf(comment);
    if (kind !== undefined) tables.notes.push({ kind, range, text: comment });
  }
  return {
    text, tables,
    place: {
      scope: openScope(undefined), function: 0, class: NONE, loop: NONE, statementLoop: NONE, block: { parent: undefined, start: 0, loop: NONE, depth: 0 }, try: NONE, inHandler: false,
      frames: [], depth: 0, breaksSwitch: false, labels: new Map(),
    },
    readLog: [], siteOf: new Map(), loopOfNode: new Map(), loopOfBinding: new Map(), fields: new Map(), fieldBindings: new Map(), hoisted: new Map(), blocks: 0, mayHoldWork,
  };
}

/** Runs `body` at another place and returns to this one. */
export function at<T>(lowering: Lowering, change: Partial<Place>, body: () => T): T {
  const before = lowering.place;
  lowering.place = { ...before, ...change };
  try {
    return body();
  } finally {
    lowering.place = before;
  }
}

/** Names read, and awaits and calls met (in the current function) while `body` ran. */
export function observed<T>(lowering: Lowering, body: () => T): ConditionFrame & { readonly result: T } {
  const reads = lowering.readLog.length;
  const awaits = lowering.tables.awaits.length;
  const sites = lowering.tables.sites.length;
  const result = body();
  return { result, reads: readsSince(lowering, reads), awaits: awaitsSince(lowering, awaits), sites: sitesSince(lowering, sites) };
}

export function readsSince(lowering: Lowering, mark: number, end = lowering.readLog.length): readonly BindingId[] {
  const { readLog } = lowering;
  const length = end - mark;
  if (length === 0) return NOTHING;
  if (length === 1) return [readLog[mark] ?? 0];
  return [...new Set(readLog.slice(mark, end))];
}

export function awaitsSince(lowering: Lowering, mark: number, end = lowering.tables.awaits.length): readonly AwaitId[] {
  const { awaits } = lowering.tables;
  if (end === mark) return NOTHING;
  const found: AwaitId[] = [];
  for (let id = mark; id < end; id++) if (awaits[id]?.function === lowering.place.function) found.push(id);
  return found;
}

function sitesSince({ place, tables: { sites } }: Lowering, mark: number): readonly SiteId[] {
  if (sites.length === mark) return NOTHING;
  const found: SiteId[] = [];
  for (let id = mark; id < sites.length; id++) if (sites[id]?.function === place.function) found.push(id);
  return found;
}

export const NOTHING: readonly number[] = [];

/** Names read by the conditions around the current place. */
export function decidingReads({ place: { frames } }: Lowering): readonly BindingId[] {
  const [only] = frames;
  if (only === undefined) return NOTHING;
  return frames.length === 1 ? only.reads : [...new Set(frames.flatMap((frame) => frame.reads))];
}

/** The place below one more condition. */
export function deeper({ place }: Lowering, { reads, awaits, sites }: ConditionFrame): Pick<Place, 'frames' | 'depth'> {
  return { frames: [...place.frames, { reads, awaits, sites }], depth: place.depth + 1 };
}

/** One of several values; `null` says nothing about what it is otherwise. */
export function either({ tables }: Lowering, values: readonly ValueId[]): ValueId {
  const distinct = [...new Set(values)].filter((value) => tables.valueAt(value).kind !== 'null');
  return distinct.length === 0 ? UNKNOWN : distinct.length === 1 ? (distinct[0] ?? UNKNOWN) : tables.value({ kind: 'either', of: distinct });
}

export function recordFlow({ place, tables }: Lowering, flow: Omit<Flow, 'function' | 'loop'>): void {
  tables.flows.push({
    kind: flow.kind, range: flow.range, targets: flow.targets, path: flow.path, reads: flow.reads, awaits: flow.awaits, function: place.function, loop: place.loop,
    ifAbsent: flow.ifAbsent, value: flow.value,
  });
}

export function recordExit(lowering: Lowering, kind: Exit['kind'], range: Range, { reads, awaits }: Pick<ConditionFrame, 'reads' | 'awaits'>, loop = lowering.place.statementLoop): void {
  const { place, tables } = lowering;
  tables.exits.push({
    kind, range, function: place.function, loop, conditionReads: decidingReads(lowering),
    conditionAwaits: [...new Set(place.frames.flatMap((frame) => frame.awaits))], conditionSites: [...new Set(place.frames.flatMap((frame) => frame.sites))], unconditional: place.frames.length === 0 && !place.inHandler,
    // `if (done) break;` has no block of its own.
    blockStart: place.depth === place.block.depth ? place.block.start : range.start, inHandler: place.inHandler, reads, awaits,
  });
}

export function declare(lowering: Lowering, name: string, kind: MutableBinding['kind'], loop: LoopId = lowering.place.loop): BindingId {
  const id = lowering.tables.bindings.push({ name, kind, function: lowering.place.function, loop, reads: 0, assigned: [], uses: [] }) - 1;
  lowering.place.scope.names.set(name, id);
  return id;
}

export function assign(lowering: Lowering, binding: BindingId, value: ValueId): void {
  lowering.tables.bindings[binding]?.assigned.push(value);
  recordUse(lowering, binding, 'write');
}

/** Notes that the name is read or set here; reads that `reference` notes need no other. */
export function recordUse({ place, tables }: Lowering, binding: BindingId, kind: 'read' | 'write'): void {
  const known = tables.bindings[binding];
  if (known?.kind === 'variable') known.uses.push({ write: kind === 'write', function: place.function, loop: place.loop, block: place.block, depth: place.depth });
}

/** Notes a use of a name and gives its value. */
export function reference(lowering: Lowering, name: string): ValueId {
  const binding = lookUp(lowering.place.scope, name);
  if (binding === undefined) return name === 'undefined' ? lowering.tables.value({ kind: 'null' }) : lowering.tables.value({ kind: 'global', name });
  logRead(lowering, binding);
  return lowering.tables.value({ kind: 'binding', binding });
}

/** Imports, functions and classes do not change: only variables carry data from place to place. */
export function logRead(lowering: Lowering, binding: BindingId): void {
  const known = lowering.tables.bindings[binding];
  if (known === undefined || known.kind === 'import' || known.kind === 'function' || known.kind === 'class') return;
  known.reads++;
  recordUse(lowering, binding, 'read');
  lowering.readLog.push(binding);
}

/** The pseudo name of `this.x`, so that state kept in fields is tracked like a variable. */
export function fieldBinding(lowering: Lowering, name: string): BindingId {
  const key = `${lowering.place.class}.${name}`;
  let binding = lowering.fieldBindings.get(key);
  if (binding === undefined) {
    binding = lowering.tables.bindings.push({ name: `this.${name}`, kind: 'variable', function: 0, loop: NONE, reads: 0, assigned: [], uses: [] }) - 1;
    lowering.fieldBindings.set(key, binding);
  }
  return binding;
}

/** Whether a binding is the pseudo name of a field; no variable's name has a dot. */
export function isField({ tables }: Lowering, binding: BindingId): boolean {
  return tables.bindings[binding]?.name.startsWith('this.') === true;
}

export function fieldDraft(lowering: Lowering, classId: ClassId, name: string): FieldDraft {
  let fields = lowering.fields.get(classId);
  if (fields === undefined) lowering.fields.set(classId, (fields = new Map()));
  let draft = fields.get(name);
  if (draft === undefined) fields.set(name, (draft = { values: [], type: NONE, decorators: [] }));
  return draft;
}

const LONGEST_TEXT = 60;

/** Source text on one line, shortened in the middle of long arguments: for messages, never for decisions about meaning. */
export function shortText(lowering: Lowering, range: Range): string {
  const raw = lowering.text.slice(range.start, Math.min(range.end, range.start + 400));
  if (raw.length <= LONGEST_TEXT && !/\s/.test(raw)) return raw;
  const text = raw.replace(/\s+/g, ' ').replace(/ ?(\??\.) ?/g, '$1').replace(/\(\{ .* \}\)/g, '({…})').trim();
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}

export { UNKNOWN };
