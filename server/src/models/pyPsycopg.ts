/** psycopg 2 and 3 with their pools. Version 3 has an awaited twin of every class. */
import { CONNECTION_RECEIVER, connectionType, CURSOR_RECEIVER, cursorType, ROW_TYPES, statement } from './dbApi';
import type { DriverWords } from './dbApi';
import { defineLibrary } from './model';
import type { Operation, TypeModel } from './model';
import { rows } from './rows';

const READ = 'execute(\'… WHERE id = ANY(%s)\', [ids])';
// `executemany` of version 2 sends one statement per row.
const VALUES = 'execute_values(cur, \'INSERT … VALUES %s\', rows)';
const MANY = 'executemany(statement, rows)';
const BLOCKING: DriverWords = { mode: 'blocks', read: READ, write: MANY };
const AWAITED: DriverWords = { mode: 'awaited', read: READ, write: MANY };

const connect: Operation = { returns: 'Connection', effect: 'opens-connection', mode: 'blocks' };
const pool: Operation = { returns: 'Pool', effect: 'opens-connection', mode: 'blocks', traits: ['keep-alive'] };
const values: Operation = { effect: 'db-write', mode: 'blocks', bulk: VALUES, traits: ['takes-list'] };
const composes: Operation = { traits: ['composes'] };
const copy = { copy: { call: {} } };
const stream = { call: { effect: 'db-query', bulk: READ } } as const;

/** The names of the blocking types, with `Async` before each reference. */
const asyncConnection: TypeModel = {
  traits: ['connection'],
  members: {
    cursor: { call: { returns: 'AsyncCursor', traits: ['composes'] } },
    execute: { call: statement(AWAITED, { returns: 'AsyncCursor' }) },
    transaction: { call: { traits: ['transaction'] } },
    pipeline: { call: {} },
    connect: { call: { returns: 'AsyncConnection', effect: 'opens-connection' } },
    ...rows('commit rollback close set_autocommit add_notify_handler notifies wait', { call: {} }),
  },
};

export const pyPsycopg = defineLibrary({
  id: 'pyPsycopg',
  title: 'psycopg',
  language: 'python',
  packages: ['psycopg2', 'psycopg2/*', 'psycopg2-binary', 'psycopg', 'psycopg/*', 'psycopg_pool', 'psycopg-pool', 'psycopg-binary', 'psycopg2cffi', 'psycopg2cffi/*'],
  source: 'https://www.psycopg.org/psycopg3/docs/api/',
  exports: {
    connect: { call: connect },
    connection: { type: 'Connection' },
    Connection: { type: 'Connection' },
    AsyncConnection: { type: 'AsyncConnection' },
    ...rows('cursor Cursor ClientCursor ServerCursor DictCursor RealDictCursor NamedTupleCursor', { type: 'Cursor' }),
    ...rows('AsyncCursor AsyncClientCursor AsyncServerCursor', { type: 'AsyncCursor' }),
    ...rows('SimpleConnectionPool ThreadedConnectionPool AbstractConnectionPool ConnectionPool NullConnectionPool', { type: 'Pool', call: pool }),
    ...rows('AsyncConnectionPool AsyncNullConnectionPool', { type: 'AsyncPool', call: { ...pool, returns: 'AsyncPool', mode: 'started' } }),
    ...rows('execute_values execute_batch', { call: values }),
    extras: { type: 'Extras' },
    pool: { type: 'PoolModule' },
    sql: { type: 'SqlModule' },
    ...rows('SQL Identifier Literal Composed Placeholder Json Jsonb Binary', { call: composes }),
    ...rows('register_adapter register_uuid register_hstore register_default_json adapt dict_row tuple_row namedtuple_row class_row', { call: {} }),
  },
  types: {
    Extras: {
      members: {
        ...rows('execute_values execute_batch', { call: values }),
        ...rows('DictCursor RealDictCursor NamedTupleCursor LoggingConnection', { type: 'Cursor' }),
        ...rows('Json register_uuid register_hstore wait_select', { call: {} }),
      },
    },
    PoolModule: { members: { ...rows('SimpleConnectionPool ThreadedConnectionPool', { type: 'Pool', call: pool }) } },
    SqlModule: { members: { ...rows('SQL Identifier Literal Composed Placeholder', { call: composes }) } },
    Connection: connectionType(BLOCKING, 'executing', {
      transaction: { call: { traits: ['transaction'] } },
      pipeline: { call: {} },
      connect: { call: connect },
    }),
    Cursor: cursorType(BLOCKING, { ...copy, stream: { call: { ...stream.call, mode: 'blocks' } } }),
    AsyncConnection: asyncConnection,
    AsyncCursor: { ...cursorType(AWAITED, { ...copy, stream, execute: { call: statement(AWAITED, { returns: 'AsyncCursor' }) } }) },
    Pool: {
      traits: ['pool'],
      members: { ...rows('getconn connection', { call: { returns: 'Connection' } }), ...rows('putconn closeall close open wait check resize', { call: {} }) },
    },
    AsyncPool: {
      traits: ['pool'],
      members: { ...rows('getconn connection', { call: { returns: 'AsyncConnection' } }), ...rows('putconn close open wait check resize', { call: {} }) },
    },
    ...ROW_TYPES,
  },
  shapes: [
    { receiver: CURSOR_RECEIVER, method: '^(execute|executemany|fetchall|fetchone|fetchmany|callproc|copy_from|copy_expert)$', type: 'Cursor', confidence: 'likely' },
    { receiver: CONNECTION_RECEIVER, method: '^(execute|cursor)$', type: 'Connection', confidence: 'likely' },
  ],
});
