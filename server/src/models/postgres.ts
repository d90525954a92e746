/** postgres (Postgres.js): a tag makes a lazy query. The same function called with values or names makes a fragment, as does a text without a verb. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const WRITES = '^\\s*(insert|update|delete|merge)\\b';
const READS = '^\\s*(select|with|show|explain|call|values|table)\\b';

const composes: Operation = { traits: ['composes'] };
const read: Operation = { effect: 'db-query', bulk: 'sql`… WHERE id = ANY(${ids})`' };
const write: Operation = { effect: 'db-write', bulk: 'sql`INSERT INTO … ${sql(rows)}`' };
const unsafe: Operation = {
  when: { index: 0, matches: WRITES },
  returns: 'Write',
  traits: ['composes'],
  orElse: { returns: 'Read', traits: ['composes'] },
};
const tag: Operation = {
  when: { index: 0, matches: WRITES },
  returns: 'Write',
  traits: ['composes'],
  orElse: { when: { index: 0, matches: READS }, returns: 'Read', traits: ['composes'], orElse: composes },
};

function block(type: string): Operation {
  return {
    when: { index: 0, is: 'function' },
    traits: ['transaction'],
    callback: { index: 0, parameters: [type] },
    orElse: { traits: ['transaction'], callback: { index: 1, parameters: [type] } },
  };
}

export const postgres = defineLibrary({
  id: 'postgres',
  title: 'Postgres.js',
  language: 'ecmascript',
  packages: ['postgres'],
  source: 'https://github.com/porsager/postgres#readme',
  exports: {
    default: { type: 'Factory' },
    Sql: { type: 'Sql' },
    TransactionSql: { type: 'TransactionSql' },
    ReservedSql: { type: 'ReservedSql' },
  },
  types: {
    Factory: {
      call: { returns: 'Sql', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] },
      members: { Sql: { type: 'Sql' }, TransactionSql: { type: 'TransactionSql' }, ReservedSql: { type: 'ReservedSql' } },
    },
    Sql: {
      traits: ['pool'],
      call: tag,
      members: {
        ...rows('unsafe file', { call: unsafe }),
        begin: { call: block('TransactionSql') },
        reserve: { call: { returns: 'ReservedSql' } },
        ...rows('json array typed', { call: composes }),
        ...rows('end listen subscribe notify', { call: {} }),
      },
    },
    TransactionSql: { extends: 'Sql', traits: ['transaction'], members: { savepoint: { call: block('TransactionSql') } } },
    ReservedSql: { extends: 'Sql', traits: ['connection'], members: { release: { call: {} } } },
    Read: {
      awaited: read,
      members: { execute: { call: read }, ...rows('cursor forEach', { call: read }), describe: { call: {} } },
      anyMember: { call: { returns: 'Read', traits: ['composes'] } },
    },
    Write: { awaited: write, members: { execute: { call: write }, describe: { call: {} } }, anyMember: { call: { returns: 'Write', traits: ['composes'] } } },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(sql|pgSql)$', method: '^$', type: 'Sql', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(sql|pgSql)$', method: '^(unsafe|begin|file)$', type: 'Sql', confidence: 'likely' },
  ],
});
