/** Statements given as text: the first keyword says what they do and what one statement for all would be. Knows SQL's verbs, knows no driver. */
import type { Operation } from './model';

export interface Verbs {
  readonly insert: Operation;
  readonly update: Operation;
  readonly remove: Operation;
  /** Changes rows in another way: `MERGE`. */
  readonly change: Operation;
  readonly read: Operation;
  /** No known verb at its beginning, or a text that is made elsewhere. */
  readonly unknown: Operation;
}

const INSERT = '^\\s*(insert|replace|upsert)\\b';
const UPDATE = '^\\s*update\\b';
const DELETE = '^\\s*delete\\b';
const CHANGE = '^\\s*(merge|copy|truncate)\\b';
const READ = '^\\s*(select|with|show|explain|call|values|table|pragma)\\b';
/** Control of a transaction or a session is no work per row; nor is a lock, which is asked for one at a time. */
const CONTROL = '^\\s*(begin|commit|rollback|start transaction|savepoint|release|set|use|listen|unlisten|select\\s+pg_(try_)?advisory_\\w+)\\b';

/** The row of the first argument's verb. */
export function byVerb({ insert, update, remove, change, read, unknown }: Verbs): Operation {
  const alternatives: readonly [string, Operation][] = [[INSERT, insert], [UPDATE, update], [DELETE, remove], [CHANGE, change], [CONTROL, {}], [READ, read]];
  return alternatives.reduceRight<Operation>((orElse, [matches, row]) => ({ ...row, when: { index: 0, matches }, orElse }), unknown);
}

export interface BulkStatements {
  readonly insert: string;
  /** Gives all rows the same values. */
  readonly update: string;
  /** Gives each row its own; empty when there is no way to say it. */
  readonly updateEach: string;
  readonly remove: string;
  readonly read: string;
}

/** Effects of a text that runs at once, or, for lazy drivers, of what the text makes. */
export function statementVerbs(bulk: BulkStatements): Verbs {
  return {
    insert: { effect: 'db-write', bulk: bulk.insert },
    update: { effect: 'db-write', bulk: bulk.update, bulkEach: bulk.updateEach },
    remove: { effect: 'db-write', bulk: bulk.remove },
    // Nothing is known about it that one call for many could be made of.
    change: { effect: 'db-write', bulk: '' },
    read: { effect: 'db-query', bulk: bulk.read },
    unknown: { effect: 'db-query', bulk: '' },
  };
}
