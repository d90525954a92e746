/**
 * The tables of a summary while they grow. Values are interned; a name's value is only known when all its assignments have
 * been seen, so references stand as `binding` placeholders that `finish` replaces.
 */
import type {
  AwaitSummary, Binding, BindingId, CallSite, ClassSummary, Exit, Export, FileSummary, Flow, FunctionSummary,
  LanguageId, LoopSummary, Note, ReExport, Step, TrySummary, Value, ValueId,
} from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Use } from './renewal';
import { renewingLoops } from './renewal';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type MutableBinding = Mutable<Omit<Binding, 'value' | 'renewedIn'>> & { assigned: ValueId[]; readonly uses: Use[] };
export type MutableClass = Mutable<ClassSummary>;
export type MutableFunction = Mutable<FunctionSummary>;
export type MutableLoop = Mutable<LoopSummary>;
export type MutableSite = Mutable<CallSite>;
export type MutableAwait = Mutable<AwaitSummary>;

type Placeholder = { readonly kind: 'binding'; readonly binding: BindingId }
/** A text and what is filled in after each of its pieces but the last. */
| { readonly kind: 'assembled'; readonly texts: readonly string[]; readonly parts: readonly ValueId[] };
type GrowingValue = Value | Placeholder;

/** More assignments than this make a name's value unknown. */
const MOST_ALTERNATIVES = 4;

export interface Tables {
  readonly bindings: MutableBinding[];
  readonly functions: MutableFunction[];
  readonly classes: MutableClass[];
  readonly loops: MutableLoop[];
  readonly sites: MutableSite[];
  readonly awaits: MutableAwait[];
  readonly tries: Mutable<TrySummary>[];
  readonly flows: Flow[];
  readonly exits: Exit[];
  readonly steps: Step[];
  readonly exports: Export[];
  readonly reExports: ReExport[];
  readonly notes: Note[];
  value(value: GrowingValue): ValueId;
  /** One text more than parts. */
  assembled(texts: readonly string[], parts: readonly ValueId[]): ValueId;
  valueAt(id: ValueId): GrowingValue;
  finish(directives: readonly string[]): FileSummary;
}

export function createTables(language: LanguageId): Tables {
  const values: GrowingValue[] = [{ kind: 'unknown' }];
  /** By kind, then by what tells values of that kind apart. */
  const interned = new Map<GrowingValue['kind'], Map<number | string, ValueId>>([['unknown', new Map([[0, 0]])]]);
  /** Members are the most frequent by far: a text for each, only to look it up, would cost more than the rest. */
  const members = new Map<ValueId, Map<number | string, ValueId>>();

  function value(entry: GrowingValue): ValueId {
    const key = keyOf(entry);
    if (key === undefined) return values.push(entry) - 1;
    const known = entry.kind === 'member' ? tableOf(members, entry.of) : tableOf(interned, entry.kind);
    let id = known.get(key);
    if (id === undefined) {
      id = values.push(entry) - 1;
      known.set(key, id);
    }
    return id;
  }

  const tables: Tables = {
    bindings: [], functions: [], classes: [], loops: [], sites: [], awaits: [], tries: [], flows: [], exits: [], steps: [],
    exports: [], reExports: [], notes: [],
    value,
    assembled: (texts, parts) => value(parts.length === 0 ? { kind: 'string', value: texts[0] ?? '' } : { kind: 'assembled', texts, parts }),
    valueAt: (id) => values[id] ?? { kind: 'unknown' },
    finish(directives) {
      const valueOfBinding = tables.bindings.map((binding) => joined(binding.assigned));
      const resolved = resolvePlaceholders(values, valueOfBinding);
      const bindings = tables.bindings.map(({ name, kind, function: fn, loop, reads, uses }, id): Binding => {
        const renewedIn = kind === 'variable' ? renewingLoops(uses, fn, tables.loops).filter((renewing) => renewing !== loop) : [];
        return { name, kind, function: fn, loop, value: valueOfBinding[id] ?? 0, reads, ...(renewedIn.length === 0 ? {} : { renewedIn }) };
      });
      // `const rows = []` is filled before somebody goes through it.
      const filled = new Set(tables.flows.flatMap(({ kind, targets }) => (kind === 'mutate' ? targets : [])));
      for (const loop of tables.loops) if (loop.count === NONE && !loop.iteratedReads.some((read) => filled.has(read))) loop.count = constantCount(resolved, loop.iterated);
      return {
        language, values: resolved, bindings, functions: tables.functions, classes: tables.classes, loops: tables.loops, sites: tables.sites,
        awaits: tables.awaits, tries: tables.tries, flows: tables.flows, exits: tables.exits, steps: tables.steps, exports: tables.exports,
        reExports: tables.reExports, notes: tables.notes, directives, problems: [],
      };
    },
  };

  function joined(assigned: readonly ValueId[]): ValueId {
    const distinct = [...new Set(assigned)];
    if (distinct.length === 0 || distinct.length > MOST_ALTERNATIVES) return 0;
    return distinct.length === 1 ? (distinct[0] ?? 0) : value({ kind: 'either', of: distinct });
  }
  return tables;
}

