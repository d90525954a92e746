/** Writing help for the tables: the same row under many names. */
import type { Member } from './model';

/** `names` is separated by white space. */
export function rows(names: string, member: Member): Record<string, Member> {
  return Object.fromEntries(names.trim().split(/\s+/).map((name) => [name, member]));
}
