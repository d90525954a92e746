/**
 * Look-ups over the library models of one language, built once for all files: modules by specifier, types by qualified name
 * (`pg#Pool`), members with inheritance. Knows rows, knows no program.
 */
import type { Confidence } from '../engine/finding';
import type { RareWork, Words } from './wordsOfWork';
import { wordsOf } from './wordsOfWork';
import type { ArgumentTest, LibraryModel, Member, MemberPattern, Operation, TypeModel, HookMethod } from '../models/model';

/** A row of a model and where it stands; `api` is `pg#Pool.query`, or `pg#Pool` for an export. */
export interface Row {
  readonly member: Member;
  readonly library: LibraryModel;
  readonly api: string;
}

export interface OperationRow {
  readonly operation: Operation;
  readonly library: LibraryModel;
  readonly api: string;
}

export interface CompiledShape {
  readonly receiver: RegExp;
  /** Qualified. */
  readonly type: string;
  readonly confidence: Confidence;
  /** No guess where the library is not present. */
  readonly wide: boolean;
  readonly when: ArgumentTest | undefined;
  readonly library: LibraryModel;
}

export interface ModelIndex {
  /** Models of a module specifier, the most specific first; empty when none describes it. `node:fs` and `fs` are one module. */
  modelsOf(module: string): readonly LibraryModel[];
  /**
   * Whether a file that imports the module and reads `text` can open a connection through it or block on a database;
   * other work says so by its name.
   */
  mayWork(module: string, text: string): boolean;
  /** Names that do some kind of work, over all models. */
  words(work: RareWork): Words;
  exported(module: string, name: string): Row | undefined;
  global(name: string): Row | undefined;
  /** A type of the module by its name, for annotations: `pg`, `PoolClient` → `pg#PoolClient`. */
  typeNamed(module: string, name: string): string | undefined;
  member(type: string, name: string): Row | undefined;
  /** What calling, constructing or awaiting a value of the type does. */
  operation(type: string, use: 'call' | 'construct' | 'awaited' | 'iterated'): OperationRow | undefined;
  element(type: string): string | undefined;
  instance(type: string): string | undefined;
  entry(type: string): TypeModel['entry'];
  handler(type: string): TypeModel['handler'];
  methods(type: string): readonly HookMethod[];
  traits(type: string): readonly string[];
  /** Shapes that a call of `method` may have; the empty name asks for values called or constructed themselves: `knex('users')`. */
  shapes(method: string): readonly CompiledShape[];
  /** A row's reference to a type, from inside its library. */
  qualify(library: LibraryModel, type: string): string;
  /** A compiled `matches` or `constructs` of an argument test. */
  pattern(source: string): RegExp;
  /** A compiled pattern for a name, which minds case. */
  name(source: string): RegExp;
  readonly conventions: readonly CompiledConvention[];
  /** Names of exports and members that have an operation with an `entry`. */
  readonly entryNames: ReadonlySet<string>;
}

export interface CompiledConvention {
  readonly path: RegExp;
  readonly exports: RegExp;
  readonly parameters: RegExp | undefined;
  readonly convention: NonNullable<LibraryModel['conventions']>[number];
}

interface Named {
  readonly library: LibraryModel;
  readonly model: TypeModel;
}

/** Longer chains of `extends` are a mistake in a model; they end here rather than hang. */
const DEEPEST_INHERITANCE = 20;
/** Method names remembered with their shapes; emptied when full, so that a long-lived server does not grow. */
const MOST_REMEMBERED_NAMES = 20_000;

