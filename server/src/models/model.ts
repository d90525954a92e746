/**
 * What library calls do, as data. One file per library, listed in index.ts; a row says which call runs which work, and
 * what its result is. No code here looks at a program: `facts/` reads these tables. Every row has a source in its
 * library's documentation and a line in a rule's fixture.
 *
 * Types are named inside their library (`Pool`); a reference to another library's type is written `pg#Pool`.
 * Promises are transparent: `returns` names the type of the settled value, so `await` changes nothing unless the type
 * itself is a lazy query, which `awaited` describes.
 */
import type { BulkFor, EffectKind, EffectMode, EntryPoint, Lighter, WithList } from '../engine/facts';
import type { Confidence } from '../engine/finding';
import type { LanguageId } from '../engine/summary';

export interface LibraryModel {
  /** Equals the file's name. */
  readonly id: string;
  /** As users know it: `Prisma`. */
  readonly title: string;
  readonly language: LanguageId;
  /**
   * Module specifiers this model describes, exact or with a trailing `/*`; an exact one wins over a longer `/*`, that over a
   * shorter. `global` for names no module declares. Several models may name one module: the first that knows the export wins.
   */
  readonly packages: readonly string[];
  /** Where the rows come from. */
  readonly source: string;
  /** The module's exported names. `default` and `*` fall back to the module itself, so `pg.Pool` and `{ Pool }` are one row. */
  readonly exports: Readonly<Record<string, Member>>;
  /** Exports told by their name: `S3Client`, `SQSClient`. Looked at when `exports` does not list the name; the first match counts. */
  readonly memberPatterns?: readonly MemberPattern[];
  readonly types: Readonly<Record<string, TypeModel>>;
  /** Ways to know a receiver when no import proves it; give confidence `likely` at best. */
  readonly shapes?: readonly Shape[];
  /** Entry points told by a file's place and the names it exports. */
  readonly conventions?: readonly Convention[];
}

/** What a property is, and what happens when it is called, constructed or read. */
export interface Member {
  /** The type of the property's value. A string as short form of `{ type }` is not allowed: rows stay uniform. */
  readonly type?: string;
  readonly call?: Operation;
  readonly construct?: Operation;
  /** Reading it runs work: a lazy relation. */
  readonly read?: Operation;
  /**
   * The type meant when the name is written as an annotation. Left out: what `construct` returns, else the `instance` of
   * `type`, else `type`; a name that is no export is looked for in `types`. A program's class that extends the name has instances of the same type.
   */
  readonly asType?: string;
}

export interface TypeModel {
  /** What this type does not list itself, traits included, comes from that one. */
  readonly extends?: string;
  /**
   * `pool`: statements may run side by side. `connection`, `transaction`, `session`, `cursor`: they may not.
   * `client`: talks to a remote service, safe to share. `stream`, `collection` (an in-memory one), `limiter`, `loader` (batches by itself).
   * `row`: columns of an answer, none of which loads anything.
   * `open`: programs add properties of their own (`req.db`, `fastify.prisma`), so one that is not listed is not known rather than ruled out.
   */
  readonly traits?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  /** Properties told by their name: `getQueue`, `listQueues`. Between `members` and `anyMember`; the first match counts. */
  readonly memberPatterns?: readonly MemberPattern[];
  /** Any property not listed: `prisma.user`. Names starting with `$` or `_` never match. */
  readonly anyMember?: Member;
  /** The value itself is called or constructed: `knex('users')`. */
  readonly call?: Operation;
  readonly construct?: Operation;
  /** The value is a lazy query: awaiting, returning or collecting it runs the work. */
  readonly awaited?: Operation;
  /**
   * The value is a lazy query that runs when it is gone through, listed, measured or tested (`for x in qs`, `list(qs)`, `len(qs)`),
   * and not when it is passed on or returned.
   */
  readonly iterated?: Operation;
  /** For a class that programs extend: methods of subclasses, by name, that the framework calls. */
  readonly methods?: readonly HookMethod[];
  /** Type of one element when iterated or indexed, and of what callbacks of `map`/`forEach` receive. */
  readonly element?: string;
  /** For a class that programs extend: the type of `this` and of `new Sub()`. */
  readonly instance?: string;
  /** A function that takes a parameter declared to be of this type (`req: Request`) is an entry point. */
  readonly entry?: { readonly kind: EntryPoint['kind']; readonly title: string };
  /** A function declared to be of this type (`const list: RequestHandler = …`) is an entry point; one that takes such a function is not. */
  readonly handler?: { readonly kind: EntryPoint['kind']; readonly title: string };
}

