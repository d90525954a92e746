/** SQLite drivers that run in the calling thread: better-sqlite3, node:sqlite, bun:sqlite. A statement takes microseconds, a write outside a transaction waits for the disk. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const IN_LIST = 'prepare(\'… WHERE id IN (SELECT value FROM json_each(?))\').all(JSON.stringify(ids))';
const ONE_TRANSACTION = 'db.transaction((rows) => rows.forEach((row) => statement.run(row)))(rows)';

const opens: Operation = { returns: 'Database', effect: 'opens-connection', mode: 'blocks', traits: ['keep-alive'] };
const statement: Operation = { returns: 'Statement', traits: ['composes'] };
const read: Operation = { effect: 'db-query', mode: 'blocks', bulk: IN_LIST };
const readOne: Operation = { effect: 'db-query', mode: 'blocks', bulk: IN_LIST, traits: ['single-row'] };
const write: Operation = { effect: 'db-write', mode: 'blocks', bulk: ONE_TRANSACTION };

export const betterSqlite3 = defineLibrary({
  id: 'betterSqlite3',
  title: 'SQLite',
  language: 'ecmascript',
  packages: ['better-sqlite3', 'better-sqlite3-multiple-ciphers', 'node:sqlite', 'bun:sqlite'],
  source: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md',
  exports: {
    ...rows('default Database DatabaseSync', { construct: opens, call: opens }),
    Statement: { type: 'Statement' },
    StatementSync: { type: 'Statement' },
  },
  types: {
    Database: {
      traits: ['connection'],
      members: {
        ...rows('prepare query', { call: statement }),
        exec: { call: write },
        // Gives a function that runs the one given in a transaction.
        transaction: { call: { traits: ['transaction'] } },
        ...rows('pragma function aggregate table loadExtension close open backup serialize', { call: {} }),
      },
    },
    Statement: {
      members: {
        get: { call: readOne },
        ...rows('all values iterate', { call: read }),
        run: { call: write },
        ...rows('pluck expand raw bind safeIntegers', { call: statement }),
        ...rows('columns setReadBigInts setAllowBareNamedParameters finalize', { call: {} }),
      },
    },
  },
  shapes: [
    { receiver: '\\b(prepare|query)\\([^()]*\\)$', method: '^(get|all|run|iterate)$', type: 'Statement', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?\\w*([sS]tmt|[sS]tatement)$', method: '^(get|all|run|iterate)$', type: 'Statement', confidence: 'likely' },
  ],
});