export function createModelIndex(models: readonly LibraryModel[]): ModelIndex {
  const exact = new Map<string, LibraryModel[]>();
  const prefixes: { readonly prefix: string; readonly library: LibraryModel }[] = [];
  const types = new Map<string, Named>();
  const patterns = new Map<string, RegExp>();
  const byModule = new Map<string, readonly LibraryModel[]>();
  for (const library of models) {
    for (const specifier of library.packages) {
      const name = withoutScheme(specifier);
      if (name.endsWith('/*')) prefixes.push({ prefix: name.slice(0, -1), library });
      else exact.set(name, [...(exact.get(name) ?? []), library]);
    }
    for (const [name, model] of Object.entries(library.types)) types.set(`${library.id}#${name}`, { library, model });
  }
  prefixes.sort((a, b) => b.prefix.length - a.prefix.length);

  function modelsOf(module: string): readonly LibraryModel[] {
    const name = withoutScheme(module);
    const known = byModule.get(name);
    if (known !== undefined) return known;
    const exactly = exact.get(name) ?? [];
    const found = [...exactly, ...prefixes.filter(({ prefix, library }) => name.startsWith(prefix) && !exactly.includes(library)).map(({ library }) => library)];
    if (byModule.size >= MOST_REMEMBERED_NAMES) byModule.clear();
    byModule.set(name, found);
    return found;
  }

  const wordsOfLibrary = new Map<LibraryModel, RegExp | undefined>();
  const wordsOfKind = new Map<RareWork, Words>();

  function mayWork(module: string, text: string): boolean {
    return modelsOf(module).some((library) => {
      if (!wordsOfLibrary.has(library)) wordsOfLibrary.set(library, textOf(library));
      return wordsOfLibrary.get(library)?.test(text) === true;
    });
  }

  /** Undefined for a library that does neither. */
  function textOf(library: LibraryModel): RegExp | undefined {
    const opening = wordsOf([library], 'opens-connection');
    const blocking = wordsOf([library], 'blocks');
    if (opening.any || opening.patterns.length > 0 || blocking.any || [...blocking.names].some((name) => !name.endsWith('Sync'))) return /(?:)/;
    return opening.names.size === 0 ? undefined : new RegExp(`(?<![\\w$])(?:${[...opening.names].map((name) => name.replaceAll('$', '\\$')).join('|')})(?![\\w$])`);
  }

  function words(work: RareWork): Words {
    let known = wordsOfKind.get(work);
    if (known === undefined) wordsOfKind.set(work, (known = wordsOf(models, work)));
    return known;
  }

  function exported(module: string, name: string): Row | undefined {
    for (const library of modelsOf(module)) {
      const member = own(library.exports, name) ?? byPattern(library.memberPatterns, name);
      if (member !== undefined) return { member, library, api: `${library.id}#${name}` };
    }
    return undefined;
  }

  function inherited<T>(type: string, pick: (named: Named, type: string) => T | undefined): T | undefined {
    let at: string | undefined = type;
    for (let depth = 0; at !== undefined && depth < DEEPEST_INHERITANCE; depth++) {
      const named = types.get(at);
      if (named === undefined) return undefined;
      const found = pick(named, at);
      if (found !== undefined) return found;
      at = named.model.extends === undefined ? undefined : qualify(named.library, named.model.extends);
    }
    return undefined;
  }

  function member(type: string, name: string): Row | undefined {
    const row = (found: Member | undefined, library: LibraryModel, owner: string): Row | undefined => (found === undefined ? undefined : { member: found, library, api: `${owner}.${name}` });
    return inherited(type, ({ library, model }, owner) => row(own(model.members, name), library, owner))
      ?? inherited(type, ({ library, model }, owner) => row(byPattern(model.memberPatterns, name), library, owner))
      ?? (/^[$_#]/.test(name) ? undefined : inherited(type, ({ library, model }, owner) => row(model.anyMember, library, owner)));
  }

  function byPattern(candidates: readonly MemberPattern[] | undefined, name: string): Member | undefined {
    return candidates?.find(({ pattern: source }) => compiled(source, '').test(name))?.member;
  }

  /** Names of programs mind case (`getItems`, not `getter`); statements in texts do not. */
  function compiled(source: string, flags: '' | 'i'): RegExp {
    const key = `${flags}/${source}`;
    let known = patterns.get(key);
    if (known === undefined) patterns.set(key, (known = new RegExp(source, flags)));
    return known;
  }

  function pattern(source: string): RegExp {
    return compiled(source, 'i');
  }

  const compiledShapes = models.flatMap((library) => (library.shapes ?? []).map((shape) => ({
    receiver: new RegExp(shape.receiver), method: shape.method === undefined ? undefined : new RegExp(shape.method), type: qualify(library, shape.type), confidence: shape.confidence, wide: shape.wide === true, when: shape.when, library,
  })));
  const shapesOfName = new Map<string, readonly CompiledShape[]>();

  /** Most names (`push`, `log`) have no shape at all: one look-up then spares all regular expressions for receivers. */
  function shapes(method: string): readonly CompiledShape[] {
    const known = shapesOfName.get(method);
    if (known !== undefined) return known;
    const found = compiledShapes.filter((shape) => {
      if (method === '') return shape.method?.test('') === true && inherited(shape.type, ({ model }) => model.call ?? model.construct) !== undefined;
      return (shape.method === undefined || shape.method.test(method)) && member(shape.type, method) !== undefined;
    });
    if (shapesOfName.size >= MOST_REMEMBERED_NAMES) shapesOfName.clear();
    shapesOfName.set(method, found);
    return found;
  }

  return {
    modelsOf,
    mayWork,
    words,
    exported,
    global: (name) => exported('global', name),
    typeNamed: (module, name) => {
      const library = modelsOf(module).find((candidate) => own(candidate.types, name) !== undefined);
      return library === undefined ? undefined : `${library.id}#${name}`;
    },
    member,
    operation: (type, use) => inherited(type, ({ library, model }, owner) => {
      const operation = model[use];
      return operation === undefined ? undefined : { operation, library, api: owner };
    }),
    element: (type) => inherited(type, ({ library, model }) => (model.element === undefined ? undefined : qualify(library, model.element))),
    instance: (type) => inherited(type, ({ library, model }) => (model.instance === undefined ? undefined : qualify(library, model.instance))),
    entry: (type) => inherited(type, ({ model }) => model.entry),
    handler: (type) => inherited(type, ({ model }) => model.handler),
    methods: (type) => inherited(type, ({ model }) => model.methods) ?? [],
    traits: (type) => inherited(type, ({ model }) => model.traits) ?? [],
    shapes,
    qualify,
    pattern,
    name: (source) => compiled(source, ''),
    conventions: models.flatMap((library) => (library.conventions ?? []).map((convention) => ({ path: new RegExp(convention.path), exports: new RegExp(convention.exports), parameters: convention.parameters === undefined ? undefined : new RegExp(convention.parameters), convention }))),
    entryNames: new Set(models.flatMap(namesWithEntry)),
  };
}

function qualify(library: LibraryModel, type: string): string {
  return type.includes('#') ? type : `${library.id}#${type}`;
}

function withoutScheme(specifier: string): string {
  return specifier.startsWith('node:') ? specifier.slice(5) : specifier;
}

/** Models are plain objects: a program's `constructor` or `toString` must not find what every object inherits. */
function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

function namesWithEntry(library: LibraryModel): string[] {
  const tables = [library.exports, ...Object.values(library.types).map(({ members }) => members ?? {})];
  return tables.flatMap((table) => Object.entries(table).flatMap(([name, member]) => (hasEntry(member.call) || hasEntry(member.construct) ? [name] : [])));
}

function hasEntry(operation: Operation | undefined): boolean {
  return operation !== undefined && (operation.entry !== undefined || hasEntry(operation.orElse));
}
