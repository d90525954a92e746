/**
 * Drizzle: every statement is a lazy builder that runs when awaited or ended with `execute`, `all`, `get`, `run` or `values`.
 * `drizzle(client)` wraps a client made elsewhere; only `drizzle(url)` and `drizzle({ connection })` open one.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';

const SELECT_IN = 'select().from(table).where(inArray(table.id, ids))';
const FIND_IN = 'findMany({ where: inArray(table.id, ids) })';

const select: Operation = { effect: 'db-query', bulk: SELECT_IN };
const findFirst: Operation = { effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] };
const findMany: Operation = { effect: 'db-query', bulk: FIND_IN };
const insert: Operation = { effect: 'db-write', bulk: 'insert(table).values(rows)', traits: ['single-row'] };
const insertMany: Operation = { effect: 'db-write', bulk: 'insert(table).values(rows)', traits: ['takes-list'] };
const update: Operation = { effect: 'db-write', bulk: 'update(table).set(values).where(inArray(table.id, ids))', bulkEach: 'insert(table).values(rows).onConflictDoUpdate(…)' };
const remove: Operation = { effect: 'db-write', bulk: 'delete(table).where(inArray(table.id, ids))' };

const raw = byVerb(statementVerbs({
  insert: 'insert(table).values(rows)',
  update: 'update(table).set(values).where(inArray(table.key, keys))',
  updateEach: 'execute(sql`UPDATE … FROM (VALUES …)`)',
  remove: 'delete(table).where(inArray(table.key, keys))',
  read: 'select().from(table).where(inArray(table.key, keys))',
}));

const ENDS = 'execute all get run values';
const composes: Operation = { traits: ['composes'] };

export const drizzle = defineLibrary({
  id: 'drizzle',
  title: 'Drizzle',
  language: 'ecmascript',
  packages: ['drizzle-orm', 'drizzle-orm/*'],
  source: 'https://orm.drizzle.team/docs/select',
  exports: {
    drizzle: {
      call: {
        when: { index: 0, is: 'string' },
        returns: 'Database',
        effect: 'opens-connection',
        mode: 'started',
        traits: ['keep-alive'],
        orElse: {
          when: { index: 0, has: ['connection'] },
          returns: 'Database',
          effect: 'opens-connection',
          mode: 'started',
          traits: ['keep-alive'],
          orElse: { returns: 'Database', traits: ['composes'] },
        },
      },
    },
    withReplicas: { call: { returns: 'Database', traits: ['composes'] } },
    ...rows('sql eq ne gt gte lt lte and or not inArray notInArray exists like ilike between desc asc count alias placeholder', { call: composes }),
  },
  memberPatterns: [
    { pattern: '^\\w+Transaction$', member: { type: 'Transaction' } },
    { pattern: '^\\w+Database$', member: { type: 'Database' } },
  ],
  types: {
    Database: {
      traits: ['pool'],
      members: {
        ...rows('select selectDistinct selectDistinctOn', { call: { returns: 'Select', traits: ['composes'] } }),
        query: { type: 'Relational' },
        insert: { call: { returns: 'InsertInto', traits: ['composes'] } },
        update: { call: { returns: 'Update', traits: ['composes'] } },
        delete: { call: { returns: 'Delete', traits: ['composes'] } },
        with: { call: { returns: 'Database', traits: ['composes'] } },
        $with: { call: composes },
        $count: { call: { effect: 'db-query', bulk: 'select({ key, n: count() }).from(table).where(inArray(key, keys)).groupBy(key)', traits: ['single-row'] } },
        $primary: { type: 'Database' },
        ...rows('execute all get run values', { call: raw }),
        batch: { call: { traits: ['takes-list'] } },
        transaction: { call: { traits: ['transaction'], callback: { index: 0, parameters: ['Transaction'] } } },
        refreshMaterializedView: { call: { returns: 'Update', traits: ['composes'] } },
      },
    },
    Transaction: { extends: 'Database', traits: ['transaction'], members: { rollback: { call: {} } } },
    Relational: { anyMember: { type: 'RelationalTable' } },
    RelationalTable: {
      members: {
        findFirst: { call: { returns: 'FindFirst', traits: ['composes'] } },
        findMany: { call: { returns: 'FindMany', traits: ['composes'] } },
      },
    },
    FindFirst: {
      awaited: findFirst,
      members: { ...rows('execute sync get', { call: findFirst }), prepare: { call: { returns: 'FindFirst', traits: ['composes'] } }, toSQL: { call: composes } },
    },
    FindMany: {
      awaited: findMany,
      members: { ...rows('execute sync all', { call: findMany }), prepare: { call: { returns: 'FindMany', traits: ['composes'] } }, toSQL: { call: composes } },
    },
    Select: {
      awaited: select,
      members: {
        ...rows(ENDS, { call: select }),
        ...rows('as toSQL getSQL getSelectedFields', { call: composes }),
        $dynamic: { call: { returns: 'Select', traits: ['composes'] } },
        iterator: { call: { effect: 'db-query', bulk: SELECT_IN } },
      },
      anyMember: { call: { returns: 'Select', traits: ['composes'] } },
    },
    InsertInto: {
      members: {
        values: {
          call: {
            when: { index: 0, is: 'array' },
            returns: 'InsertMany',
            traits: ['composes'],
            orElse: { returns: 'Insert', traits: ['composes'] },
          },
        },
        select: { call: { returns: 'InsertMany', traits: ['composes'] } },
        overridingSystemValue: { call: { returns: 'InsertInto', traits: ['composes'] } },
      },
    },
    Insert: {
      awaited: insert,
      members: { ...rows(ENDS, { call: insert }), toSQL: { call: composes } },
      anyMember: { call: { returns: 'Insert', traits: ['composes'] } },
    },
    InsertMany: {
      awaited: insertMany,
      members: { ...rows(ENDS, { call: insertMany }), toSQL: { call: composes } },
      anyMember: { call: { returns: 'InsertMany', traits: ['composes'] } },
    },
    Update: {
      awaited: update,
      members: { ...rows(ENDS, { call: update }), toSQL: { call: composes } },
      anyMember: { call: { returns: 'Update', traits: ['composes'] } },
    },
    Delete: {
      awaited: remove,
      members: { ...rows(ENDS, { call: remove }), toSQL: { call: composes } },
      anyMember: { call: { returns: 'Delete', traits: ['composes'] } },
    },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(tx|trx|transaction)$', method: '^(select(Distinct(On)?)?|insert|update|delete|execute|\\$count|transaction|with)$', type: 'Transaction', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(\\w*[dD]b|database|drizzle(Client|Service|Db)?|replica|primary|readonly|dbClient)(\\(\\))?$', method: '^(select(Distinct(On)?)?|insert|update|delete|execute|\\$count|transaction|with|batch)$', type: 'Database', confidence: 'likely' },
    { receiver: '(^|\\.)query\\.[a-zA-Z]\\w*$', method: '^find(First|Many)$', type: 'RelationalTable', confidence: 'likely' },
  ],
});
