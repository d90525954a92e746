/** node-postgres: pools run statements side by side, clients one after another. */
import { defineLibrary } from './model';
import type { Operation } from './model';

const query: Operation = {
  when: { index: 0, matches: '^\\s*(insert|update|delete|merge|upsert)\\b' },
  effect: 'db-write',
  bulk: 'query(\'INSERT … SELECT * FROM unnest($1::…[])\', [rows])',
  orElse: { effect: 'db-query', bulk: 'query(\'… WHERE id = ANY($1)\', [ids])' },
};

export const pg = defineLibrary({
  id: 'pg',
  title: 'PostgreSQL (pg)',
  language: 'ecmascript',
  packages: ['pg', 'pg-pool'],
  source: 'https://node-postgres.com/apis/pool',
  exports: {
    Pool: { construct: { returns: 'Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    Client: { construct: { returns: 'Client', effect: 'opens-connection', mode: 'started' } },
    default: { construct: { returns: 'Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
  },
  types: {
    Pool: {
      traits: ['pool'],
      members: {
        query: { call: query },
        connect: { call: { returns: 'PoolClient' } },
      },
    },
    Client: {
      traits: ['connection'],
      members: { query: { call: query }, connect: { call: { effect: 'opens-connection' } } },
    },
    PoolClient: { extends: 'Client', members: { release: {} } },
  },
  shapes: [
    { receiver: '(^|\\.)(pool|pgPool|pg)$', method: '^query$', type: 'Pool', confidence: 'likely' },
    { receiver: '(^|\\.)(client|pgClient|poolClient)$', method: '^query$', type: 'Client', confidence: 'likely' },
  ],
});
