/** The questions rules may ask about the world beyond the summary. Implemented by `facts/`. */
import type { Range } from '../text/range';
import type { ChainStep, Confidence } from './finding';
import type { ProgramKind } from './project';
import type { FunctionId, SiteId, ValueId } from './summary';

export type EffectKind =
  | 'db-query' | 'db-write' | 'network' | 'file-read' | 'file-write' | 'opens-connection'
  | 'spawns-process' | 'sleep' | 'cpu-heavy'
  /** A relation loaded on access. */
  | 'lazy-load'
  /** A project function whose body is not known here and which is awaited: some asynchronous work. */
  | 'unknown-async';

export type EffectMode = 'blocks' | 'awaited' | 'started';

/** What a library offers where not all rows are needed, as it spells it: the number, whether there is one, the keys, one row after another. */
export interface Lighter {
  readonly count?: string;
  readonly any?: string;
  readonly keys?: string;
  readonly stream?: string;
}

/**
 * What to add to the query of a list so that it brings along what each element is asked for through a relation of its own, as the
 * library spells it. `{path}` stands for the names from the element to the relation (`lines`, `order__lines`), `{name}` for the last of them;
 * of a sum or the like, `{function}`, `{column}` and `{key}` for what the program calls it with.
 */
export interface WithList {
  /** All rows of the relation: `prefetch_related('{path}')`. */
  readonly whole: string;
  /** Some of them. */
  readonly narrowed: string;
  /** How the program reads the rows that came along. */
  readonly loaded: string;
}

/** Calls for many, as the library spells them, that fit better than the usual one where more is known of the statement. */
export interface BulkFor {
  /** The usual one takes primary keys, and the rows are looked for by another column. */
  readonly column?: string;
  /** The row was made by the program, and is not in the database yet. */
  readonly made?: string;
  /** The row was loaded before; `alike`: and every one gets the same values. */
  readonly loaded?: string;
  readonly alike?: string;
  /** What the call gives back is used: a sentence without a full stop, since one call is not enough. */
  readonly result?: string;
  /** The rows have a part in the table of another model; empty when no call writes many of them. */
  readonly inherited?: string;
}

/** One piece of work a call does, directly or through functions it calls. */
export interface Effect {
  readonly kind: EffectKind;
  readonly mode: EffectMode;
  readonly often: 'once' | 'per-element';
  readonly confidence: Confidence;
  /** Title of the library that does it: `Prisma`. Empty for unknown work. */
  readonly library: string;
  /** The model row, as `<type>.<member>`: `prisma#Delegate.findUnique`. Empty when it comes through a project function. */
  readonly api: string;
  /** What to call instead for many at once, as the library spells it: `findMany({ where: { id: { in: ids } } })`. Empty when there is none. */
  readonly bulk: string;
  /** Present where `bulk` gives all rows the same values: the call for rows with values of their own, empty when there is none. */
  readonly bulkEach?: string;
  readonly bulkFor?: BulkFor;
  /** What the calls for many leave out, as the rest of a sentence that begins with "It": `sends no signals`. */
  readonly skips?: string;
  /** Present where the work loads or counts rows and the library can do with less. */
  readonly lighter?: Lighter;
  /** Present where the query of a list can bring along what is read from a relation of each element. */
  readonly withList?: WithList;
  /** Remarks of the model row, such as `batched-same-tick`, `runs-hooks`, `single-row`, `takes-list`, `composes`. */
  readonly traits: readonly string[];
  /** Functions of this file the work is reached through, nearest first; empty when the call itself does it. */
  readonly through: readonly FunctionId[];
}

/** Where work reaches a function from outside the program. */
export interface EntryPoint {
  /**
   * `row`: called once for each element of a list that a framework goes through. `once`: not served at all, but a command, or the
   * start of the program.
   */
  readonly kind: 'http' | 'task' | 'message' | 'resolver' | 'action' | 'render' | 'row' | 'once';
  /** As the program says it: `GET /orders`, `server action saveOrder`. */
  readonly title: string;
  readonly function: FunctionId;
  readonly confidence: Confidence;
}

export interface FactsView {
  /** The library type a value has, as `pg#Pool`; undefined when not known. */
  typeOf(value: ValueId): string | undefined;
  /** The remarks of a library type: `pool`, `transaction`, `session`, `connection`, `stream`. */
  traitsOf(type: string): readonly string[];
  effectsOf(site: SiteId): readonly Effect[];
  /** Remarks of the model row a site calls, whether or not it has an effect: `waits`, `limits`, `guard`, `memoises`. */
  operationTraits(site: SiteId): readonly string[];
  /** A quick look by name that spares asking every site: those that may do such work by themselves, in source order; mostly none. */
  sitesThatMay(work: 'blocks' | 'opens-connection' | 'whole-file' | 'unpooled'): readonly SiteId[];
  /** Effects of running a function once. */
  effectsOfFunction(id: FunctionId): readonly Effect[];
  /** The project function a site calls, when it is one of this file. */
  targetOf(site: SiteId): FunctionId | undefined;
  /** From the site to the work: one step per call, the site itself left out. */
  chain(site: SiteId, effect: Effect): readonly ChainStep[];
  /** The entry point a function is, or is only reached from; undefined when not known. */
  entryPointOf(id: FunctionId): EntryPoint | undefined;
  /** Path of the analysed file, for chain steps. */
  readonly path: string;
  /** The same relative to the project's root, for what folders say by convention. */
  readonly projectPath: string;
  /** What the manifest nearest to the file describes. */
  readonly program: ProgramKind;
  range(id: FunctionId): Range;
}
