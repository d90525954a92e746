/** libSQL (Turso): statements as texts or `{ sql, args }`, several of them in one `batch`. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const execute: Operation = {
  when: { index: 0, matches: '^\\s*(insert|update|delete|replace)\\b' },
  effect: 'db-write',
  bulk: 'batch(statements, \'write\')',
  orElse: { effect: 'db-query', bulk: 'batch(statements, \'read\')' },
};

export const libsql = defineLibrary({
  id: 'libsql',
  title: 'libSQL',
  language: 'ecmascript',
  packages: ['@libsql/client', '@libsql/client/*', '@libsql/client-wasm'],
  source: 'https://docs.turso.tech/sdk/ts/reference',
  exports: {
    createClient: { call: { returns: 'Client', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    Client: { type: 'Client' },
    Transaction: { type: 'Transaction' },
  },
  types: {
    Client: {
      traits: ['pool'],
      members: {
        execute: { call: execute },
        ...rows('batch migrate executeMultiple', { call: { effect: 'db-write', bulk: 'batch(statements)', traits: ['takes-list'] } }),
        transaction: { call: { returns: 'Transaction' } },
        ...rows('close sync', { call: {} }),
      },
    },
    Transaction: { extends: 'Client', traits: ['transaction'], members: { ...rows('commit rollback', { call: {} }) } },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(turso\\w*|libsql\\w*|client|db)$', method: '^(execute|batch)$', type: 'Client', confidence: 'likely' },
  ],
});
