/** aiosqlite: sqlite3 on a thread of its own. A connection can be awaited or entered, and so can a statement. */
import { connectionType, cursorType, ROW_TYPES, statement } from './dbApi';
import type { DriverWords } from './dbApi';
import { defineLibrary } from './model';

const WORDS: DriverWords = { mode: 'awaited', read: 'execute(f\'… WHERE id IN ({marks})\', ids)', write: 'executemany(statement, rows)' };

export const pyAiosqlite = defineLibrary({
  id: 'pyAiosqlite',
  title: 'aiosqlite',
  language: 'python',
  packages: ['aiosqlite', 'aiosqlite/*'],
  source: 'https://aiosqlite.omnilib.dev/en/stable/api.html',
  exports: {
    connect: {
      call: {
        when: { index: 0, matches: '^(:memory:|file::memory:|file:[^?]*\\?.*mode=memory)' },
        returns: 'Connection',
        orElse: { returns: 'Connection', effect: 'opens-connection' },
      },
    },
    Connection: { type: 'Connection' },
    Cursor: { type: 'Cursor' },
    Row: { type: 'Row' },
  },
  types: {
    Connection: connectionType(WORDS, 'executing', {
      execute_fetchall: { call: statement(WORDS, { returns: 'Rows', traits: ['all-rows'] }) },
      execute_insert: { call: { effect: 'db-write', bulk: WORDS.write, traits: ['single-row'] } },
    }),
    Cursor: cursorType(WORDS),
    ...ROW_TYPES,
  },
});
