/** What a value of a declared type is: `pool: Pool`, `repo: Repository<User>`, `db: ReturnType<typeof drizzle>`. */
import type { ProjectInfo } from '../engine/project';
import type { FileSummary, FunctionId, Value, ValueId } from '../engine/summary';
import { elementArgument, isBuiltin, isTransparentType } from './builtins';
import type { Meaning } from './meaning';
import { FOREIGN, isInformative, libraryValue, PROJECT, UNKNOWN } from './meaning';
import type { ModelIndex, OperationRow } from './modelIndex';
import { moduleOrigin } from './moduleOrigin';

export interface DeclaredTypes {
  /** The meaning of a value declared to be of the type. */
  instanceOf(type: Value & { kind: 'type' }): Meaning;
}

export interface DeclaredTypesParts {
  readonly summary: FileSummary;
  readonly index: ModelIndex;
  readonly project: ProjectInfo;
  readonly meaningOf: (value: ValueId) => Meaning;
  readonly memberOf: (of: Meaning, name: string) => Meaning;
  readonly returnsOf: (fn: FunctionId) => Meaning;
  readonly operationOf: (meaning: Meaning, use: 'call' | 'construct') => OperationRow | undefined;
}

export function createDeclaredTypes({ summary, index, project, meaningOf, memberOf, returnsOf, operationOf }: DeclaredTypesParts): DeclaredTypes {
  function instanceOf({ name, arguments: args }: Value & { kind: 'type' }): Meaning {
    const named = summary.values[name];
    switch (named?.kind) {
      case 'global': return globalType(named.name, args);
      case 'import': return importedType(named.module, named.name);
      case 'member': return memberType(named);
      case undefined: return UNKNOWN;
      default: return instanceOfMeaning(meaningOf(name));
    }
  }

  function globalType(name: string, args: readonly ValueId[]): Meaning {
    const [first] = args;
    if (isTransparentType(name)) return first === undefined ? UNKNOWN : meaningOf(first);
    if (first !== undefined && name === 'ReturnType') return calledResult(meaningOf(first));
    if (first !== undefined && name === 'InstanceType') return instanceOfMeaning(meaningOf(first));
    const known = importedType('global', name);
    if (isInformative(known)) return known;
    const element = args[elementArgument(name)];
    return isBuiltin(name) ? { kind: 'builtin', name, holds: element === undefined ? [] : [element] } : UNKNOWN;
  }

  function importedType(module: string, name: string): Meaning {
    // A scoped package may be a neighbour in the same repository, which wraps a library.
    if (index.modelsOf(module).length === 0) return moduleOrigin(module, project, summary.language) === 'project' ? PROJECT : { kind: 'package', scoped: module.startsWith('@') };
    const row = index.exported(module, name);
    if (row?.member.asType !== undefined) return libraryValue(row.library, row.member.asType, undefined, 'proven');
    const type = row === undefined ? undefined : instanceOfMeaning(libraryValue(row.library, undefined, row, 'proven'));
    if (type !== undefined && isInformative(type)) return type;
    const own = index.typeNamed(module, name);
    return own === undefined ? FOREIGN : { kind: 'library', type: own, row: undefined, confidence: 'proven' };
  }

  /** `pg.Pool`, `Prisma.TransactionClient`. */
  function memberType(named: Value & { kind: 'member' }): Meaning {
    const of = meaningOf(named.of);
    if (of.kind === 'module') return importedType(of.module, named.name);
    const member = memberOf(of, named.name);
    if (member.kind === 'library') return instanceOfMeaning(member);
    const base = summary.values[named.of];
    // A namespace the tables do not list still belongs to its module.
    return base?.kind === 'import' && index.modelsOf(base.module).length > 0 ? importedType(base.module, named.name) : member;
  }

  /** What `new` of it gives. */
  function instanceOfMeaning(of: Meaning): Meaning {
    switch (of.kind) {
      case 'class': return { kind: 'instance', class: of.class };
      case 'library': {
        const instance = of.type === undefined ? undefined : index.instance(of.type);
        if (instance !== undefined) return { kind: 'library', type: instance, row: undefined, confidence: of.confidence };
        const made = operationOf(of, 'construct');
        if (made?.operation.returns !== undefined) return libraryValue(made.library, made.operation.returns, undefined, of.confidence);
        // An exported type without a constructor, such as an interface: its name says it.
        return of.type === undefined ? UNKNOWN : { kind: 'library', type: of.type, row: undefined, confidence: of.confidence };
      }
      case 'module': {
        const made = operationOf(of, 'construct');
        return made?.operation.returns === undefined ? FOREIGN : libraryValue(made.library, made.operation.returns, undefined, 'proven');
      }
      case 'unknown': case 'project': case 'opaque': case 'package': return of;
      default: return UNKNOWN;
    }
  }

  function calledResult(of: Meaning): Meaning {
    if (of.kind === 'function') return returnsOf(of.function);
    const called = operationOf(of, 'call');
    return called?.operation.returns === undefined ? (of.kind === 'project' ? PROJECT : UNKNOWN) : libraryValue(called.library, called.operation.returns, undefined, 'proven');
  }

  return { instanceOf };
}
