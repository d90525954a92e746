/** PlanetScale's serverless driver: one HTTP request per statement, nothing stays open. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const execute: Operation = {
  when: { index: 0, matches: '^\\s*(insert|replace)\\b' },
  effect: 'db-write',
  bulk: 'execute(\'INSERT INTO … VALUES (…), (…)\', values)',
  orElse: {
    when: { index: 0, matches: '^\\s*(update|delete)\\b' },
    effect: 'db-write',
    bulk: 'execute(\'… WHERE id IN (?)\', [ids])',
    orElse: { effect: 'db-query', bulk: 'execute(\'… WHERE id IN (?)\', [ids])' },
  },
};

export const planetscale = defineLibrary({
  id: 'planetscale',
  title: 'PlanetScale',
  language: 'ecmascript',
  packages: ['@planetscale/database', '@tidbcloud/serverless'],
  source: 'https://planetscale.com/docs/tutorials/planetscale-serverless-driver',
  exports: {
    connect: { call: { returns: 'Connection', traits: ['composes'] } },
    Client: { construct: { returns: 'Connection', traits: ['composes'] } },
    Connection: { type: 'Connection' },
  },
  types: {
    Connection: {
      traits: ['pool'],
      members: {
        execute: { call: execute },
        connection: { call: { returns: 'Connection', traits: ['composes'] } },
        transaction: { call: { traits: ['transaction'], callback: { index: 0, parameters: ['Transaction'] } } },
        ...rows('refresh', { call: {} }),
      },
    },
    Transaction: { extends: 'Connection', traits: ['transaction'] },
  },
  shapes: [{ receiver: '(^|\\.)#?_?(conn|connection|planetscale\\w*|db)$', method: '^execute$', type: 'Connection', confidence: 'likely' }],
});
