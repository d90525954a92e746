/**
 * MikroORM: an entity manager is a unit of work. `persist` and `remove` only mark, `flush` writes everything marked in few
 * statements; collections and references load when asked to.
 */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';

const FIND_IN = 'em.find(Entity, { id: { $in: ids } })';
const FLUSH_ONCE = 'persist(entities), then one flush()';
const POPULATE = 'em.populate(entities, [\'relation\'])';

const composes: Operation = { traits: ['composes'] };
const findOne: Operation = { returns: 'Entity', effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] };
const flush: Operation = { effect: 'db-write', bulk: FLUSH_ONCE };
const count: Operation = { effect: 'db-query', bulk: 'createQueryBuilder(Entity).select([\'key\', \'count(*)\']).groupBy(\'key\')', traits: ['single-row'] };
const opens: Operation = { returns: 'MikroORM', effect: 'opens-connection', traits: ['keep-alive'] };
const begin: Operation = { traits: ['transaction'], callback: { index: 0, parameters: ['Transaction'] } };
const load: Operation = { returns: 'Entities', effect: 'lazy-load', bulk: POPULATE };
const raw = byVerb(statementVerbs({
  insert: 'em.insertMany(Entity, rows)',
  update: 'execute(\'UPDATE … WHERE key IN (?)\', [keys])',
  updateEach: 'execute(\'UPDATE … FROM (VALUES …)\', values)',
  remove: 'execute(\'DELETE … WHERE key IN (?)\', [keys])',
  read: 'execute(\'SELECT … WHERE key IN (?)\', [keys])',
}));

const updateRows: Operation = { effect: 'db-write', bulk: 'update(values).where({ id: { $in: ids } })', bulkEach: 'em.upsertMany(Entity, rows)' };
const deleteRows: Operation = { effect: 'db-write', bulk: 'delete({ id: { $in: ids } })' };

/** What managers and repositories share. The condition comes after the entity's name in a manager. */
function operations(condition: 0 | 1): Record<string, Member> {
  return {
    ...rows('find findAll', {
      call: {
        when: { index: condition, lists: ['$in'] },
        returns: 'Entities',
        effect: 'db-query',
        bulk: FIND_IN,
        traits: ['takes-list'],
        orElse: { returns: 'Entities', effect: 'db-query', bulk: FIND_IN },
      },
    }),
    ...rows('findAndCount findByCursor', { call: { effect: 'db-query', bulk: FIND_IN } }),
    ...rows('findOne findOneOrFail refresh refreshOrFail', { call: findOne }),
    count: { call: count },
    insert: { call: { effect: 'db-write', bulk: 'insertMany(rows)', traits: ['single-row'] } },
    insertMany: { call: { effect: 'db-write', bulk: 'insertMany(rows)', traits: ['takes-list'] } },
    upsert: { call: { returns: 'Entity', effect: 'db-write', bulk: 'upsertMany(rows)', traits: ['single-row'] } },
    upsertMany: { call: { effect: 'db-write', bulk: 'upsertMany(rows)', traits: ['takes-list'] } },
    nativeUpdate: { call: { effect: 'db-write', bulk: 'nativeUpdate({ id: { $in: ids } }, values)', bulkEach: 'upsertMany(rows)' } },
    nativeDelete: { call: { effect: 'db-write', bulk: 'nativeDelete({ id: { $in: ids } })' } },
    ...rows('persistAndFlush removeAndFlush', { call: flush }),
    flush: { call: flush },
    populate: { call: { effect: 'db-query', bulk: POPULATE, traits: ['takes-list'] } },
    ...rows('create getReference map merge', { call: { returns: 'Entity', traits: ['composes'] } }),
    ...rows('assign canPopulate', { call: composes }),
    ...rows('createQueryBuilder qb', { call: { returns: 'QueryBuilder', traits: ['composes'] } }),
  };
}

