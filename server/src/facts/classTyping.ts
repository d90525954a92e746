/** Members of the classes a file declares: methods, getters, fields, and what they inherit from classes and libraries. */
import type { ClassId, FileSummary, FunctionId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Meaning } from './meaning';
import { isInformative, libraryValue, OPAQUE, UNKNOWN } from './meaning';
import type { ModelIndex, OperationRow } from './modelIndex';

export interface ClassTyping {
  memberOf(of: Meaning & { kind: 'instance' | 'class' }, name: string): Meaning;
  /** A method, getter or setter, inherited ones of this file included. */
  functionOf(id: ClassId, name: string): FunctionId | undefined;
  /** What the class extends beyond this file; undefined when it extends nothing. */
  libraryBase(id: ClassId): Meaning | undefined;
}

export interface ClassTypingParts {
  readonly summary: FileSummary;
  readonly index: ModelIndex;
  readonly meaningOf: (value: ValueId) => Meaning;
  readonly returnsOf: (fn: FunctionId) => Meaning;
  readonly operationOf: (meaning: Meaning, use: 'construct') => OperationRow | undefined;
}

const DEEPEST_INHERITANCE = 20;

export function createClassTyping({ summary, index, meaningOf, returnsOf, operationOf }: ClassTypingParts): ClassTyping {
  const { classes, functions } = summary;

  /** The class and those it extends in this file, itself first. */
  function lineage(id: ClassId): ClassId[] {
    const found = [id];
    for (let depth = 0; depth < DEEPEST_INHERITANCE; depth++) {
      const base = baseOf(found[found.length - 1] ?? NONE);
      if (base?.kind !== 'class' || found.includes(base.class)) break;
      found.push(base.class);
    }
    return found;
  }

  function baseOf(id: ClassId): Meaning | undefined {
    const base = classes[id]?.extends ?? NONE;
    return base === NONE ? undefined : meaningOf(base);
  }

  function libraryBase(id: ClassId): Meaning | undefined {
    return baseOf(lineage(id).at(-1) ?? NONE);
  }

  function functionOf(id: ClassId, name: string): FunctionId | undefined {
    for (const ancestor of lineage(id)) {
      const methods = classes[ancestor]?.methods;
      if (methods !== undefined && Object.hasOwn(methods, name)) return methods[name];
    }
    return undefined;
  }

  function memberOf(of: Meaning & { kind: 'instance' | 'class' }, name: string): Meaning {
    const method = functionOf(of.class, name);
    if (method !== undefined) return functions[method]?.kind === 'getter' ? returnsOf(method) : { kind: 'function', function: method };
    for (const ancestor of lineage(of.class)) {
      const field = classes[ancestor]?.fields.find((candidate) => candidate.name === name);
      if (field !== undefined) return fieldValue(field.type, field.value);
    }
    const base = libraryBase(of.class);
    return base === undefined ? OPAQUE : inherited(base, of.kind, name);
  }

  function fieldValue(type: ValueId, value: ValueId): Meaning {
    const declared = type === NONE ? UNKNOWN : meaningOf(type);
    if (isInformative(declared)) return declared;
    const held = meaningOf(value);
    return isInformative(held) || declared.kind === 'unknown' ? held : declared;
  }

  function inherited(base: Meaning, side: 'instance' | 'class', name: string): Meaning {
    const type = side === 'instance' ? instanceTypeOf(base) : staticTypeOf(base);
    if (type !== undefined) {
      const row = index.member(type, name);
      if (row !== undefined) return libraryValue(row.library, undefined, row, base.kind === 'library' ? base.confidence : 'proven');
      return index.traits(type).includes('open') ? UNKNOWN : OPAQUE;
    }
    return base.kind === 'unknown' || base.kind === 'project' ? base : OPAQUE;
  }

  function instanceTypeOf(base: Meaning): string | undefined {
    const row = base.kind === 'library' ? base.row : base.kind === 'module' ? index.exported(base.module, 'default') : undefined;
    const type = base.kind === 'library' ? base.type : row?.member.type === undefined ? undefined : index.qualify(row.library, row.member.type);
    const instance = type === undefined ? undefined : index.instance(type);
    if (instance !== undefined) return instance;
    const made = operationOf(base, 'construct');
    // A row that only names a type means class and instance alike: `class Users extends Repository<User>`.
    return made?.operation.returns === undefined ? type : index.qualify(made.library, made.operation.returns);
  }

  function staticTypeOf(base: Meaning): string | undefined {
    return base.kind === 'library' ? base.type : undefined;
  }

  return { memberOf, functionOf, libraryBase };
}
