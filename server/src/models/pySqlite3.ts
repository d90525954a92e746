/** The language's own SQLite driver: no network, but each statement outside a transaction waits for the disk. */
import { connectionType, cursorType, ROW_TYPES } from './dbApi';
import type { DriverWords } from './dbApi';
import { defineLibrary } from './model';
import { rows } from './rows';

const WORDS: DriverWords = { mode: 'blocks', read: 'execute(f\'… WHERE id IN ({marks})\', ids)', write: 'executemany(statement, rows)' };

export const pySqlite3 = defineLibrary({
  id: 'pySqlite3',
  title: 'sqlite3',
  language: 'python',
  packages: ['sqlite3', 'sqlite3/*', 'pysqlite3', 'sqlcipher3'],
  source: 'https://docs.python.org/3/library/sqlite3.html',
  exports: {
    connect: {
      call: {
        // Nothing is opened: the database lives and dies with the connection.
        when: { index: 0, matches: '^(:memory:|file::memory:|file:[^?]*\\?.*mode=memory)' },
        returns: 'Connection',
        orElse: { returns: 'Connection', effect: 'opens-connection', mode: 'blocks' },
      },
    },
    Connection: { type: 'Connection' },
    Cursor: { type: 'Cursor' },
    Row: { type: 'Row' },
    ...rows('register_adapter register_converter complete_statement', { call: {} }),
  },
  types: {
    Connection: connectionType(WORDS, 'executing'),
    // Going through the cursor reads one row after another from the file.
    Cursor: cursorType(WORDS, { fetchall: { call: { returns: 'Rows', traits: ['all-rows', 'streams'] } } }),
    ...ROW_TYPES,
  },
});
