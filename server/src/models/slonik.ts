/** Slonik: statements are tagged texts handed to a method named for how many rows it expects. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const ANY = 'any(sql.type(row)`… WHERE id = ANY(${sql.array(ids, \'text\')})`)';
const UNNEST = 'query(sql.unsafe`INSERT … SELECT * FROM ${sql.unnest(rows, types)}`)';
const WRITES = '^\\s*(insert|update|delete|merge)\\b';

const composes: Operation = { traits: ['composes'] };
const write: Operation = { effect: 'db-write', bulk: UNNEST };
const read: Operation = { when: { index: 0, matches: WRITES }, ...write, orElse: { effect: 'db-query', bulk: ANY } };
const readOne: Operation = { when: { index: 0, matches: WRITES }, ...write, orElse: { effect: 'db-query', bulk: ANY, traits: ['single-row'] } };

export const slonik = defineLibrary({
  id: 'slonik',
  title: 'Slonik',
  language: 'ecmascript',
  packages: ['slonik', '@silverhand/slonik'],
  source: 'https://github.com/gajus/slonik#readme',
  exports: {
    createPool: { call: { returns: 'Pool', effect: 'opens-connection', traits: ['keep-alive'] } },
    ...rows('sql createSqlTag', { type: 'Sql' }),
    DatabasePool: { type: 'Pool' },
    CommonQueryMethods: { type: 'Methods' },
    ...rows('DatabaseConnection DatabasePoolConnection', { type: 'Connection' }),
    DatabaseTransactionConnection: { type: 'Transaction' },
  },
  types: {
    Sql: { call: composes, anyMember: { type: 'Sql' } },
    Methods: {
      members: {
        ...rows('any anyFirst many manyFirst query', { call: read }),
        ...rows('one oneFirst maybeOne maybeOneFirst exists', { call: readOne }),
        transaction: { call: { traits: ['transaction'], callback: { index: 0, parameters: ['Transaction'] } } },
        stream: { call: {} },
      },
    },
    Pool: {
      extends: 'Methods',
      traits: ['pool'],
      members: { connect: { call: { callback: { index: 0, parameters: ['Connection'] } } }, ...rows('end state getPoolState', { call: {} }) },
    },
    Connection: { extends: 'Methods', traits: ['connection'] },
    Transaction: { extends: 'Methods', traits: ['transaction'] },
  },
  shapes: [
    {
      receiver: '(^|\\.)#?_?(pool|\\w*Pool)$',
      method: '^(any|anyFirst|many|manyFirst|query|one|oneFirst|maybeOne|maybeOneFirst|exists|transaction|connect)$',
      type: 'Pool',
      confidence: 'likely',
    },
    {
      receiver: '(^|\\.)#?_?(connection|transactionConnection|conn|tx|trx)$',
      method: '^(any|anyFirst|many|manyFirst|query|one|oneFirst|maybeOne|maybeOneFirst|exists|transaction)$',
      type: 'Connection',
      confidence: 'likely',
    },
  ],
});
