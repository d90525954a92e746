/**
 * Pony. Objects live in a unit of work: making one, or setting its attributes, writes at the next flush. Reading a relation
 * of one object loads it for the others of the same query as well, so relations are no N+1 here.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const SELECT_IN = 'select(x for x in X if x.id in ids)';
const FLUSH_ONCE = 'one flush() or commit() after the loop';
const WRITES = '^\\s*(insert|update|delete|merge|replace)\\b';

const step: Operation = { returns: 'Query', traits: ['composes'] };
const query: Operation = { effect: 'db-query', mode: 'blocks', bulk: SELECT_IN };
const one: Operation = { returns: 'Instance', effect: 'db-query', mode: 'blocks', bulk: SELECT_IN, traits: ['single-row'] };
const number: Operation = { effect: 'db-query', mode: 'blocks', bulk: 'select((key, count(x)) for x in X)', traits: ['single-row'] };
const counted: Operation = { ...number, traits: ['single-row', 'counts'] };
const write: Operation = { effect: 'db-write', mode: 'blocks', bulk: FLUSH_ONCE };
const sql: Operation = { when: { index: 0, matches: WRITES }, effect: 'db-write', mode: 'blocks', bulk: 'executemany on get_connection().cursor()', orElse: query };

export const pyPony = defineLibrary({
  id: 'pyPony',
  title: 'Pony ORM',
  language: 'python',
  packages: ['pony/orm', 'pony/orm/*', 'pony'],
  source: 'https://docs.ponyorm.org/api_reference.html',
  exports: {
    Database: { type: 'Database', call: { returns: 'Database' } },
    db_session: { call: { traits: ['transaction'] } },
    select: { call: step },
    ...rows('get', { call: one }),
    exists: { call: number },
    ...rows('delete', { call: { effect: 'db-write', mode: 'blocks', bulk: 'delete(x for x in X if x.id in ids)' } }),
    ...rows('flush commit', { call: write }),
    ...rows('rollback desc raw_sql show set_sql_debug between concat coalesce distinct', { call: {} }),
    ...rows('PrimaryKey Required Optional Set Discriminator composite_key composite_index', { call: {} }),
  },
  types: {
    Database: {
      traits: ['session', 'open'],
      members: {
        Entity: { type: 'EntityClass' },
        bind: { call: { effect: 'opens-connection', mode: 'blocks', traits: ['keep-alive'] } },
        ...rows('execute', { call: sql }),
        ...rows('select get exists', { call: query }),
        insert: { call: write },
        ...rows('flush commit', { call: write }),
        ...rows('rollback disconnect generate_mapping create_tables drop_all_tables get_connection', { call: {} }),
      },
    },
    EntityClass: {
      traits: ['open'],
      instance: 'Instance',
      call: { returns: 'Instance', traits: ['composes'] },
      members: {
        ...rows('select', { call: step }),
        ...rows('get get_for_update', { call: one }),
        exists: { call: number },
        ...rows('select_by_sql select_random', { call: { ...query, returns: 'Instances' } }),
        get_by_sql: { call: one },
        describe: { call: {} },
      },
    },
    Query: {
      element: 'Instance',
      iterated: query,
      members: {
        ...rows('first get get_for_update', { call: one }),
        count: { call: counted },
        ...rows('exists sum avg min max', { call: number }),
        ...rows('random fetch', { call: { ...query, returns: 'Instances', traits: ['all-rows'] } }),
        delete: { call: { effect: 'db-write', mode: 'blocks', bulk: 'delete(x for x in X if x.id in ids)' } },
        ...rows('get_sql show', { call: {} }),
      },
      anyMember: { call: step },
    },
    Instances: { element: 'Instance' },
    Instance: {
      traits: ['open'],
      members: { flush: { call: write }, load: { call: one }, ...rows('delete set to_dict get_pk before_insert', { call: {} }) },
    },
  },
});
