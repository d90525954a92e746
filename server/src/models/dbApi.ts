/** Writing help for drivers with the interface of PEP 249, blocking or awaited: connections give cursors, cursors run statements. */
import type { EffectMode } from '../engine/facts';
import type { Member, Operation, TypeModel } from './model';
import { rows } from './rows';

export interface DriverWords {
  readonly mode: EffectMode;
  /** How this driver reads for many keys, and writes many rows. */
  readonly read: string;
  readonly write: string;
}

const WRITES = '^\\s*(insert|update|delete|merge|replace|upsert|copy|truncate)\\b';
/** Control of the transaction and of the session is no work per row. */
const CONTROL = '^\\s*(begin|commit|rollback|start transaction|savepoint|release|set|pragma|listen|unlisten|notify|lock|use|vacuum|attach|detach|create|drop|alter)\\b';

/** What running a statement does, told by how it starts. */
export function statement({ mode, read, write }: DriverWords, result: { readonly returns?: string; readonly traits?: readonly string[] } = {}): Operation {
  const writing: Operation = { ...result, effect: 'db-write', mode, bulk: write };
  const reading: Operation = { ...result, effect: 'db-query', mode, bulk: read };
  return {
    ...writing,
    when: { index: 0, matches: WRITES },
    // A statement put together by SQLAlchemy may reach a connection whose driver is only guessed.
    orElse: { ...writing, when: { index: 0, calls: '^(insert|update|delete)$' }, orElse: { ...result, when: { index: 0, matches: CONTROL }, orElse: reading } },
  };
}

export function manyStatements({ mode, write }: DriverWords): Operation {
  return { effect: 'db-write', mode, bulk: write, traits: ['takes-list'] };
}

/** `executing`: the connection runs statements itself, as sqlite3's and psycopg's do. */
export function connectionType(words: DriverWords, executing: 'executing' | 'by-cursor', members: Readonly<Record<string, Member>> = {}): TypeModel {
  return {
    traits: ['connection'],
    members: {
      cursor: { call: { returns: 'Cursor', traits: ['composes'] } },
      ...(executing === 'executing' ? rows('execute', { call: statement(words, { returns: 'Cursor' }) }) : {}),
      ...(executing === 'executing' ? rows('executemany executescript', { call: manyStatements(words) }) : {}),
      ...rows('commit rollback close begin ping select_db set_session set_isolation_level autocommit set_autocommit create_function create_aggregate backup interrupt', { call: {} }),
      ...members,
    },
  };
}

export function cursorType(words: DriverWords, members: Readonly<Record<string, Member>> = {}): TypeModel {
  return {
    traits: ['cursor'],
    element: 'Row',
    members: {
      execute: { call: statement(words, { returns: 'Cursor' }) },
      ...rows('executemany executescript copy_from copy_expert', { call: manyStatements(words) }),
      callproc: { call: { effect: 'db-query', mode: words.mode, bulk: words.read } },
      // The statement has run; these hand its rows on.
      fetchall: { call: { returns: 'Rows', traits: ['all-rows'] } },
      ...rows('fetchone fetchmany', { call: { returns: 'Row' } }),
      ...rows('close mogrify nextset setinputsizes scroll', { call: {} }),
      ...rows('description rowcount lastrowid query connection', {}),
      ...members,
    },
  };
}

/** Rows are tuples or dictionaries. */
export const ROW_TYPES: Readonly<Record<string, TypeModel>> = {
  Rows: { element: 'Row' },
  Row: { members: { ...rows('get items keys values', { call: {} }) } },
};

/** Receivers by which programs call the cursor and the connection of some driver. */
export const CURSOR_RECEIVER = '(^|\\.)_?(cursor|cur|crsr|\\w+_cursor|\\w+_cur|cursor\\(\\)|txn)$';
export const CONNECTION_RECEIVER = '(^|\\.)_?(conn|connection|con|cnx|\\w+_conn|\\w+_connection|get_(db|conn|connection)\\(\\))$';
