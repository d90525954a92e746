/**
 * Objection: static `query()` on models, `$query` and `$relatedQuery` on instances; builders are lazy and run when awaited.
 * Inserting a list in one statement needs PostgreSQL or SQL Server.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { ENTITY_CLASS } from './spellings';

const FIND_IN = 'query().findByIds(ids)';
const GRAPH = 'query().withGraphFetched(relation)';
const INSERT = 'query().insert(rows)';

const read: Operation = { returns: 'Instances', effect: 'db-query', bulk: FIND_IN };
const readList: Operation = { ...read, traits: ['takes-list'] };
const readOne: Operation = { returns: 'Instance', effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] };
const count: Operation = { effect: 'db-query', bulk: 'query().select(key).count().groupBy(key)', traits: ['single-row'] };
const insert: Operation = { returns: 'Instance', effect: 'db-write', bulk: INSERT, traits: ['single-row'] };
const insertMany: Operation = { returns: 'Instances', effect: 'db-write', bulk: INSERT, traits: ['takes-list'] };
const change: Operation = { effect: 'db-write', bulk: 'query().patch(values).whereIn(\'id\', ids)' };
const remove: Operation = { effect: 'db-write', bulk: 'query().delete().whereIn(\'id\', ids)' };
// Hooks of an instance see that instance, which those of a static query do not.
const changeOne: Operation = { ...change, traits: ['single-row', 'runs-hooks'] };
const removeOne: Operation = { ...remove, traits: ['single-row', 'runs-hooks'] };
const related: Operation = { returns: 'Instances', effect: 'lazy-load', bulk: GRAPH };

function step(returns: string): Operation {
  return { returns, traits: ['composes'] };
}

const verbs = {
  ...rows('insert insertAndFetch', { call: { when: { index: 0, is: 'array' }, ...step('InsertMany'), orElse: step('Insert') } }),
  ...rows('insertGraph insertGraphAndFetch upsertGraph upsertGraphAndFetch', { call: { when: { index: 0, is: 'array' }, ...step('InsertMany'), orElse: step('Insert') } }),
  ...rows('patch update patchAndFetch updateAndFetch patchAndFetchById updateAndFetchById increment decrement', { call: step('Change') }),
  ...rows('relate unrelate', { call: step('Change') }),
  ...rows('delete del deleteById truncate', { call: step('Delete') }),
};
const begin: Operation = {
  when: { index: 0, is: 'function' },
  traits: ['transaction'],
  callback: { index: 0, parameters: ['knex#Transaction'] },
  orElse: { traits: ['transaction'], callback: { index: 1, parameters: ['knex#Transaction'] } },
};

export const objection = defineLibrary({
  id: 'objection',
  title: 'Objection',
  language: 'ecmascript',
  packages: ['objection'],
  source: 'https://vincit.github.io/objection.js/api/query-builder/',
  exports: {
    Model: { type: 'ModelClass' },
    ...rows('ModelClass ModelConstructor', { type: 'ModelClass', asType: 'ModelClass' }),
    QueryBuilder: { type: 'Find', asType: 'Find' },
    transaction: { call: begin },
    ...rows('raw ref fn val', { call: { traits: ['composes'] } }),
  },
  types: {
    ModelClass: {
      traits: ['pool'],
      instance: 'Instance',
      construct: { returns: 'Instance', traits: ['composes'] },
      members: {
        query: { call: step('Find') },
        relatedQuery: { call: step('Find') },
        fetchGraph: { call: { returns: 'Instances', effect: 'db-query', bulk: 'fetchGraph(instances, relation)', traits: ['takes-list'] } },
        transaction: { call: begin },
        startTransaction: { call: { returns: 'knex#Transaction' } },
        ...rows('knex knexQuery', { call: { returns: 'knex#Knex' } }),
        ...rows('fromJson fromDatabaseJson', { call: step('Instance') }),
        ...rows('bindKnex bindTransaction', { call: step('ModelClass') }),
        ...rows('raw ref traverse tableMetadata', { call: { traits: ['composes'] } }),
      },
    },
    Find: {
      awaited: read,
      members: {
        ...verbs,
        ...rows('findById findOne first', { call: step('FindOne') }),
        findByIds: { call: step('FindList') },
        resultSize: { call: count },
        execute: { call: read },
        ...rows('toKnexQuery as clone', { call: { traits: ['composes'] } }),
      },
      anyMember: { call: step('Find') },
    },
    FindList: { extends: 'Find', awaited: readList, members: { execute: { call: readList } }, anyMember: { call: step('FindList') } },
    FindOne: { extends: 'Find', awaited: readOne, members: { execute: { call: readOne } }, anyMember: { call: step('FindOne') } },
    Own: {
      extends: 'FindOne',
      members: {
        ...rows('patch update patchAndFetch updateAndFetch increment decrement', { call: step('ChangeOwn') }),
        ...rows('delete del', { call: step('DeleteOwn') }),
      },
      anyMember: { call: step('Own') },
    },
    ChangeOwn: { awaited: changeOne, members: { execute: { call: changeOne } }, anyMember: { call: step('ChangeOwn') } },
    DeleteOwn: { awaited: removeOne, members: { execute: { call: removeOne } }, anyMember: { call: step('DeleteOwn') } },
    Related: { extends: 'Find', awaited: related, members: { execute: { call: related }, resultSize: { call: related } }, anyMember: { call: step('Related') } },
    Insert: { awaited: insert, members: { execute: { call: insert } }, anyMember: { call: step('Insert') } },
    InsertMany: { awaited: insertMany, members: { execute: { call: insertMany } }, anyMember: { call: step('InsertMany') } },
    Change: { awaited: change, members: { execute: { call: change } }, anyMember: { call: step('Change') } },
    Delete: { awaited: remove, members: { execute: { call: remove } }, anyMember: { call: step('Delete') } },
    Instances: { element: 'Instance' },
    Instance: {
      members: {
        $query: { call: step('Own') },
        $relatedQuery: { call: step('Related') },
        $fetchGraph: { call: { effect: 'lazy-load', bulk: 'fetchGraph(instances, relation)' } },
        ...rows('$set $setJson $setRelated $appendRelated $toJson $clone $id $validate', { call: {} }),
      },
    },
  },
  shapes: [
    { receiver: `${ENTITY_CLASS}|(^|\\.)\\w+Model(\\(\\))?$`, method: '^(query|relatedQuery|fetchGraph|startTransaction)$', type: 'ModelClass', confidence: 'likely', wide: true },
    { receiver: '(^|\\.)[a-z]\\w*$', method: '^\\$(query|relatedQuery|fetchGraph)$', type: 'Instance', confidence: 'likely' },
  ],
});
