/**
 * What values of one file are, and which row of a model a call runs. Everything is evaluated when asked and remembered.
 * Knows values and rows, nothing about effects. Promises are transparent, as in the models.
 */
import type { Confidence } from '../engine/finding';
import type { ProjectInfo } from '../engine/project';
import type { CallSite, FileSummary, FunctionId, SiteId, Value, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { LibraryModel, Operation } from '../models/model';
import { chooseOperation } from './argumentTests';
import { createAssignedFunctions } from './assignedFunctions';
import { builtinResult, isBuiltin, isGlobalObject } from './builtins';
import { createClassTyping } from './classTyping';
import { createDeclaredTypes } from './declaredTypes';
import type { Meaning } from './meaning';
import { FOREIGN, isInformative, leastSure, leavesRoomForShape, libraryValue, OPAQUE, PROJECT, sameMeaning, UNKNOWN } from './meaning';
import type { ModelIndex, OperationRow, Row } from './modelIndex';
import { isPureModule, moduleOrigin } from './moduleOrigin';
import { createRecursionGuard } from './recursionGuard';
import { createShapes } from './shapes';

/** The row a call runs. */
export interface SiteOperation extends OperationRow {
  readonly confidence: Confidence;
}

export interface Typing {
  meaningOf(value: ValueId): Meaning;
  /** What a site's result is. */
  resultOf(site: SiteId): Meaning;
  operationAt(site: SiteId): SiteOperation | undefined;
  /** What the receiver of a site is; unknown for calls without one. */
  receiverOf(site: SiteId): Meaning;
  /** The method, getter or accessor a value names, looked up through the classes of the file. */
  memberFunction(value: ValueId): FunctionId | undefined;
  operationOf(meaning: Meaning, use: 'call' | 'construct' | 'read'): OperationRow | undefined;
  /** The library type that a class of the file extends, directly or through others; undefined when it extends none. */
  classBase(id: number): string | undefined;
}

const PROMISE_STEPS = new Set(['then', 'catch', 'finally']);

export function createTyping(summary: FileSummary, index: ModelIndex, project: ProjectInfo): Typing {
  const { values, sites, functions } = summary;
  const guard = createRecursionGuard();
  const shapes = createShapes(summary, index, project);
  const meaningOf = guard.memoise<Meaning>(UNKNOWN, (id) => evaluate(values[id], id));
  const operationAt = guard.memoise<SiteOperation | undefined>(undefined, (id) => findOperation(sites[id]));
  const resultOf = guard.memoise<Meaning>(UNKNOWN, (id) => findResult(sites[id], id));
  const returnsOf = guard.memoise<Meaning>(UNKNOWN, findReturns);
  const assigned = createAssignedFunctions(summary);
  const classes = createClassTyping({ summary, index, meaningOf, returnsOf, operationOf });
  const declared = createDeclaredTypes({ summary, index, project, meaningOf, memberOf, returnsOf, operationOf });

  function evaluate(value: Value | undefined, id: ValueId): Meaning {
    switch (value?.kind) {
      case undefined: case 'unknown': return UNKNOWN;
      case 'import': return importedValue(value.module, value.name);
      case 'global': return globalValue(value.name);
      case 'member': {
        if (isGlobalReceiver(value.of)) return globalValue(value.name);
        const own = assigned.functionAt(id);
        return own === undefined ? memberOf(meaningOf(value.of), value.name) : { kind: 'function', function: own };
      }
      case 'result': return resultOf(value.site);
      case 'awaited': return settled(meaningOf(value.of));
      case 'this': return { kind: 'instance', class: value.class };
      case 'parameter': return parameterValue(value.function, value.index);
      case 'function': return { kind: 'function', function: value.function };
      case 'class': return { kind: 'class', class: value.class };
      case 'element': return elementOf(meaningOf(value.of));
      case 'object': return { kind: 'object', value: id };
      case 'array': return { kind: 'builtin', name: 'Array', holds: value.elements };
      case 'string': case 'text': return { kind: 'builtin', name: 'string', holds: [] };
      case 'number': case 'boolean': return { kind: 'builtin', name: value.kind, holds: [] };
      case 'null': return OPAQUE;
      case 'either': return firstKnown(value.of);
      case 'type': return declared.instanceOf(value);
      case 'typed': return declaredOr(value.type, () => meaningOf(value.of));
    }
  }

  /** Awaiting changes only lazy queries: what comes out are rows, on which the steps of the builder do not exist. */
  function settled(of: Meaning): Meaning {
    const run = of.kind === 'library' && of.type !== undefined ? index.operation(of.type, 'awaited') : undefined;
    if (of.kind !== 'library' || run === undefined) return of;
    return run.operation.returns === undefined ? OPAQUE : libraryValue(run.library, run.operation.returns, undefined, of.confidence);
  }

  function importedValue(module: string, name: string): Meaning {
    if (index.modelsOf(module).length > 0) {
      if (name === '*' || name === 'default') return { kind: 'module', module, name };
      const row = index.exported(module, name);
      return row === undefined ? FOREIGN : libraryValue(row.library, undefined, row, 'proven');
    }
    if (moduleOrigin(module, project, summary.language) === 'project') return PROJECT;
    if (isPureModule(module, summary.language)) return { kind: 'builtin', name: module, holds: [] };
    return { kind: 'package', scoped: module.startsWith('@') };
  }

  function globalValue(name: string): Meaning {
    const row = index.global(name);
    if (row !== undefined) return libraryValue(row.library, undefined, row, 'proven');
    return isBuiltin(name) ? { kind: 'builtin', name, holds: [] } : UNKNOWN;
  }

  function isGlobalReceiver(id: ValueId): boolean {
    const receiver = values[id];
    return receiver?.kind === 'global' && isGlobalObject(receiver.name);
  }

  function memberOf(of: Meaning, name: string): Meaning {
    const found = ownMember(of, name);
    return PROMISE_STEPS.has(name) && (found.kind !== 'library' || found.row?.member.call === undefined) ? { kind: 'promise-step', of, name } : found;
  }

  function ownMember(of: Meaning, name: string): Meaning {
    switch (of.kind) {
      case 'library': return libraryMember(of, name);
      case 'module': return moduleMember(of.module, of.name, name);
      case 'instance': case 'class': return classes.memberOf(of, name);
      case 'object': {
        const object = values[of.value];
        if (object?.kind !== 'object') return UNKNOWN;
        const property = Object.hasOwn(object.properties, name) ? object.properties[name] : undefined;
        return property !== undefined ? meaningOf(property) : object.open ? UNKNOWN : OPAQUE;
      }
      case 'function': return name === 'call' || name === 'apply' ? of : { kind: 'builtin-method', of, name };
      case 'builtin': {
        // A record has the properties a program gives it, an array literal its elements by number.
        if (of.name === 'Record') return elementOf(of);
        const at = /^\d$/.test(name) ? of.holds[Number(name)] : undefined;
        if (at === undefined) return { kind: 'builtin-method', of, name };
        return of.settled === true ? settled(meaningOf(at)) : meaningOf(at);
      }
      case 'builtin-method': case 'promise-step': case 'memoised': return OPAQUE;
      case 'unknown': case 'project': case 'opaque': case 'package': return of;
    }
  }

  function libraryMember(of: Meaning & { kind: 'library' }, name: string): Meaning {
    const row = of.type === undefined ? undefined : index.member(of.type, name);
    if (row !== undefined) return libraryValue(row.library, undefined, row, of.confidence);
    // Builders have more steps than any table lists; every one of them gives the builder again.
    if (of.type !== undefined && index.operation(of.type, 'awaited') !== undefined) return { ...of, row: undefined, confidence: leastSure(of.confidence, 'likely') };
    // Frameworks let programs hang their own things onto some of their objects: `fastify.prisma`, `req.db`.
    return of.type !== undefined && index.traits(of.type).includes('open') ? UNKNOWN : OPAQUE;
  }

  /** `pg.Pool`, `axios.get`: the default export and the module stand for each other, as bundlers and `require` have it. */
  function moduleMember(module: string, as: '*' | 'default', name: string): Meaning {
    if (as === '*' && name === 'default') return { kind: 'module', module, name: 'default' };
    const onDefault = (): Row | undefined => {
      const value = index.exported(module, 'default');
      return value?.member.type === undefined ? undefined : index.member(index.qualify(value.library, value.member.type), name);
    };
    const row = as === 'default' ? (onDefault() ?? index.exported(module, name)) : (index.exported(module, name) ?? onDefault());
    return row === undefined ? OPAQUE : libraryValue(row.library, undefined, row, 'proven');
  }

  function elementOf(of: Meaning): Meaning {
    if (of.kind === 'library' && of.type !== undefined) {
      const rows = settled(of);
      const element = index.element(of.type) ?? (rows.kind === 'library' && rows.type !== undefined ? index.element(rows.type) : undefined);
      return element === undefined ? OPAQUE : { kind: 'library', type: element, row: undefined, confidence: of.confidence };
    }
    if (of.kind === 'builtin') return of.settled === true ? settled(firstKnown(of.holds)) : firstKnown(of.holds);
    if (of.kind === 'object') return UNKNOWN;
    return of.kind === 'unknown' || of.kind === 'project' ? of : OPAQUE;
  }

  function firstKnown(candidates: readonly ValueId[]): Meaning {
    let fallback: Meaning = UNKNOWN;
    for (const candidate of candidates) {
      const meaning = meaningOf(candidate);
      if (isInformative(meaning) && meaning.kind !== 'builtin') return meaning;
      if (meaning.kind === 'builtin' ? fallback.kind === 'unknown' : fallback.kind === 'unknown' || meaning.kind === 'project') fallback = meaning;
    }
    return fallback;
  }

  function declaredOr(type: ValueId, otherwise: () => Meaning): Meaning {
    const meaning = type === NONE ? UNKNOWN : meaningOf(type);
    if (isInformative(meaning)) return meaning;
    const value = otherwise();
    // The type of another file says more than nothing: it rules out that the value is local.
    return isInformative(value) || meaning.kind === 'unknown' ? value : meaning;
  }

  function parameterValue(id: FunctionId, position: number): Meaning {
    const fn = functions[id];
    const parameter = fn?.parameters[position];
    if (fn === undefined || parameter === undefined) return UNKNOWN;
    return declaredOr(parameter.type, () => {
      const loop = fn.bodyOf === NONE ? undefined : summary.loops[fn.bodyOf];
      if (loop !== undefined) return parameter.binding !== NONE && loop.elements[0] === parameter.binding ? elementOf(meaningOf(loop.iterated)) : UNKNOWN;
      return callbackParameter(fn.argumentOf, position);
    });
  }

  function callbackParameter(place: FileSummary['functions'][number]['argumentOf'], position: number): Meaning {
    if (place === undefined || place.property !== undefined) return UNKNOWN;
    const found = operationAt(place.site);
    const callback = found?.operation.callback;
    if (found === undefined || callback === undefined) return UNKNOWN;
    // Routers take any number of handlers; all of them get what the row says.
    if (callback.index !== place.index && !(found.operation.entry !== undefined && place.index > callback.index)) return UNKNOWN;
    const type = callback.parameters[position];
    return type === undefined || type === '' ? OPAQUE : libraryValue(found.library, type, undefined, found.confidence);
  }

  function findOperation(site: CallSite | undefined): SiteOperation | undefined {
    if (site === undefined) return undefined;
    const use = site.kind === 'new' ? 'construct' : site.kind === 'read' ? 'read' : 'call';
    const callee = meaningOf(site.callee);
    const row = operationOf(callee, use);
    if (row !== undefined) return chosen(callee.kind === 'library' && callee.promisified === true ? promisified(row) : row, callee.kind === 'library' ? callee.confidence : 'proven', site);
    return leavesRoomForShape(callee) ? shapedOperation(site, use) : undefined;
  }

  function shapedOperation(site: CallSite, use: 'call' | 'construct' | 'read'): SiteOperation | undefined {
    const receiver = shapes.ofReceiver(site);
    if (receiver !== undefined) {
      const member = index.member(receiver.type, site.name);
      const row = member === undefined ? undefined : operationOf(libraryValue(member.library, undefined, member, receiver.confidence), use);
      return row === undefined ? undefined : chosen(row, receiver.confidence, site);
    }
    const called = use === 'read' ? undefined : shapes.ofCallee(site);
    const row = called === undefined || use === 'read' ? undefined : index.operation(called.type, use);
    return called === undefined || row === undefined ? undefined : chosen(row, called.confidence, site);
  }

  function chosen(row: OperationRow, confidence: Confidence, site: CallSite): SiteOperation | undefined {
    const operation = chooseOperation(row.operation, site, summary, index.pattern);
    return operation === undefined ? undefined : { ...row, operation, confidence: operation.confidence === undefined ? confidence : leastSure(confidence, operation.confidence) };
  }

  function operationOf(meaning: Meaning, use: 'call' | 'construct' | 'read'): OperationRow | undefined {
    switch (meaning.kind) {
      case 'library': return rowOperation(meaning.row, use) ?? (meaning.type === undefined || use === 'read' ? undefined : index.operation(meaning.type, use));
      case 'module': {
        const row = index.exported(meaning.module, 'default') ?? index.exported(meaning.module, '*');
        return row === undefined ? undefined : rowOperation(row, use) ?? (row.member.type === undefined || use === 'read' ? undefined : index.operation(index.qualify(row.library, row.member.type), use));
      }
      // Making an instance of a class that extends a library's runs that library's constructor.
      case 'class': return use === 'construct' ? inheritedConstructor(meaning) : undefined;
      default: return undefined;
    }
  }

  function inheritedConstructor(meaning: Meaning & { kind: 'class' }): OperationRow | undefined {
    const base = classes.libraryBase(meaning.class);
    return base === undefined || base.kind === 'class' ? undefined : operationOf(base, 'construct');
  }

  function findResult(site: CallSite | undefined, id: SiteId): Meaning {
    if (site === undefined) return UNKNOWN;
    const callee = meaningOf(site.callee);
    if (callee.kind === 'class') return { kind: 'instance', class: callee.class };
    if (callee.kind === 'function') return returnsOf(callee.function);
    const found = operationAt(id);
    if (found !== undefined) return operationResult(found, site, id);
    switch (callee.kind) {
      case 'promise-step': return callee.name === 'then' ? UNKNOWN : callee.of;
      case 'builtin-method': return builtinMethodResult(callee, site);
      case 'builtin': return { kind: 'builtin', name: callee.name, holds: [] };
      case 'library': return callee.row === undefined && callee.type !== undefined ? callee : OPAQUE;
      case 'package': return FOREIGN;
      case 'module': case 'memoised': case 'object': case 'instance': return OPAQUE;
      default: return callee;
    }
  }

  function operationResult({ operation, library, confidence }: { operation: Operation; library: LibraryModel; confidence: Confidence }, site: CallSite, id: SiteId): Meaning {
    if (operation.returns !== undefined) return libraryValue(library, operation.returns, undefined, confidence);
    if (operation.traits?.includes('memoises') === true) return { kind: 'memoised', site: id };
    // `promisify(f)` is `f`, only awaited.
    const [first] = site.arguments;
    if (operation.traits?.includes('promisifies') !== true || first === undefined) return OPAQUE;
    const given = meaningOf(first);
    return given.kind === 'library' ? { ...given, promisified: true } : given;
  }

  function builtinMethodResult(callee: Meaning & { kind: 'builtin-method' }, site: CallSite): Meaning {
    const [first] = site.arguments;
    if (callee.of.kind === 'function') return callee.name === 'bind' ? callee.of : OPAQUE;
    // `Promise.all([a, b])` gives what the list holds, `Object.values(x)` and `Array.from(xs)` hand elements on.
    if (callee.of.kind === 'builtin' && callee.of.name === 'Promise') {
      const list = first === undefined ? OPAQUE : meaningOf(first);
      return list.kind === 'builtin' ? { ...list, settled: true } : list;
    }
    if (callee.of.kind === 'builtin' && (callee.name === 'from' || callee.name === 'values') && first !== undefined && callee.of.holds.length === 0) {
      const source = meaningOf(first);
      return source.kind === 'library' || source.kind === 'builtin' ? source : { kind: 'builtin', name: 'Array', holds: [] };
    }
    return builtinResult(callee.of, callee.name, elementOf);
  }

  function findReturns(id: FunctionId): Meaning {
    const fn = functions[id];
    if (fn === undefined || fn.generator) return UNKNOWN;
    let agreed: Meaning | undefined;
    for (const returned of fn.returns) {
      if (values[returned]?.kind === 'null') continue;
      const meaning = meaningOf(returned);
      if (agreed !== undefined && !sameMeaning(agreed, meaning)) return UNKNOWN;
      agreed ??= meaning;
    }
    return fn.async ? settled(agreed ?? OPAQUE) : (agreed ?? OPAQUE);
  }

  function receiverOf(id: SiteId): Meaning {
    const callee = values[sites[id]?.callee ?? NONE];
    return callee?.kind === 'member' ? meaningOf(callee.of) : UNKNOWN;
  }

  function memberFunction(id: ValueId): FunctionId | undefined {
    const value = values[id];
    if (value?.kind !== 'member') return undefined;
    const of = meaningOf(value.of);
    return of.kind === 'instance' || of.kind === 'class' ? classes.functionOf(of.class, value.name) : undefined;
  }

  function classBase(id: number): string | undefined {
    const base = classes.libraryBase(id);
    return base?.kind === 'library' ? base.type : undefined;
  }

  return { meaningOf, resultOf, operationAt, receiverOf, memberFunction, operationOf, classBase };
}

/** With a callback it was started; as a promise it is awaited. */
function promisified(row: OperationRow): OperationRow {
  return row.operation.mode === 'started' ? { ...row, operation: { ...row.operation, mode: 'awaited' } } : row;
}

function rowOperation(row: Row | undefined, use: 'call' | 'construct' | 'read'): OperationRow | undefined {
  const operation = row?.member[use];
  return row === undefined || operation === undefined ? undefined : { operation, library: row.library, api: row.api };
}
