/** mysql2 and mysql: pools run statements side by side, connections one after another. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';

const pool: Operation = { returns: 'Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };

const query = byVerb(statementVerbs({
  insert: 'query(\'INSERT INTO … VALUES ?\', [rows])',
  update: 'query(\'UPDATE … WHERE key IN (?)\', [keys])',
  updateEach: 'query(\'INSERT … VALUES ? ON DUPLICATE KEY UPDATE …\', [rows])',
  remove: 'query(\'DELETE … WHERE key IN (?)\', [keys])',
  read: 'query(\'SELECT … WHERE key IN (?)\', [keys])',
}));

export const mysql2 = defineLibrary({
  id: 'mysql2',
  title: 'MySQL (mysql2)',
  language: 'ecmascript',
  packages: ['mysql2', 'mysql2/*', 'mysql', 'promise-mysql', 'mariadb'],
  source: 'https://sidorares.github.io/node-mysql2/docs',
  exports: {
    ...rows('createPool createPoolCluster createPoolPromise', { call: pool }),
    createConnection: { call: { returns: 'Connection', effect: 'opens-connection' } },
    Pool: { type: 'Pool' },
    Connection: { type: 'Connection' },
    PoolConnection: { type: 'PoolConnection' },
    ...rows('format escape escapeId raw', { call: { traits: ['composes'] } }),
  },
  types: {
    Pool: {
      traits: ['pool'],
      members: {
        ...rows('query execute', { call: query }),
        promise: { call: { returns: 'Pool', traits: ['composes'] } },
        getConnection: { call: { returns: 'PoolConnection' } },
        batch: { call: { effect: 'db-write', bulk: 'batch(\'INSERT …\', rows)', traits: ['takes-list'] } },
        ...rows('end on format escape escapeId', { call: {} }),
      },
    },
    Connection: {
      traits: ['connection'],
      members: {
        ...rows('query execute', { call: query }),
        promise: { call: { returns: 'Connection', traits: ['composes'] } },
        batch: { call: { effect: 'db-write', bulk: 'batch(\'INSERT …\', rows)', traits: ['takes-list'] } },
        ...rows('connect end destroy ping on beginTransaction commit rollback changeUser format escape escapeId', { call: {} }),
      },
    },
    PoolConnection: { extends: 'Connection', members: { release: { call: {} } } },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(pool|\\w*Pool|mysql|promisePool|db|database)$', method: '^(query|execute|getConnection)$', type: 'Pool', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(conn|connection|dbConnection)$', method: '^(query|execute)$', type: 'Connection', confidence: 'likely' },
  ],
});
