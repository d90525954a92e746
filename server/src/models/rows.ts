/** Writing help for the tables: the same row under many names. */
import type { Member, Operation } from './model';

/** `names` is separated by white space. */
export function rows(names: string, member: Member): Record<string, Member> {
  return Object.fromEntries(names.trim().split(/\s+/).map((name) => [name, member]));
}

/** A class of Python: calling it makes an instance; as an annotation and as a base it stands for `type` too. */
export function made(type: string, operation: Omit<Operation, 'returns'> = {}): Member {
  return { type, call: { returns: type, ...operation } };
}
