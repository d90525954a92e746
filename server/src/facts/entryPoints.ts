/** Which functions the world outside calls: handlers given to frameworks, decorated methods, exports by convention. */
import type { EntryPoint } from '../engine/facts';
import type { ClassId, FileSummary, FunctionId, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Operation } from '../models/model';
import type { CallGraph } from './callGraph';
import { leastSure } from './meaning';
import type { ModelIndex } from './modelIndex';
import type { Typing } from './typing';

export interface EntryPoints {
  of(fn: FunctionId): EntryPoint | undefined;
}

type Entry = NonNullable<Operation['entry']>;

/** Handlers wrapped deeper than this are not looked for. */
const DEEPEST_WRAPPING = 4;

/** `path` is relative to the project's root. */
export function createEntryPoints(summary: FileSummary, index: ModelIndex, typing: Typing, graph: CallGraph, path: string): EntryPoints {
  const { functions, sites, values } = summary;
  const reached = new Map<FunctionId, EntryPoint | undefined>();
  let direct: Map<FunctionId, EntryPoint> | undefined;
  let callers: Map<FunctionId, FunctionId[]> | undefined;

  function of(id: FunctionId): EntryPoint | undefined {
    if (functions[id] === undefined || id === 0) return undefined;
    return directEntries().get(id) ?? reachedFrom(id);
  }

  function directEntries(): Map<FunctionId, EntryPoint> {
    if (direct !== undefined) return direct;
    direct = new Map();
    for (const [id, site] of sites.entries()) if (mayRegister(id, site.name)) addHandlers(direct, id);
    // A route file or a decorator says more than the type of a parameter.
    addConventions(direct);
    for (const id of functions.keys()) addDeclared(direct, id);
    addTyped(direct);
    addHooks(direct);
    return direct;
  }

  /** Spares typing every call of the file: a handler is registered under a known name or a local name of an import. */
  function mayRegister(id: SiteId, name: string): boolean {
    const site = sites[id];
    return site !== undefined && site.arguments.length > 0 && (index.entryNames.has(name) || values[site.callee]?.kind === 'import');
  }

  function addHandlers(into: Map<FunctionId, EntryPoint>, id: SiteId): void {
    const site = sites[id];
    const found = typing.operationAt(id);
    const entry = found?.operation.entry;
    if (site === undefined || found === undefined || entry === undefined) return;
    const title = titleOf(entry, site.arguments);
    const handlers = entry.properties === undefined
      ? site.arguments.flatMap((argument) => functionsIn(argument, 0))
      : site.arguments.flatMap((argument) => propertiesIn(argument, entry.properties ?? [], '', 0));
    for (const fn of handlers) if (!into.has(fn)) into.set(fn, { kind: entry.kind, title, function: fn, confidence: found.confidence });
  }

  /** The functions a handler argument stands for: itself, one by name, a list, or what a wrapper is given. */
  function functionsIn(value: ValueId, depth: number): FunctionId[] {
    const written = values[value];
    if (written === undefined || depth > DEEPEST_WRAPPING) return [];
    switch (written.kind) {
      case 'function': return [written.function];
      case 'array': return written.elements.flatMap((element) => functionsIn(element, depth + 1));
      case 'typed': case 'awaited': return functionsIn(written.of, depth + 1);
      case 'either': return written.of.flatMap((part) => functionsIn(part, depth + 1));
      case 'member': {
        const meaning = typing.meaningOf(value);
        return meaning.kind === 'function' ? [meaning.function] : [];
      }
      case 'result': {
        const meaning = typing.meaningOf(value);
        if (meaning.kind === 'function') return [meaning.function];
        const site = sites[written.site];
        // `asyncHandler(async (req, res) => …)`, `this.list.bind(this)`, `withAuth(handler)`.
        return site === undefined || meaning.kind === 'library' ? [] : site.arguments.flatMap((argument) => functionsIn(argument, depth + 1));
      }
      default: return [];
    }
  }

  function propertiesIn(value: ValueId, patterns: readonly string[], prefix: string, depth: number): FunctionId[] {
    const written = values[value];
    if (written === undefined || depth > DEEPEST_WRAPPING) return [];
    if (written.kind === 'array') return written.elements.flatMap((element) => propertiesIn(element, patterns, prefix, depth + 1));
    if (written.kind === 'typed') return propertiesIn(written.of, patterns, prefix, depth + 1);
    if (written.kind !== 'object') return [];
    return Object.entries(written.properties).flatMap(([name, property]) => {
      const at = prefix === '' ? name : `${prefix}.${name}`;
      const nested = propertiesIn(property, patterns, at, depth + 1);
      return patterns.some((pattern) => matchesProperty(pattern, at)) ? [...functionsIn(property, 0), ...nested] : nested;
    });
  }

  /** Decorated methods, and functions declared to be or to take what only a framework gives. */
  function addDeclared(into: Map<FunctionId, EntryPoint>, id: FunctionId): void {
    const fn = functions[id];
    if (fn === undefined || into.has(id)) return;
    for (const decorator of fn.decorators) {
      const entry = decoratorEntry(decorator);
      if (entry === undefined) continue;
      const { root } = entry.entry;
      const kind = root !== undefined && fn.class !== NONE && !index.name(root).test(summary.classes[fn.class]?.name ?? '') ? 'row' : entry.entry.kind;
      into.set(id, { kind, title: withPrefix(entry.title, fn.class), function: id, confidence: entry.confidence });
      return;
    }
    for (const { type } of fn.parameters) {
      const meaning = type < 0 ? undefined : typing.meaningOf(type);
      const entry = meaning?.kind === 'library' && meaning.type !== undefined ? index.entry(meaning.type) : undefined;
      if (entry === undefined) continue;
      into.set(id, { kind: entry.kind, title: entry.title, function: id, confidence: 'likely' });
      return;
    }
  }

  /** Methods of classes that extend a framework's, which the framework calls by their names. */
  function addHooks(into: Map<FunctionId, EntryPoint>): void {
    for (const [id, owner] of summary.classes.entries()) {
      const base = typing.classBase(id);
      const hooks = base === undefined ? [] : index.methods(base);
      for (const [name, fn] of hooks.length === 0 ? [] : Object.entries(owner.methods)) {
        const hook = hooks.find(({ pattern, parameters, owner: holder }) => index.name(pattern).test(name)
          && (parameters === undefined || index.name(parameters).test(parameterNames(fn))) && (holder === undefined || index.name(holder).test(owner.name)));
        if (hook !== undefined && !into.has(fn)) into.set(fn, { kind: hook.kind, title: hook.title.replaceAll('{name}', name).replaceAll('{class}', owner.name), function: fn, confidence: 'proven' });
      }
    }
  }

  /** `const list: RequestHandler = async (req, res) => {…}`. */
  function addTyped(into: Map<FunctionId, EntryPoint>): void {
    for (const { value } of summary.bindings) {
      const written = values[value];
      if (written?.kind !== 'typed' || values[written.of]?.kind !== 'function') continue;
      const type = typing.meaningOf(written.type);
      const handler = type.kind === 'library' && type.type !== undefined ? index.handler(type.type) : undefined;
      if (handler === undefined) continue;
      for (const fn of functionsIn(written.of, 0)) if (!into.has(fn)) into.set(fn, { ...handler, function: fn, confidence: 'likely' });
    }
  }

  function decoratorEntry(decorator: ValueId): { readonly entry: Entry; readonly title: string; readonly confidence: EntryPoint['confidence'] } | undefined {
    const value = values[decorator];
    if (value?.kind === 'result') {
      const found = typing.operationAt(value.site);
      const entry = found?.operation.entry;
      return found === undefined || entry === undefined ? undefined : { entry, title: titleOf(entry, sites[value.site]?.arguments ?? []), confidence: found.confidence };
    }
    const row = typing.operationOf(typing.meaningOf(decorator), 'call');
    return row?.operation.entry === undefined ? undefined : { entry: row.operation.entry, title: titleOf(row.operation.entry, []), confidence: 'proven' };
  }

  /** `@Controller('orders')` above `@Get(':id')`: the path has both parts. */
  function withPrefix(title: string, owner: ClassId): string {
    const route = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL)(?: (.*))?$/.exec(title);
    if (route === null) return title;
    for (const decorator of summary.classes[owner]?.decorators ?? []) {
      const value = values[decorator];
      const first = value?.kind === 'result' ? values[sites[value.site]?.arguments[0] ?? -1] : undefined;
      if (first?.kind === 'string') return `${route[1] ?? ''} ${joinPath(first.value, route[2] ?? '')}`;
    }
    return title;
  }

  function addConventions(into: Map<FunctionId, EntryPoint>): void {
    for (const { path: place, exports, parameters, convention } of index.conventions) {
      if (!place.test(path)) continue;
      const { directive, kind, title } = convention;
      const wholeFile = directive === undefined || summary.directives.includes(directive);
      const add = (fn: FunctionId, name: string): void => {
        if (into.has(fn) || parameters?.test(parameterNames(fn)) === false) return;
        into.set(fn, { kind, title: title.replaceAll('{name}', name).replaceAll('{path}', path), function: fn, confidence: 'proven' });
      };
      if (wholeFile) for (const { name, value } of summary.exports) if (exports.test(name)) for (const fn of functionsIn(value, 0)) add(fn, name);
      if (directive !== undefined) for (const [id, fn] of functions.entries()) if (fn.directives.includes(directive)) add(id, fn.name);
    }
  }

  /** Without the one that stands for the object itself: Python's `self`. */
  function parameterNames(fn: FunctionId): string {
    const own = (functions[fn]?.parameters ?? []).filter(({ binding }) => values[summary.bindings[binding]?.value ?? -1]?.kind !== 'this');
    return own.map(({ name }) => name).join(',');
  }

  /** A function that only entry points of this file lead to is part of their work. */
  function reachedFrom(id: FunctionId): EntryPoint | undefined {
    if (reached.has(id)) return reached.get(id);
    // A circle adds nothing to what leads into it.
    reached.set(id, undefined);
    const found = findReachedFrom(id);
    reached.set(id, found);
    return found;
  }

  function findReachedFrom(id: FunctionId): EntryPoint | undefined {
    const entries = directEntries();
    const seen = new Set<FunctionId>([id]);
    const queue = [id];
    let first: EntryPoint | undefined;
    let proven = true;
    for (let at = 0; at < queue.length; at++) {
      const from = queue[at] ?? 0;
      const above = callersOf(from);
      const parent = functions[from]?.parent ?? 0;
      // Written inside another function and called by nobody seen: it runs, if at all, while that one does.
      const next = above.length > 0 ? above : parent > 0 ? [parent] : [];
      proven &&= next.every((caller) => caller === parent);
      if (next.length === 0) return undefined;
      for (const caller of next) {
        const entry = entries.get(caller);
        if (entry !== undefined) {
          // What is served as well is served.
          if (first === undefined || first.kind === 'once') first = entry;
          continue;
        }
        if (caller === 0) return undefined;
        if (!seen.has(caller)) {
          seen.add(caller);
          queue.push(caller);
        }
      }
    }
    return first === undefined ? undefined : { ...first, confidence: proven ? first.confidence : leastSure(first.confidence, 'likely') };
  }

  function callersOf(id: FunctionId): readonly FunctionId[] {
    if (callers === undefined) {
      callers = new Map();
      for (const [site, { function: caller }] of sites.entries()) {
        for (const { to } of graph.edgesOf(site)) {
          const list = callers.get(to);
          if (list === undefined) callers.set(to, [caller]);
          else if (!list.includes(caller)) list.push(caller);
        }
      }
    }
    return callers.get(id) ?? [];
  }

  function titleOf({ title }: Entry, args: readonly ValueId[]): string {
    if (!title.includes('{0}')) return title;
    const text = args.map((argument) => values[argument]).find((value) => value?.kind === 'string');
    return title.replaceAll('{0}', text?.kind === 'string' ? text.value : '').trim();
  }

  return { of };
}

function matchesProperty(pattern: string, at: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*.')) return at.endsWith(pattern.slice(1));
  return pattern.endsWith('.*') ? at.startsWith(pattern.slice(0, -1)) : pattern === at;
}

function joinPath(prefix: string, rest: string): string {
  return `/${[prefix, rest].map((part) => part.replace(/^\/+|\/+$/g, '')).filter((part) => part !== '').join('/')}`;
}

