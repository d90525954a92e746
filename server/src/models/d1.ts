/** Cloudflare D1: a binding of the worker, so its type or its name tells it. The statement's text tells read from write. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const read: Operation = { effect: 'db-query', bulk: 'batch(statements)' };
const readOne: Operation = { effect: 'db-query', bulk: 'batch(statements)', traits: ['single-row'] };
const write: Operation = { effect: 'db-write', bulk: 'batch(statements)' };

export const d1 = defineLibrary({
  id: 'd1',
  title: 'Cloudflare D1',
  language: 'ecmascript',
  packages: ['@cloudflare/workers-types', 'wrangler'],
  source: 'https://developers.cloudflare.com/d1/worker-api/d1-database/',
  exports: {
    D1Database: { type: 'Database' },
    D1PreparedStatement: { type: 'Read' },
  },
  types: {
    Database: {
      traits: ['pool'],
      members: {
        prepare: {
          call: {
            when: { index: 0, matches: '^\\s*(insert|update|delete|replace)\\b' },
            returns: 'Write',
            traits: ['composes'],
            orElse: { returns: 'Read', traits: ['composes'] },
          },
        },
        batch: { call: { effect: 'db-write', bulk: 'batch(statements)', traits: ['takes-list'] } },
        exec: { call: write },
        withSession: { call: { returns: 'Database', traits: ['composes'] } },
        dump: { call: {} },
      },
    },
    Read: {
      members: { first: { call: readOne }, ...rows('all raw run', { call: read }), bind: { call: { returns: 'Read', traits: ['composes'] } } },
    },
    Write: {
      members: { ...rows('first all raw run', { call: write }), bind: { call: { returns: 'Write', traits: ['composes'] } } },
    },
  },
  shapes: [{ receiver: '(^|\\.)#?_?(DB|D1|d1|[A-Z]+_DB|db)$', method: '^(prepare|batch)$', type: 'Database', confidence: 'likely' }],
});