export interface HookMethod {
  /** Regular expression for the method's name, anchored by the row. Of several hooks that match, the first counts. */
  readonly pattern: string;
  /** Regular expression for the names of the method's parameters, joined by commas, `self` left out: `^obj$`, `^request(,|$)`. */
  readonly parameters?: string;
  /** Regular expression for the name of the class that has the method. */
  readonly owner?: string;
  /** `row`: called once for each element of a list that the framework goes through (`get_total` of a serializer). */
  readonly kind: EntryPoint['kind'];
  /** `{name}` is the method's name, `{class}` its class. */
  readonly title: string;
}

export interface MemberPattern {
  /** Regular expression for the name, anchored by the row. */
  readonly pattern: string;
  readonly member: Member;
}

export interface Operation {
  readonly returns?: string;
  readonly effect?: EffectKind;
  /** `awaited` when left out. */
  readonly mode?: EffectMode;
  /** Lowers confidence below what the receiver's proof gives. */
  readonly confidence?: Confidence;
  /**
   * The call for many at once, as a user would write it; empty when there is none. `id`, `ids`, `key` and `keys` stand for the statement's
   * own key; of a relation, `{name}` for its name, `{class}` for the class that has it, and `{path}` for the names from the list's row to it, joined by two underscores.
   */
  readonly bulk?: string;
  /**
   * Of a relation: what the list of the rows it leads to asks for, where those name it by an option `backref` and load it when
   * it is read; `{from}` stands for the class that declares it.
   */
  readonly otherSide?: string;
  /**
   * Given where `bulk` writes the same values to all rows (`updateMany`): the call for rows that get values of their own,
   * empty when the library has none.
   */
  readonly bulkEach?: string;
  /** The calls for many that take the place of `bulk` for some statements. */
  readonly bulkFor?: BulkFor;
  /** What the calls for many leave out, as the rest of a sentence that begins with "It": `sends no signals`. */
  readonly skips?: string;
  /** What to call where only the number of the rows is wanted, whether there is one, their keys, or one after another; of a relation, the column that holds its key. */
  readonly lighter?: Lighter;
  /** What to add to the query of a list when the call starts at a relation of each element (`order.lines.count()`). */
  readonly withList?: WithList;
  /**
   * Remarks rules understand:
   * `single-row`: gives at most one row. `batched-same-tick`: equal calls of one tick become one statement.
   * `runs-hooks`: per-row hooks run, which the bulk call skips. `takes-list`: accepts a list already.
   * `composes`: builds a query, runs nothing. `memoises`: the function given is run once per key. `offloads`: runs the
   * function given off the event loop. `limits`: bounds how many run at once. `transaction`: runs the callback in one.
   * `waits`: waits for time or an event, no work. `keep-alive`: the constructed thing pools connections, so one per
   * process is right. `whole-file`: gives all contents at once; with `lines`, as a list of lines. `small`: cheap enough to ignore.
   * `guard`: checks rights, must come first. `context`: binds request context (`cookies()`). `retries`: runs the function
   * given again when it fails. `promisifies`: gives its first argument, a function with a callback, as one that is awaited.
   * `relation`: as a decorator, the property holds rows of another table; declared as a promise it loads them when read. As
   * the call a class field is set to (`customer = ForeignKey(Customer)`), reading the field of an instance loads them.
   * `joins`: a relation that the owner's query can join, so that one query gives both.
   * `all-rows`: gives every row in a list at once, where going through the result gives them one by one.
   * `streams`: beside `all-rows`, where the rows would come from the database one after another instead.
   * `all-pages`: the rows of all pages, where one is shown. `pages`: shows a page at a time of what it is given first.
   * `counts`: gives the number of rows.
   * `has-length`: going through it, asking for its length or for its truth (`if orders:`) loads all rows, which it keeps.
   * `may-be-loaded`: the rows may have come with the one they belong to.
   * `nested-writes`: writes rows of related tables as well, which the call for many cannot.
   * `opens-on-use`: making it opens nothing yet and takes no time; the first call connects.
   * `unpooled`: opens a connection for this one call and closes it again (`requests.get`); a client would keep it.
   */
  readonly traits?: readonly string[];
  /** Types of the parameters of a function given as argument `index`. */
  readonly callback?: { readonly index: number; readonly parameters: readonly string[] };
  /** The row holds only when the arguments look like this; the first matching alternative of `orElse` is used otherwise. */
  readonly when?: ArgumentTest;
  readonly orElse?: Operation;
  /** The functions given (all arguments, or those of the named properties) are entry points; as a decorator, the decorated method is. */
  readonly entry?: {
    readonly kind: EntryPoint['kind'];
    /** `{0}` is replaced by the first string argument, by nothing when there is none. */
    readonly title: string;
    /**
     * Names of properties of an object argument that hold handlers, nested ones with dots; all function arguments when left
     * out. `*` stands for any number of steps: `*`: any property; `resolvers.*`: any below `resolvers`; `*.resolve`: every
     * `resolve`, at any depth.
     */
    readonly properties?: readonly string[];
    /** As the decorator of a method of a class with another name than this regular expression, it is called once for each object of a list. */
    readonly root?: string;
  };
}

