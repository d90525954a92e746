/** node-postgres and the serverless drivers with its interface: pools run statements side by side, clients one after another. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';

const pool: Operation = { returns: 'Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const client: Operation = { returns: 'Client', effect: 'opens-connection', mode: 'started' };

const query = byVerb(statementVerbs({
  insert: 'query(\'INSERT … SELECT * FROM unnest($1::…[])\', [rows])',
  update: 'query(\'UPDATE … WHERE key = ANY($1)\', [keys])',
  updateEach: 'query(\'UPDATE … FROM unnest($1::…[], $2::…[]) …\', [keys, values])',
  remove: 'query(\'DELETE … WHERE key = ANY($1)\', [keys])',
  read: 'query(\'SELECT … WHERE key = ANY($1)\', [keys])',
}));

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