export const UNKNOWN: ValueId = 0;

function tableOf<Key>(tables: Map<Key, Map<number | string, ValueId>>, key: Key): Map<number | string, ValueId> {
  let table = tables.get(key);
  if (table === undefined) tables.set(key, (table = new Map<number | string, ValueId>()));
  return table;
}

/** Larger than any number of values in one file, so that two ids fit into one number. */
const BEYOND = 2 ** 26;

/** Tells it apart from others of its kind, members from others of the same value; undefined when it equals no other: each call has a result of its own. */
function keyOf(value: GrowingValue): number | string | undefined {
  switch (value.kind) {
    case 'unknown': case 'null': return 0;
    case 'binding': return value.binding;
    case 'import': return `${value.module}\n${value.name}`;
    case 'global': case 'member': return value.name;
    case 'awaited': case 'element': return value.of;
    case 'this': case 'class': return value.class;
    case 'parameter': return value.function * BEYOND + value.index;
    case 'function': return value.function;
    case 'string': return value.value.length > 80 ? undefined : value.value;
    case 'number': return value.value;
    case 'boolean': return value.value ? 1 : 0;
    case 'type': return `${value.name}<${value.arguments.join()}`;
    case 'typed': return value.type * BEYOND + value.of;
    case 'either': return value.of.join();
    case 'result': case 'object': case 'array': case 'text': case 'assembled': return undefined;
  }
}

/**
 * Replaces each placeholder by what its name holds. A name that (through others) holds itself is unknown. Members of a module
 * become imports, so that `require('pg').Pool` and `import { Pool } from 'pg'` are one value.
 */
function resolvePlaceholders(values: readonly GrowingValue[], valueOfBinding: readonly ValueId[]): Value[] {
  const resolved: Value[] = [];
  const target = (id: ValueId): ValueId => {
    let at = id;
    for (let hops = 0; hops < 20; hops++) {
      const value = values[at];
      if (value?.kind !== 'binding') return at;
      at = valueOfBinding[value.binding] ?? 0;
    }
    return 0;
  };
  for (let id = 0; id < values.length; id++) {
    const value = values[target(id)];
    resolved.push(value === undefined || value.kind === 'binding' ? { kind: 'unknown' } : value.kind === 'assembled' ? filledIn(value.texts, value.parts.map((part) => values[target(part)])) : value);
  }
  for (let id = 0; id < resolved.length; id++) {
    const value = resolved[id];
    if (value?.kind !== 'member') continue;
    const base = memberBase(resolved, value.of);
    if (base?.kind === 'import' && base.name === '*' && value.name !== 'default') resolved[id] = { kind: 'import', module: base.module, name: value.name };
  }
  return resolved;
}

/** `SELECT ${LOCK}(?)` with a constant `LOCK` is a constant text; what is not constant ends its beginning. */
function filledIn(texts: readonly string[], parts: readonly (GrowingValue | undefined)[]): Value {
  const first = parts.findIndex((part) => part?.kind !== 'string' && part?.kind !== 'number');
  const known = first < 0 ? parts.length : first;
  const head = parts.slice(0, known).reduce((text, part, index) => `${text}${part?.kind === 'string' || part?.kind === 'number' ? part.value : ''}${texts[index + 1] ?? ''}`, texts[0] ?? '');
  return first < 0 ? { kind: 'string', value: head } : { kind: 'text', head, holes: parts.length - known };
}

/** Looks through the `await` of `await import('x')`. */
function memberBase(values: readonly Value[], id: ValueId): Value | undefined {
  const value = values[id];
  return value?.kind === 'awaited' ? values[value.of] : value;
}

/** Length of a literal list, looking through `as const` and `Object.entries({…})`-free shapes only. */
function constantCount(values: readonly Value[], id: ValueId): number {
  const value = values[id];
  return value?.kind === 'array' ? value.length : NONE;
}
