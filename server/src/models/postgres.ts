/** postgres (Postgres.js): a tag makes a lazy query. The same function called with values or names makes a fragment, as does a text without a verb. */
import { defineLibrary } from './model';
import type { Operation, TypeModel } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';

const composes: Operation = { traits: ['composes'] };
const { insert, update, remove, change, read, unknown } = statementVerbs({
  insert: 'sql`INSERT INTO … ${sql(rows)}`',
  update: 'sql`UPDATE … WHERE key = ANY(${keys})`',
  updateEach: 'sql`UPDATE … FROM (VALUES ${sql(rows)}) …`',
  remove: 'sql`DELETE … WHERE key = ANY(${keys})`',
  read: 'sql`SELECT … WHERE key = ANY(${keys})`',
});
const lazy = { insert: makes('Insert'), update: makes('Update'), remove: makes('Delete'), change: makes('Change'), read: makes('Read') };
const unsafe = byVerb({ ...lazy, unknown: makes('Query') });
const tag = byVerb({ ...lazy, unknown: composes });

function makes(returns: string): Operation {
  return { returns, traits: ['composes'] };
}

/** A query that runs when awaited. */
function query(type: string, run: Operation): TypeModel {
  return { awaited: run, members: { ...rows('execute cursor forEach', { call: run }), describe: { call: {} } }, anyMember: { call: makes(type) } };
}

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
    Read: query('Read', read),
    Query: query('Query', unknown),
    Insert: query('Insert', insert),
    Update: query('Update', update),
    Delete: query('Delete', remove),
    Change: query('Change', change),
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(sql|pgSql)$', method: '^$', type: 'Sql', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(sql|pgSql)$', method: '^(unsafe|begin|file)$', type: 'Sql', confidence: 'likely' },
  ],
});
