/** Kysely: builders that run only when ended with `execute`, `executeTakeFirst`, `executeTakeFirstOrThrow` or `stream`. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const WHERE_IN = 'where(\'id\', \'in\', ids).execute()';
const ENDS = 'execute executeTakeFirst executeTakeFirstOrThrow';

const composes: Operation = { traits: ['composes'] };
const read: Operation = { effect: 'db-query', bulk: WHERE_IN };
const readOne: Operation = { effect: 'db-query', bulk: WHERE_IN, traits: ['single-row'] };
const insert: Operation = { effect: 'db-write', bulk: 'values(rows).execute()', traits: ['single-row'] };
const insertMany: Operation = { effect: 'db-write', bulk: 'values(rows).execute()', traits: ['takes-list'] };
const change: Operation = { effect: 'db-write', bulk: WHERE_IN };

function step(returns: string): Operation {
  return { returns, traits: ['composes'] };
}

export const kysely = defineLibrary({
  id: 'kysely',
  title: 'Kysely',
  language: 'ecmascript',
  packages: ['kysely', 'kysely/*', 'nestjs-kysely'],
  source: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html',
  exports: {
    Kysely: { construct: { returns: 'Kysely', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    ...rows('Transaction ControlledTransaction', { type: 'Transaction' }),
    SelectQueryBuilder: { type: 'Select' },
    InsertQueryBuilder: { type: 'Insert' },
    ...rows('UpdateQueryBuilder DeleteQueryBuilder', { type: 'Change' }),
    sql: { type: 'Sql' },
  },
  types: {
    Kysely: {
      traits: ['pool'],
      members: {
        ...rows('selectFrom selectNoFrom', { call: step('Select') }),
        ...rows('insertInto replaceInto', { call: step('Insert') }),
        ...rows('updateTable deleteFrom mergeInto', { call: step('Change') }),
        ...rows('with withRecursive withSchema withPlugin withoutPlugins withTables', { call: step('Kysely') }),
        transaction: { call: step('TransactionBuilder') },
        startTransaction: { call: step('ControlledBuilder') },
        connection: { call: step('ConnectionBuilder') },
        executeQuery: { call: read },
        schema: { type: 'Schema' },
        destroy: { call: {} },
      },
    },
    Transaction: {
      extends: 'Kysely',
      traits: ['transaction'],
      members: {
        ...rows('with withRecursive withSchema withPlugin withoutPlugins withTables', { call: step('Transaction') }),
        ...rows('commit rollback savepoint', { call: {} }),
      },
    },
    Connection: { extends: 'Kysely', traits: ['connection'] },
    TransactionBuilder: {
      members: { execute: { call: { traits: ['transaction'], callback: { index: 0, parameters: ['Transaction'] } } } },
      anyMember: { call: step('TransactionBuilder') },
    },
    ControlledBuilder: { members: { execute: { call: { returns: 'Transaction' } } }, anyMember: { call: step('ControlledBuilder') } },
    ConnectionBuilder: { members: { execute: { call: { callback: { index: 0, parameters: ['Connection'] } } } } },
    Schema: { anyMember: { call: { returns: 'Schema' } } },
    Select: {
      members: {
        execute: { call: read },
        ...rows('executeTakeFirst executeTakeFirstOrThrow', { call: readOne }),
        stream: { call: read },
        ...rows('as compile toOperationNode', { call: composes }),
      },
      anyMember: { call: step('Select') },
    },
    Insert: {
      members: {
        ...rows(ENDS, { call: insert }),
        values: { call: { when: { index: 0, is: 'array' }, ...step('InsertMany'), orElse: step('Insert') } },
        expression: { call: step('InsertMany') },
        compile: { call: composes },
      },
      anyMember: { call: step('Insert') },
    },
    InsertMany: { members: { ...rows(ENDS, { call: insertMany }), compile: { call: composes } }, anyMember: { call: step('InsertMany') } },
    Change: { members: { ...rows(ENDS, { call: change }), compile: { call: composes } }, anyMember: { call: step('Change') } },
    // The tag makes a fragment; only `execute(db)` runs it.
    Sql: {
      call: { when: { index: 0, matches: '^\\s*(insert|update|delete|merge|replace)\\b' }, ...step('RawWrite'), orElse: step('Raw') },
      anyMember: { call: composes },
    },
    Raw: { members: { execute: { call: read }, ...rows('as compile $castTo', { call: composes }) } },
    RawWrite: { members: { execute: { call: { effect: 'db-write', bulk: 'values(rows).execute()' } } } },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(trx|tx|transaction)$', method: '^(selectFrom|selectNoFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|with|withSchema)$', type: 'Transaction', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?\\w+(\\(\\))?$', method: '^(selectFrom|selectNoFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto)$', type: 'Kysely', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(db|kysely|database)$', method: '^(transaction|with|withSchema|connection)$', type: 'Kysely', confidence: 'likely' },
  ],
});
