/**
 * The names under which models let work be called, for quick looks: whether a file can hold a kind of work at all. Errs
 * towards yes; what a call really does is told by typing.
 */
import type { LibraryModel, Member, Operation, TypeModel } from '../models/model';

/** Kinds of work that most files do not hold. */
export type RareWork = 'blocks' | 'opens-connection' | 'whole-file' | 'unpooled';

export interface Words {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
  /** The module itself, or any property, does it: no name tells. */
  readonly any: boolean;
}

export function wordsOf(models: readonly LibraryModel[], work: RareWork): Words {
  const names = new Set<string>();
  const patterns: RegExp[] = [];
  let any = false;
  const addMember = (name: string, member: Member): void => {
    if (![member.call, member.construct, member.read].some((operation) => does(operation, work))) return;
    if (name === 'default' || name === '*') any = true;
    else names.add(name);
  };
  for (const { exports, types, memberPatterns } of models) {
    for (const [name, member] of Object.entries(exports)) addMember(name, member);
    for (const { pattern, member } of memberPatterns ?? []) if (does(member.call, work) || does(member.construct, work)) patterns.push(new RegExp(pattern));
    const called = Object.keys(types).filter((name) => isCalledFor(types[name], work));
    for (const type of Object.values(types)) {
      for (const [name, member] of Object.entries(type.members ?? {})) addMember(name, member);
      for (const { pattern, member } of type.memberPatterns ?? []) if (does(member.call, work) || does(member.construct, work)) patterns.push(new RegExp(pattern));
      any ||= does(type.awaited, work) || does(type.anyMember?.call, work) || does(type.anyMember?.construct, work);
    }
    // A type that is called or constructed itself goes by the names of what is of that type.
    for (const name of called) {
      const holders = [exports, ...Object.values(types).map((type) => type.members ?? {})].flatMap((table) => Object.entries(table).flatMap(([key, member]) => (member.type === name ? [key] : [])));
      if (holders.length === 0 || holders.includes('default')) any = true;
      for (const holder of holders) names.add(holder);
    }
  }
  return { names, patterns, any };
}

function isCalledFor(type: TypeModel | undefined, work: RareWork): boolean {
  return does(type?.call, work) || does(type?.construct, work);
}

export function isWordOf({ names, patterns }: Words, name: string): boolean {
  return names.has(name) || patterns.some((pattern) => pattern.test(name));
}

function does(operation: Operation | undefined, work: RareWork): boolean {
  if (operation === undefined) return false;
  const here = work === 'blocks' ? operation.mode === 'blocks' : work === 'whole-file' || work === 'unpooled' ? operation.traits?.includes(work) === true : operation.effect === 'opens-connection';
  return here || does(operation.orElse, work);
}
