/** pg-promise: a library object that is called for a database; methods are named for how many rows they expect. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const ANY = 'any(\'… WHERE id IN ($1:csv)\', [ids])';
const INSERT = 'none(pgp.helpers.insert(rows, columns))';
const WRITES = '^\\s*(insert|update|delete|merge|upsert)\\b';

const composes: Operation = { traits: ['composes'] };
const write: Operation = { effect: 'db-write', bulk: INSERT };
const readOne: Operation = {
  when: { index: 0, matches: WRITES },
  ...write,
  orElse: { effect: 'db-query', bulk: ANY, traits: ['single-row'] },
};
const read: Operation = { when: { index: 0, matches: WRITES }, ...write, orElse: { effect: 'db-query', bulk: ANY } };

function block(type: string): Operation {
  return {
    when: { index: 0, is: 'function' },
    traits: type === 'Tx' ? ['transaction'] : [],
    callback: { index: 0, parameters: [type] },
    orElse: { traits: type === 'Tx' ? ['transaction'] : [], callback: { index: 1, parameters: [type] } },
  };
}

export const pgPromise = defineLibrary({
  id: 'pgPromise',
  title: 'pg-promise',
  language: 'ecmascript',
  packages: ['pg-promise'],
  source: 'https://vitaly-t.github.io/pg-promise/Database.html',
  exports: {
    ...rows('default pgPromise', { call: { returns: 'Main', traits: ['composes'] } }),
    IMain: { type: 'Main' },
    IDatabase: { type: 'Database' },
    IBaseProtocol: { type: 'Protocol' },
    ITask: { type: 'Task' },
  },
  types: {
    Main: {
      call: { returns: 'Database', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] },
      members: { helpers: { type: 'Helpers' }, as: { type: 'Helpers' }, end: { call: {} } },
    },
    Helpers: { anyMember: { call: composes } },
    Protocol: {
      members: {
        ...rows('any many manyOrNone query result multi multiResult each map func proc', { call: read }),
        ...rows('one oneOrNone', { call: readOne }),
        none: { call: write },
        ...rows('task taskIf', { call: block('Task') }),
        ...rows('tx txIf', { call: block('Tx') }),
        stream: { call: {} },
      },
    },
    Database: { extends: 'Protocol', traits: ['pool'], members: { connect: { call: { returns: 'Task' } } } },
    Task: { extends: 'Protocol', traits: ['connection'], members: { batch: { call: { traits: ['takes-list'] } }, ...rows('sequence page done', { call: {} }) } },
    Tx: { extends: 'Task', traits: ['transaction'] },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?(db|database|pgdb)$', method: '^(any|one|oneOrNone|many|manyOrNone|none|multi|task|tx|txIf|taskIf)$', type: 'Database', confidence: 'likely' },
    { receiver: '(^|\\.)(t|tx|task)$', method: '^(any|one|oneOrNone|many|manyOrNone|none|multi|batch)$', type: 'Tx', confidence: 'likely' },
  ],
});
