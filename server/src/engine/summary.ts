/**
 * FileSummary: what one file says about calls, loops and data flow, in terms that hold for every language. Frontends
 * produce it from text alone; facts and rules read it and never see a tree. All ids are indexes into the arrays below,
 * so a summary is plain data: serialisable, comparable, cacheable by content hash.
 */
import type { Range } from '../text/range';

export type ValueId = number;
export type BindingId = number;
export type FunctionId = number;
export type ClassId = number;
export type LoopId = number;
export type SiteId = number;
export type AwaitId = number;
export type TryId = number;
export type BlockId = number;

/** "No such thing", for every id type. */
export const NONE = -1;

/** Where a value comes from, as far as this file's text tells. Names are resolved by scope, never guessed. */
export type Value =
  | { readonly kind: 'unknown' }
  /** `name` is the exported name, `default`, or `*` for the module itself. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string }
  /** A name no scope of the file declares: `fetch`, `process`. */
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'member'; readonly of: ValueId; readonly name: string }
  /** The result of a call, construction or tagged template. */
  | { readonly kind: 'result'; readonly site: SiteId }
  | { readonly kind: 'awaited'; readonly of: ValueId }
  | { readonly kind: 'this'; readonly class: ClassId }
  | { readonly kind: 'parameter'; readonly function: FunctionId; readonly index: number }
  | { readonly kind: 'function'; readonly function: FunctionId }
  | { readonly kind: 'class'; readonly class: ClassId }
  /** One element of a collection: the variable of a loop over `of`. */
  | { readonly kind: 'element'; readonly of: ValueId }
  | { readonly kind: 'object'; readonly properties: Readonly<Record<string, ValueId>>; readonly open: boolean }
  /** `length` is -1 when spreads make it unknown; only the first few elements are kept. */
  | { readonly kind: 'array'; readonly elements: readonly ValueId[]; readonly length: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** `null`, `undefined`, `None`. */
  | { readonly kind: 'null' }
  /**
   * Text assembled from parts (a template literal, an f-string); `head` is its constant beginning, possibly empty, and `holes`
   * how many parts are filled in after it, where they were counted. `tail` is the constant text behind the hole where there is
   * exactly one.
   */
  | { readonly kind: 'text'; readonly head: string; readonly holes?: number; readonly tail?: string }
  | { readonly kind: 'either'; readonly of: readonly ValueId[] }
  /** A declared type: `Repository<User>` is the value `Repository` with arguments. */
  | { readonly kind: 'type'; readonly name: ValueId; readonly arguments: readonly ValueId[] }
  /** A value whose type is written down; `of` may be unknown. */
  | { readonly kind: 'typed'; readonly type: ValueId; readonly of: ValueId };

export interface Binding {
  readonly name: string;
  readonly kind: 'const' | 'variable' | 'parameter' | 'import' | 'function' | 'class' | 'element' | 'catch';
  readonly function: FunctionId;
  /** The innermost loop whose body (or head) declares it; NONE outside loops of its function. */
  readonly loop: LoopId;
  /** What it holds when it is set exactly once; unknown otherwise. */
  readonly value: ValueId;
  /** How often the file reads it; imports, functions and classes are not counted. */
  readonly reads: number;
  /** Loops around assignments to it in which every iteration sets it before reading it, and after which nobody reads what the last one left. */
  readonly renewedIn?: readonly LoopId[];
}

export interface Parameter {
  readonly name: string;
  /** NONE for a destructuring pattern; its names are bindings whose values are members of the parameter. */
  readonly binding: BindingId;
  /** The declared type, a value of kind `type` or what `typeof x` names; NONE when none is written. */
  readonly type: ValueId;
  /** It takes all further arguments: `...ids`. */
  readonly rest?: true;
}

export interface FunctionSummary {
  /** `Orders.load`, `createUser`, or `callback of app.get` for a function without a name. */
  readonly name: string;
  readonly kind: 'module' | 'function' | 'arrow' | 'method' | 'constructor' | 'getter' | 'setter' | 'field' | 'static-block';
  readonly range: Range;
  readonly nameRange: Range;
  readonly bodyRange: Range;
  readonly parent: FunctionId;
  readonly class: ClassId;
  readonly async: boolean;
  readonly generator: boolean;
  readonly static: boolean;
  readonly parameters: readonly Parameter[];
  /** Values it returns, in source order (an expression body counts as one). */
  readonly returns: readonly ValueId[];
  /** Decorators as written: results of calls, or plain values. */
  readonly decorators: readonly ValueId[];
  /** Set when the function is written as an argument of a call (`app.get('/x', fn)`), or as a property of an object that is one. */
  readonly argumentOf: { readonly site: SiteId; readonly index: number; readonly property: string | undefined } | undefined;
  /** The loop whose body this function is (`xs.map(fn)`); NONE otherwise. */
  readonly bodyOf: LoopId;
  /** First statement is a directive such as `use server`. */
  readonly directives: readonly string[];
}

export interface Field {
  readonly name: string;
  /** What it is set to when it is set exactly once in the class; unknown otherwise. */
  readonly value: ValueId;
  /** The declared type; NONE when none is written. */
  readonly type: ValueId;
  readonly decorators: readonly ValueId[];
}

export interface ClassSummary {
  readonly name: string;
  readonly range: Range;
  readonly extends: ValueId;
  readonly decorators: readonly ValueId[];
  readonly fields: readonly Field[];
  readonly methods: Readonly<Record<string, FunctionId>>;
}

export type LoopKind =
  | 'for' | 'for-of' | 'for-in' | 'while' | 'do'
  /** Asynchronous iteration: `for await`, `async for`. */
  | 'for-await'
  /** A function called per element by the collection itself (`map`, `forEach`, `reduce`) or by a helper (`async.eachSeries`). */
  | 'callback'
  /** A comprehension or generator expression. */
  | 'comprehension';

export interface LoopSummary {
  readonly kind: LoopKind;
  readonly range: Range;
  readonly headRange: Range;
  readonly bodyRange: Range;
  readonly parent: LoopId;
  /** The function in which the loop stands. */
  readonly function: FunctionId;
  /** The function that is its body: itself for statements, the callback for `callback`; NONE for a callback given by name. */
  readonly body: FunctionId;
  /** `map`, `forEach`, `reduce`, `eachSeries`, …; empty for statements. */
  readonly method: string;
  /** Whether one iteration waits for the one before it. `collected`: all start at once and are awaited together. `started`: all start, nobody waits. */
  readonly pace: 'serial' | 'collected' | 'started';
  /** The most iterations a helper lets run at once (`p-map` concurrency), when written; 0 when unknown. */
  readonly limit: number;
  readonly iterated: ValueId;
  /** Source text of what is iterated, shortened: `order.items`. Empty for `while`. */
  readonly iteratedText: string;
  readonly iteratedReads: readonly BindingId[];
  /** Names read by the condition of `while`, `do`, `for`. */
  readonly testReads: readonly BindingId[];
  readonly testAwaits: readonly AwaitId[];
  /** True when there is no condition or it is a constant. */
  readonly endless: boolean;
  /** The loop's own variables: element, index, key. */
  readonly elements: readonly BindingId[];
  /** Singular name for messages: `order`. */
  readonly elementName: string;
  /** How many iterations, when the text tells: a literal list, a constant range. NONE when it grows with data. */
  readonly count: number;
  /** A step other than one (`i += 50`), which marks a loop over slices. */
  readonly step: number;
}

export interface CallSite {
  readonly kind: 'call' | 'new' | 'template'
  /** A function handed over to be called later, seen as a call: `ids.map(this.load)`. */
  | 'reference'
  /** An attribute read that may run work: `order.customer`. */
  | 'read';
  readonly range: Range;
  readonly callee: ValueId;
  /** Source text of the callee, shortened to one line: `prisma.user.findUnique`. */
  readonly text: string;
  /** The last name of the callee: `findUnique`. Empty when it has none. */
  readonly name: string;
  readonly nameRange: Range;
  readonly arguments: readonly ValueId[];
  readonly argumentRanges: readonly Range[];
  /** Bindings read anywhere in the callee. */
  readonly calleeReads: readonly BindingId[];
  /** Bindings read anywhere in the arguments, callbacks included. */
  readonly argumentReads: readonly BindingId[];
  readonly function: FunctionId;
  readonly loop: LoopId;
  /** The await that waits for this very call; NONE otherwise. */
  readonly await: AwaitId;
  /**
   * What happens to the result. `collected`: an element of what `Promise.all` or the like waits for. `chained`: receiver of the next call.
   * `iterated`: gone through, listed or measured. `tested`: only whether there is something is asked (`if rows:`, `count() > 0`).
   */
  readonly use: 'awaited' | 'returned' | 'collected' | 'chained' | 'argument' | 'assigned' | 'discarded' | 'value' | 'iterated' | 'tested';
  readonly try: TryId;
  /** Depth of `if`, `?:`, `&&`, `switch` around it inside its loop (or function when not in a loop). */
  readonly conditions: number;
  /** Names that decide whether it is reached: read in those conditions and in guards passed before (`if (seen.has(id)) continue;`). */
  readonly conditionReads: readonly BindingId[];
}

export interface AwaitSummary {
  /** `each`: the head of `for await`. */
  readonly kind: 'await' | 'yield' | 'each';
  readonly range: Range;
  readonly value: ValueId;
  /** The call it waits for, the outermost one of a chain; NONE for `await promise`. */
  readonly site: SiteId;
  readonly function: FunctionId;
  readonly loop: LoopId;
  readonly try: TryId;
  readonly conditions: number;
  /** Names read in the awaited expression. */
  readonly reads: readonly BindingId[];
  /** The object literal, argument list or array in which it is a direct value next to others; `start` identifies the group. */
  readonly siblings: { readonly kind: 'object' | 'arguments' | 'array' | 'concurrent-array'; readonly range: Range } | undefined;
}

export interface TrySummary {
  readonly range: Range;
  readonly bodyRange: Range;
  readonly parent: TryId;
  readonly function: FunctionId;
  readonly loop: LoopId;
  /** How the handler ends: it throws on, leaves the loop or function, or lets control go on. `none`: only `finally`. */
  readonly handler: 'none' | 'throws' | 'exits' | 'continues' | 'mixed';
}

/** Data that flows into names. Together the flows of a function let facts compute what depends on what. */
export interface Flow {
  /** `count`: `i++`, `i += 1`. `mutate`: `xs.push(v)`, `x.y = v`. `iterate`: element out of collection. */
  readonly kind: 'declare' | 'assign' | 'count' | 'mutate' | 'iterate';
  readonly range: Range;
  readonly targets: readonly BindingId[];
  /** The written place when it is not a plain name: `this.client`, `globalThis.prisma`, `cache.users`; `cache.set()` for a mutation by call. */
  readonly path: string;
  readonly reads: readonly BindingId[];
  readonly awaits: readonly AwaitId[];
  readonly function: FunctionId;
  readonly loop: LoopId;
  /** `x ??= v`, `x ||= v`. */
  readonly ifAbsent: boolean;
  readonly value: ValueId;
}

/** A way out of a loop before its end, or of a function. */
export interface Exit {
  readonly kind: 'break' | 'return' | 'throw' | 'continue';
  readonly range: Range;
  readonly function: FunctionId;
  /** The innermost loop it leaves (or continues); NONE outside loops. A `return` or `throw` leaves all loops of the function. */
  readonly loop: LoopId;
  /** Names, awaits and calls in the conditions around it, up to the loop (or the function). */
  readonly conditionReads: readonly BindingId[];
  readonly conditionAwaits: readonly AwaitId[];
  readonly conditionSites: readonly SiteId[];
  /** Nothing around it decides: it always happens when reached. */
  readonly unconditional: boolean;
  /** Where the statements of its block begin: whoever is there comes to this way out, or takes another before it. */
  readonly blockStart: number;
  readonly inHandler: boolean;
  /** What `return` gives back or `throw` throws. */
  readonly reads: readonly BindingId[];
  readonly awaits: readonly AwaitId[];
}

/** One statement of a block that holds awaits; lets rules reason about neighbours. */
export interface Step {
  readonly block: BlockId;
  /** Position in the block, counted from 0 without gaps. */
  readonly index: number;
  /** `guard`: a condition without awaits that leaves the function. `branch`: any other compound statement. */
  readonly kind: 'declare' | 'expression' | 'guard' | 'branch' | 'exit' | 'loop' | 'try';
  readonly range: Range;
  readonly function: FunctionId;
  readonly loop: LoopId;
  /** Awaits directly in this statement (for compound ones: in its condition), not in nested functions. */
  readonly awaits: readonly AwaitId[];
  /** Awaits anywhere inside it, nested blocks included, nested functions not. */
  readonly innerAwaits: readonly AwaitId[];
  /** Call sites anywhere inside it, callbacks included: `first` to `last`, both included; empty when last < first. */
  readonly sites: { readonly first: SiteId; readonly last: SiteId };
  readonly defines: readonly BindingId[];
  readonly reads: readonly BindingId[];
  /** Names from outside the statement that it assigns or mutates. */
  readonly writes: readonly BindingId[];
}

export interface Export {
  readonly name: string;
  readonly value: ValueId;
}

/** `export … from`: `name` and `source` are `*` for everything. */
export interface ReExport {
  readonly name: string;
  readonly module: string;
  readonly source: string;
}

/** A comment that says something to Perf Hints or about intent. Others are not kept. */
export interface Note {
  readonly kind:
    /** `perf-hints-ignore rule: reason`, for the next line that holds code, or its own line when code stands before it. */
    | 'ignore' | 'ignore-file'
    /** Says the order or one-at-a-time execution is wanted. */
    | 'ordered'
    /** Says requests are slowed down on purpose. */
    | 'paced'
    /** A linter's own rule against awaits in loops is switched off here. */
    | 'lint-disabled';
  readonly range: Range;
  readonly text: string;
}

export interface ParseProblem {
  readonly message: string;
  readonly range: Range;
}

export type LanguageId = 'ecmascript' | 'python';

export interface FileSummary {
  readonly language: LanguageId;
  readonly values: readonly Value[];
  readonly bindings: readonly Binding[];
  /** The first is the module body. */
  readonly functions: readonly FunctionSummary[];
  readonly classes: readonly ClassSummary[];
  readonly loops: readonly LoopSummary[];
  readonly sites: readonly CallSite[];
  readonly awaits: readonly AwaitSummary[];
  readonly tries: readonly TrySummary[];
  readonly flows: readonly Flow[];
  readonly exits: readonly Exit[];
  readonly steps: readonly Step[];
  readonly exports: readonly Export[];
  readonly reExports: readonly ReExport[];
  readonly notes: readonly Note[];
  readonly directives: readonly string[];
  /** Non-empty when the text does not parse; the summary then holds what could be read, possibly nothing. */
  readonly problems: readonly ParseProblem[];
}