export const mikroorm = defineLibrary({
  id: 'mikroorm',
  title: 'MikroORM',
  language: 'ecmascript',
  packages: ['@mikro-orm/*', 'mikro-orm', '@medusajs/framework/mikro-orm/*', '@medusajs/deps/mikro-orm/*'],
  source: 'https://mikro-orm.io/docs/entity-manager',
  exports: {
    MikroORM: { type: 'OrmClass', construct: { ...opens, mode: 'started' } },
    ...rows('EntityManager SqlEntityManager MongoEntityManager', { type: 'EntityManager', asType: 'EntityManager' }),
    ...rows('EntityRepository SqlEntityRepository MongoEntityRepository', { type: 'EntityRepository', asType: 'EntityRepository' }),
    ...rows('Collection Reference Ref Loaded', { type: 'Relation', asType: 'Relation' }),
    wrap: { call: { returns: 'Relation', traits: ['composes'] } },
    ...rows('OneToMany ManyToOne OneToOne ManyToMany', { call: { traits: ['relation'] } }),
    ...rows('raw sql ref rel', { call: composes }),
  },
  types: {
    OrmClass: { members: { init: { call: opens }, initSync: { call: { ...opens, mode: 'started' } } } },
    MikroORM: {
      traits: ['pool'],
      members: { em: { type: 'EntityManager' }, ...rows('connect close isConnected getSchemaGenerator getMigrator', { call: {} }) },
    },
    EntityManager: {
      traits: ['session'],
      members: {
        ...operations(1),
        ...rows('persist remove', { call: { returns: 'EntityManager', traits: ['composes'] } }),
        ...rows('fork getContext', { call: { returns: 'EntityManager', traits: ['composes'] } }),
        ...rows('getRepository repo', { call: { returns: 'EntityRepository' } }),
        ...rows('transactional', { call: begin }),
        ...rows('execute', { call: raw }),
        getConnection: { call: { returns: 'Connection' } },
        ...rows('getKnex getKysely', { call: {} }),
        ...rows('begin commit rollback clear lock setFilterParams addFilter', { call: {} }),
      },
    },
    Transaction: { extends: 'EntityManager', traits: ['transaction'] },
    Connection: { traits: ['connection'], members: { execute: { call: raw }, transactional: { call: { traits: ['transaction'] } } } },
    EntityRepository: {
      traits: ['session'],
      members: { ...operations(0), ...rows('getEntityManager', { call: { returns: 'EntityManager' } }) },
    },
    QueryBuilder: {
      awaited: { returns: 'Entities', effect: 'db-query', bulk: FIND_IN },
      members: {
        ...rows('getResult getResultList getResultAndCount execute', { call: { returns: 'Entities', effect: 'db-query', bulk: FIND_IN } }),
        getSingleResult: { call: findOne },
        getCount: { call: count },
        insert: { call: { returns: 'WriteBuilder', traits: ['composes'] } },
        update: { call: { returns: 'UpdateBuilder', traits: ['composes'] } },
        ...rows('delete truncate', { call: { returns: 'DeleteBuilder', traits: ['composes'] } }),
        ...rows('getQuery getParams getKnexQuery toQuery as clone', { call: composes }),
      },
      anyMember: { call: { returns: 'QueryBuilder', traits: ['composes'] } },
    },
    WriteBuilder: {
      awaited: { effect: 'db-write', bulk: 'em.insertMany(Entity, rows)' },
      members: { ...rows('execute run', { call: { effect: 'db-write', bulk: 'em.insertMany(Entity, rows)' } }) },
      anyMember: { call: { returns: 'WriteBuilder', traits: ['composes'] } },
    },
    UpdateBuilder: { awaited: updateRows, members: { ...rows('execute run', { call: updateRows }) }, anyMember: { call: { returns: 'UpdateBuilder', traits: ['composes'] } } },
    DeleteBuilder: { awaited: deleteRows, members: { ...rows('execute run', { call: deleteRows }) }, anyMember: { call: { returns: 'DeleteBuilder', traits: ['composes'] } } },
    Entities: { element: 'Entity' },
    // Any property may be a relation; only one that is asked to load does work.
    Entity: { anyMember: { type: 'Relation' } },
    Relation: {
      members: {
        ...rows('init load loadOrFail loadItems loadCount loadProperty matching populate', { call: load }),
        ...rows('add remove removeAll set contains getItems isInitialized unwrap getEntity toJSON', { call: {} }),
      },
      element: 'Entity',
    },
  },
  shapes: [
    {
      receiver: '(^|\\.)#?_?(em|entityManager|manager|orm\\.em)(\\.fork\\([^()]*\\))?$',
      method: '^(find|findAll|findOne|findOneOrFail|findAndCount|count|flush|persistAndFlush|removeAndFlush|persist|insert|insertMany|upsert|upsertMany|nativeUpdate|nativeDelete|populate|refresh|transactional|fork|getRepository|execute|createQueryBuilder|create)$',
      type: 'EntityManager',
      confidence: 'likely',
    },
    {
      receiver: '(^|\\.)#?_?\\w*[rR]epo(sitory)?_?$',
      method: '^(find|findAll|findOne|findOneOrFail|findAndCount|count|persistAndFlush|removeAndFlush|insert|insertMany|upsert|upsertMany|nativeUpdate|nativeDelete|populate|createQueryBuilder)$',
      type: 'EntityRepository',
      confidence: 'likely',
    },
    { receiver: '(^|\\.)[a-z]\\w*\\.[a-z]\\w*$', method: '^(loadItems|loadCount|loadOrFail|matching)$', type: 'Relation', confidence: 'likely' },
  ],
});