export interface ArgumentTest {
  readonly index: number;
  /** The argument is an object with all of these properties. */
  readonly has?: readonly string[];
  /** The argument is an object with none of these properties. */
  readonly lacks?: readonly string[];
  /** The argument is an object in which one of these properties stands, at any depth: `data: { items: { create: … } }`. */
  readonly contains?: readonly string[];
  /** Likewise, and the property holds a list that is not written out: `where: { id: { in: ids } }`, not `{ in: ['new', 'open'] }`. */
  readonly lists?: readonly string[];
  /** The argument is an object in which all of these properties are written `{}`. */
  readonly empties?: readonly string[];
  /** `contains` and `lists` look only inside these properties of the argument. */
  readonly inside?: readonly string[];
  /** The argument is of this kind, told from how it is written. */
  readonly is?: 'string' | 'function' | 'array' | 'object' | 'missing';
  /** Regular expression (flag `i`) for a text argument, or for the constant beginning of an assembled one. */
  readonly matches?: string;
  /** The argument is written `new Name(…)` with a name this regular expression finds. */
  readonly constructs?: string;
  /** The argument is a call, or a chain that starts with one, whose name this regular expression (flag `i`) finds: `insert(User).values(…)`, `users.insert()`. */
  readonly calls?: string;
  /** The argument is a name, or the last step of a dotted one, that this regular expression (case counts) finds: `User`, `models.User`. */
  readonly named?: string;
}

export interface Shape {
  /**
   * Regular expression for the receiver's source text (the callee without its last name): `(^|\.)prisma\.\w+$`.
   * Anchored by the row, not by the reader.
   */
  readonly receiver: string;
  /**
   * Regular expression for the called name; any name of the type when left out. `^$`: the receiver itself is called or
   * constructed, as in `knex('users')`; then the receiver's text is the whole callee.
   */
  readonly method?: string;
  /** The type the receiver is taken for. */
  readonly type: string;
  /** The confidence it gives when the nearest manifest or the file's imports name one of the packages; otherwise the finding is `named`. */
  readonly confidence: 'likely' | 'named';
  /** Too common a spelling to mean anything where neither manifest nor imports name a package: no guess then, not even `named`. */
  readonly wide?: true;
  /** Holds only for calls whose arguments look like this. */
  readonly when?: ArgumentTest;
}

export interface Convention {
  /** Regular expression for the file's path, forward slashes. */
  readonly path: string;
  /** Regular expression for the exported name, `default` included. */
  readonly exports: string;
  /** Regular expression for the names of the function's parameters, joined by commas: `^request(,|$)`. */
  readonly parameters?: string;
  readonly kind: EntryPoint['kind'];
  /** `{name}` is the exported name, `{path}` the file's path. */
  readonly title: string;
  /** Only in files whose first statement, or functions whose first statement, is this directive: `use server`. */
  readonly directive?: string;
}

/** Fails at compile time for a row that breaks the format; returns the model unchanged. */
export function defineLibrary<const M extends LibraryModel>(model: M): LibraryModel {
  return model;
}
