/** node-postgres and the serverless drivers with its interface: pools run statements side by side, clients one after another. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const UNNEST = 'query(\'INSERT … SELECT * FROM unnest($1::…[])\', [rows])';
const ANY = 'query(\'… WHERE id = ANY($1)\', [ids])';

const pool: Operation = { returns: 'Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const client: Operation = { returns: 'Client', effect: 'opens-connection', mode: 'started' };

const query: Operation = {
  when: { index: 0, matches: '^\\s*(insert|update|delete|merge|upsert)\\b' },
  effect: 'db-write',
  bulk: UNNEST,
  orElse: {
    // Control of the transaction is no work per row.
    when: { index: 0, matches: '^\\s*(begin|commit|rollback|start transaction|savepoint|release|set|listen|unlisten)\\b' },
    orElse: { effect: 'db-query', bulk: ANY },
  },
};

export const pg = defineLibrary({
  id: 'pg',
  title: 'PostgreSQL (pg)',
  language: 'ecmascript',
  packages: ['pg', 'pg-pool', '@neondatabase/serverless', '@vercel/postgres'],
  source: 'https://node-postgres.com/apis/pool',
  exports: {
    Pool: { construct: pool },
    Client: { construct: client },
    default: { construct: pool },
    PoolClient: { type: 'PoolClient' },
    ...rows('ClientBase VercelClient', { type: 'Client' }),
    ...rows('VercelPool', { type: 'Pool' }),
    createPool: { call: pool },
    createClient: { call: client },
    // One HTTP request for each statement; nothing stays open.
    neon: { call: { returns: 'Http', traits: ['composes'] } },
    sql: { type: 'Http' },
  },
  types: {
    Pool: {
      traits: ['pool'],
      members: {
        query: { call: query },
        sql: { call: query },
        connect: { call: { returns: 'PoolClient' } },
        ...rows('end on', { call: {} }),
      },
    },
    Client: {
      traits: ['connection'],
      members: {
        query: { call: query },
        sql: { call: query },
        connect: { call: { effect: 'opens-connection' } },
        ...rows('end on', { call: {} }),
      },
    },
    PoolClient: { extends: 'Client', members: { release: { call: {} } } },
    Http: {
      traits: ['pool'],
      call: query,
      members: { query: { call: query }, transaction: { call: { traits: ['takes-list', 'transaction'] } }, unsafe: { call: { traits: ['composes'] } } },
    },
  },
  shapes: [
    { receiver: '(^|\\.)(pool|\\w*Pool|pg)$', method: '^query$', type: 'Pool', confidence: 'likely' },
    { receiver: '(^|\\.)(client|pgClient|poolClient|dbClient)$', method: '^query$', type: 'Client', confidence: 'likely' },
    { receiver: '(^|\\.)(db|database)$', method: '^query$', type: 'Pool', confidence: 'likely' },
  ],
});
