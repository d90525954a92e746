/** Knex: a handle that is called with a table name; the chain is lazy and runs when awaited. Its verb tells read from write. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';

const WHERE_IN = 'whereIn(\'id\', ids)';

const composes: Operation = { traits: ['composes'] };
const read: Operation = { effect: 'db-query', bulk: WHERE_IN };
const readOne: Operation = { effect: 'db-query', bulk: WHERE_IN, traits: ['single-row'] };
const insert: Operation = { effect: 'db-write', bulk: 'insert(rows)', traits: ['single-row'] };
const insertMany: Operation = { effect: 'db-write', bulk: 'insert(rows)', traits: ['takes-list'] };
const change: Operation = { effect: 'db-write', bulk: 'whereIn(\'id\', ids).update(values)', bulkEach: 'insert(rows).onConflict(\'id\').merge()' };
const remove: Operation = { effect: 'db-write', bulk: 'whereIn(\'id\', ids).del()' };

function step(returns: string): Operation {
  return { returns, traits: ['composes'] };
}

const raw = statementVerbs({
  insert: 'insert(rows)',
  update: 'raw(\'UPDATE … WHERE key = ANY(?)\', [keys])',
  updateEach: 'raw(\'UPDATE … FROM (VALUES …)\', values)',
  remove: 'raw(\'DELETE … WHERE key = ANY(?)\', [keys])',
  read: 'raw(\'SELECT … WHERE key = ANY(?)\', [keys])',
});
const toRaw = byVerb({ insert: step('RawInsert'), update: step('RawUpdate'), remove: step('RawDelete'), change: step('RawChange'), read: step('RawRead'), unknown: step('Raw') });

const toInsert: Operation = { when: { index: 0, is: 'array' }, ...step('InsertMany'), orElse: step('Insert') };
const verbs = {
  ...rows('insert upsert', { call: toInsert }),
  ...rows('update increment decrement', { call: step('Update') }),
  ...rows('del delete truncate', { call: step('Delete') }),
};
const open: Operation = { returns: 'Knex', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };

export const knex = defineLibrary({
  id: 'knex',
  title: 'Knex',
  language: 'ecmascript',
  packages: ['knex', 'nest-knexjs', 'nestjs-knex'],
  source: 'https://knexjs.org/guide/query-builder.html',
  exports: {
    ...rows('default knex', { call: open }),
    Knex: { type: 'Namespace', asType: 'Knex' },
  },
  types: {
    Namespace: { members: { Transaction: { type: 'Transaction' }, ...rows('QueryBuilder ChainableInterface', { type: 'Builder' }), Raw: { type: 'Raw' } } },
    Knex: {
      traits: ['pool'],
      call: step('Builder'),
      members: {
        ...verbs,
        first: { call: step('First') },
        raw: { call: toRaw },
        batchInsert: { call: { effect: 'db-write', bulk: 'batchInsert(table, rows)', traits: ['takes-list'] } },
        transaction: {
          call: {
            when: { index: 0, is: 'function' },
            traits: ['transaction'],
            callback: { index: 0, parameters: ['Transaction'] },
            orElse: { returns: 'Transaction' },
          },
        },
        schema: { type: 'Schema' },
        ...rows('ref isTransaction transactionProvider destroy initialize on once', { call: composes }),
        withUserParams: { call: step('Knex') },
      },
      anyMember: { call: step('Builder') },
    },
    Transaction: { extends: 'Knex', traits: ['transaction'], members: { ...rows('commit rollback savepoint isCompleted', { call: {} }) } },
    Schema: { anyMember: { call: {} } },
    Raw: { awaited: raw.unknown, members: { toQuery: { call: composes } }, anyMember: { call: step('Raw') } },
    RawRead: { extends: 'Raw', awaited: raw.read, anyMember: { call: step('RawRead') } },
    RawInsert: { extends: 'Raw', awaited: raw.insert, anyMember: { call: step('RawInsert') } },
    RawUpdate: { extends: 'Raw', awaited: raw.update, anyMember: { call: step('RawUpdate') } },
    RawDelete: { extends: 'Raw', awaited: raw.remove, anyMember: { call: step('RawDelete') } },
    RawChange: { extends: 'Raw', awaited: raw.change, anyMember: { call: step('RawChange') } },
    Builder: {
      awaited: read,
      members: {
        ...verbs,
        first: { call: step('First') },
        ...rows('count countDistinct min max sum avg', { call: step('Builder') }),
        ...rows('stream pipe', { call: {} }),
        ...rows('as toSQL toQuery toString clone', { call: composes }),
      },
      anyMember: { call: step('Builder') },
    },
    First: { extends: 'Builder', awaited: readOne, anyMember: { call: step('First') } },
    Insert: { awaited: insert, members: { ...rows('toSQL toQuery', { call: composes }) }, anyMember: { call: step('Insert') } },
    InsertMany: { awaited: insertMany, members: { ...rows('toSQL toQuery', { call: composes }) }, anyMember: { call: step('InsertMany') } },
    Update: { awaited: change, members: { ...rows('toSQL toQuery', { call: composes }) }, anyMember: { call: step('Update') } },
    Delete: { awaited: remove, members: { ...rows('toSQL toQuery', { call: composes }) }, anyMember: { call: step('Delete') } },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(trx|tx|transaction)$', method: '^$', type: 'Transaction', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(knex|db|database|\\w+Knex|knex(Client|Instance|Connection))$', method: '^$', type: 'Knex', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(trx|tx)$', method: '^(select|from|table|with|insert|update|raw|batchInsert|first|del|delete|where\\w*)$', type: 'Transaction', confidence: 'likely' },
    {
      receiver: '(^|\\.)#?_?(knex|db|database|\\w+Knex|knex(Client|Instance|Connection))$',
      method: '^(select|from|table|with|insert|raw|batchInsert|transaction|first|count|max|min|sum|avg)$',
      type: 'Knex',
      confidence: 'likely',
    },
  ],
});
