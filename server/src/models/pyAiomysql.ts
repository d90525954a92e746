/** aiomysql and aiopg: the interface of PEP 249 with every step awaited, behind pools. */
import { connectionType, cursorType, ROW_TYPES } from './dbApi';
import type { DriverWords } from './dbApi';
import { defineLibrary } from './model';
import { rows } from './rows';

const WORDS: DriverWords = { mode: 'awaited', read: 'execute(\'… WHERE id IN %s\', [ids])', write: 'executemany(statement, rows)' };

export const pyAiomysql = defineLibrary({
  id: 'pyAiomysql',
  title: 'aiomysql',
  language: 'python',
  packages: ['aiomysql', 'aiomysql/*', 'aiopg', 'aiopg/*', 'asyncmy', 'asyncmy/*'],
  source: 'https://aiomysql.readthedocs.io/en/stable/',
  exports: {
    connect: { call: { returns: 'Connection', effect: 'opens-connection' } },
    create_pool: { call: { returns: 'Pool', effect: 'opens-connection', traits: ['keep-alive'] } },
    Pool: { type: 'Pool' },
    Connection: { type: 'Connection' },
    ...rows('Cursor DictCursor SSCursor', { type: 'Cursor' }),
  },
  types: {
    Pool: { traits: ['pool'], members: { acquire: { call: { returns: 'Connection' } }, cursor: { call: { returns: 'Cursor' } }, ...rows('release close wait_closed terminate clear', { call: {} }) } },
    Connection: connectionType(WORDS, 'by-cursor'),
    Cursor: cursorType(WORDS),
    ...ROW_TYPES,
  },
});
