/** asyncpg. A pool runs statements side by side, a connection one after another. */
import { CONNECTION_RECEIVER, statement } from './dbApi';
import type { DriverWords } from './dbApi';
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { rows } from './rows';

const WORDS: DriverWords = { mode: 'awaited', read: 'fetch(\'… WHERE id = ANY($1)\', ids)', write: 'executemany(statement, rows)' };

const connect: Operation = { returns: 'Connection', effect: 'opens-connection' };
const pool: Operation = { returns: 'Pool', effect: 'opens-connection', traits: ['keep-alive'] };

const statements: Readonly<Record<string, Member>> = {
  fetch: { call: statement(WORDS, { returns: 'Rows' }) },
  ...rows('fetchrow fetchval', { call: statement(WORDS, { returns: 'Row', traits: ['single-row'] }) }),
  execute: { call: statement(WORDS) },
  ...rows('executemany fetchmany copy_records_to_table copy_to_table', { call: { effect: 'db-write', bulk: WORDS.write, traits: ['takes-list'] } }),
  ...rows('copy_from_query copy_from_table', { call: { effect: 'db-query', bulk: WORDS.read, traits: ['takes-list'] } }),
  close: { call: {} },
};

export const pyAsyncpg = defineLibrary({
  id: 'pyAsyncpg',
  title: 'asyncpg',
  language: 'python',
  packages: ['asyncpg', 'asyncpg/*'],
  source: 'https://magicstack.github.io/asyncpg/current/api/index.html',
  exports: {
    connect: { call: connect },
    create_pool: { call: pool },
    ...rows('Connection PoolConnectionProxy', { type: 'Connection' }),
    Pool: { type: 'Pool' },
    Record: { type: 'Row' },
    connection: { type: 'ConnectionModule' },
    pool: { type: 'PoolModule' },
  },
  types: {
    ConnectionModule: { members: { Connection: { type: 'Connection' }, connect: { call: connect } } },
    PoolModule: { members: { Pool: { type: 'Pool' }, PoolConnectionProxy: { type: 'Connection' }, create_pool: { call: pool } } },
    Pool: {
      traits: ['pool'],
      members: { ...statements, acquire: { call: { returns: 'Connection' } }, ...rows('release terminate expire_connections get_size set_connect_args', { call: {} }) },
    },
    Connection: {
      traits: ['connection'],
      members: {
        ...statements,
        transaction: { call: { returns: 'Transaction', traits: ['transaction'] } },
        prepare: { call: { returns: 'Prepared', traits: ['composes'] } },
        cursor: { call: { returns: 'Cursor', traits: ['composes'] } },
        ...rows('add_listener remove_listener set_type_codec set_builtin_type_codec is_closed is_in_transaction reset reload_schema_state terminate', { call: {} }),
      },
    },
    Transaction: { traits: ['transaction'], members: { ...rows('start commit rollback', { call: {} }) } },
    Prepared: {
      traits: ['connection'],
      members: {
        ...rows('fetch', { call: { returns: 'Rows', effect: 'db-query', bulk: WORDS.read } }),
        ...rows('fetchrow fetchval', { call: { returns: 'Row', effect: 'db-query', bulk: WORDS.read, traits: ['single-row'] } }),
        ...rows('executemany fetchmany', { call: { effect: 'db-write', bulk: WORDS.write, traits: ['takes-list'] } }),
        cursor: { call: { returns: 'Cursor', traits: ['composes'] } },
        ...rows('explain get_query get_attributes get_parameters', { call: {} }),
      },
    },
    Cursor: { traits: ['cursor'], element: 'Row', members: { ...rows('fetch fetchrow forward', { call: { returns: 'Rows' } }) } },
    Rows: { element: 'Row' },
    Row: { members: { ...rows('get items keys values', { call: {} }) } },
  },
  shapes: [
    { receiver: CONNECTION_RECEIVER, method: '^(fetch|fetchrow|fetchval|fetchmany|execute|executemany|copy_records_to_table|transaction|prepare)$', type: 'Connection', confidence: 'likely' },
    { receiver: '(^|\\.)_?(pool|db_pool|pg_pool|pg)$', method: '^(fetch|fetchrow|fetchval|execute|executemany|acquire)$', type: 'Pool', confidence: 'likely', wide: true },
    { receiver: '(^|\\.)_?(db|database)$', method: '^(fetch|fetchrow|fetchval)$', type: 'Pool', confidence: 'likely', wide: true },
  ],
});
