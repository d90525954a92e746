/** sqlite3 with callbacks, and `sqlite`, which wraps it in promises. One connection that works off statements in a queue. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const IN_LIST = 'all(\'… WHERE id IN (SELECT value FROM json_each(?))\', JSON.stringify(ids))';

const opens: Operation = { returns: 'Database', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const read: Operation = { effect: 'db-query', bulk: IN_LIST };
const readOne: Operation = { effect: 'db-query', bulk: IN_LIST, traits: ['single-row'] };
const write: Operation = { effect: 'db-write', bulk: 'run(\'INSERT … SELECT value FROM json_each(?)\', JSON.stringify(rows))' };

export const sqlite3 = defineLibrary({
  id: 'sqlite3',
  title: 'SQLite (sqlite3)',
  language: 'ecmascript',
  packages: ['sqlite3', 'sqlite', '@vscode/sqlite3'],
  source: 'https://github.com/TryGhost/node-sqlite3/wiki/API',
  exports: {
    Database: { construct: opens },
    open: { call: { ...opens, mode: 'awaited' } },
    verbose: { call: { returns: 'Module', traits: ['composes'] } },
    Statement: { type: 'Statement' },
  },
  types: {
    Module: { members: { Database: { construct: opens } } },
    Database: {
      traits: ['connection'],
      members: {
        get: { call: readOne },
        ...rows('all each map', { call: read }),
        ...rows('run exec', { call: write }),
        prepare: { call: { returns: 'Statement' } },
        ...rows('serialize parallelize close configure on', { call: {} }),
      },
    },
    Statement: {
      traits: ['connection'],
      members: {
        get: { call: readOne },
        ...rows('all each', { call: read }),
        run: { call: write },
        ...rows('bind reset finalize', { call: {} }),
      },
    },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(db|database|sqlite)$', method: '^(get|all|each|run|exec)$', type: 'Database', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?\\w*([sS]tmt|[sS]tatement)$', method: '^(get|all|each|run)$', type: 'Statement', confidence: 'likely' },
  ],
});
