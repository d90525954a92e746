/**
 * TypeORM: repositories, managers, active record and query builders. `create` only builds an instance; `save` first reads,
 * then writes, and takes a list as well.
 */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';
import { ENTITY_CLASS } from './spellings';

const FIND_IN = 'findBy({ id: In(ids) })';
const BUILD_IN = 'where(\'row.id IN (:...ids)\', { ids }).getMany()';

const composes: Operation = { traits: ['composes'] };
const findOne: Operation = { returns: 'Entity', effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] };
const count: Operation = { effect: 'db-query', bulk: 'createQueryBuilder().select(key).addSelect(\'COUNT(*)\').where(… IN (:...keys)).groupBy(key)', traits: ['single-row'] };
const opens: Operation = { returns: 'DataSource', effect: 'opens-connection', traits: ['keep-alive'] };
const begin: Operation = {
  when: { index: 0, is: 'function' },
  traits: ['transaction'],
  callback: { index: 0, parameters: ['TransactionManager'] },
  orElse: { traits: ['transaction'], callback: { index: 1, parameters: ['TransactionManager'] } },
};
const sql = byVerb(statementVerbs({
  insert: 'createQueryBuilder().insert().values(rows).execute()',
  update: 'query(\'UPDATE … WHERE key = ANY($1)\', [keys])',
  updateEach: 'query(\'UPDATE … FROM (VALUES …)\', values)',
  remove: 'query(\'DELETE … WHERE key = ANY($1)\', [keys])',
  read: 'query(\'SELECT … WHERE key = ANY($1)\', [keys])',
}));
const builder: Operation = { returns: 'SelectBuilder', traits: ['composes'] };

// A receiver told by its shape may be a plain array: `Roles.find((role) => …)` is no query.
const find: Operation = {
  when: { index: 0, is: 'function' },
  orElse: { returns: 'Entities', effect: 'db-query', bulk: FIND_IN },
};

/** One row per element, unless the list is written out. */
function write(bulk: string, index: number): Operation {
  return { when: { index, is: 'array' }, effect: 'db-write', bulk, traits: ['takes-list'], orElse: { effect: 'db-write', bulk } };
}

/** By key, or by condition: `delete(id)`, `delete({ userId })`. */
function byCondition(name: string, index: number): Operation {
  return { when: { index, is: 'object' }, effect: 'db-write', bulk: `${name}({ id: In(ids) })`, orElse: write(`${name}(ids)`, index) };
}

/** Reads and writes that repositories and entity classes share; a manager takes the entity class first. */
function operations(first: 0 | 1): Record<string, Member> {
  return {
    find: { call: find },
    findBy: { call: { returns: 'Entities', effect: 'db-query', bulk: FIND_IN } },
    ...rows('findOne findOneBy findOneOrFail findOneByOrFail preload findOneById', { call: findOne }),
    ...rows('findAndCount findAndCountBy', { call: { effect: 'db-query', bulk: FIND_IN } }),
    findByIds: { call: { returns: 'Entities', effect: 'db-query', bulk: FIND_IN, traits: ['takes-list'] } },
    ...rows('count countBy exist exists existsBy sum average minimum maximum', { call: count }),
    save: { call: { ...write('save(rows)', 0), returns: 'Entity' } },
    ...rows('remove softRemove recover', { call: write('remove(rows)', 0) }),
    insert: { call: write('insert(rows)', first) },
    upsert: { call: write('upsert(rows, conflictPaths)', first) },
    ...rows('update updateAll increment decrement', { call: { effect: 'db-write', bulk: 'update({ id: In(ids) }, values)', bulkEach: '' } }),
    ...rows('delete deleteAll', { call: byCondition('delete', first) }),
    softDelete: { call: byCondition('softDelete', first) },
    restore: { call: byCondition('restore', first) },
    clear: { call: { effect: 'db-write', traits: ['takes-list'] } },
    ...rows('query sql', { call: sql }),
    createQueryBuilder: { call: builder },
    create: { call: { returns: 'Entity', traits: ['composes'] } },
    ...rows('merge getId hasId', { call: composes }),
  };
}

export const typeorm = defineLibrary({
  id: 'typeorm',
  title: 'TypeORM',
  language: 'ecmascript',
  packages: ['typeorm', 'typeorm/*', '@nestjs/typeorm'],
  source: 'https://typeorm.io/docs/working-with-entity-manager/repository-api',
  exports: {
    DataSource: { construct: { ...opens, mode: 'started' } },
    Connection: { construct: { ...opens, mode: 'started' } },
    ...rows('createConnection createConnections', { call: opens }),
    ...rows('getConnection getConnectionManager', { call: { returns: 'DataSource' } }),
    getManager: { call: { returns: 'EntityManager' } },
    ...rows('getRepository getMongoRepository getTreeRepository getCustomRepository', { call: { returns: 'Repository' } }),
    BaseEntity: { type: 'EntityClass' },
    EntityManager: { type: 'EntityManager' },
    ...rows('Repository MongoRepository AbstractRepository', { type: 'Repository' }),
    TreeRepository: { type: 'TreeRepository' },
    QueryRunner: { type: 'QueryRunner' },
    SelectQueryBuilder: { type: 'SelectBuilder' },
    ...rows('UpdateQueryBuilder DeleteQueryBuilder SoftDeleteQueryBuilder', { type: 'WriteBuilder' }),
    InsertQueryBuilder: { type: 'InsertBuilder' },
    ...rows('OneToMany ManyToOne OneToOne ManyToMany', { call: { traits: ['relation'] } }),
    ...rows('In Not Like ILike Between IsNull MoreThan LessThan Raw Any Equal', { call: composes }),
  },
  types: {
    DataSource: {
      traits: ['pool'],
      members: {
        ...rows('initialize connect', { call: { returns: 'DataSource' } }),
        ...rows('getRepository getMongoRepository getTreeRepository getCustomRepository', { call: { returns: 'Repository' } }),
        manager: { type: 'EntityManager' },
        createEntityManager: { call: { returns: 'EntityManager' } },
        createQueryBuilder: { call: builder },
        createQueryRunner: { call: { returns: 'QueryRunner' } },
        ...rows('query sql', { call: sql }),
        transaction: { call: begin },
        ...rows('destroy close synchronize runMigrations', { call: {} }),
      },
    },
    EntityManager: {
      traits: ['pool'],
      members: {
        ...operations(1),
        ...rows('getRepository getMongoRepository getTreeRepository getCustomRepository withRepository', { call: { returns: 'Repository' } }),
        transaction: { call: begin },
        connection: { type: 'DataSource' },
        queryRunner: { type: 'QueryRunner' },
      },
    },
    TransactionManager: {
      extends: 'EntityManager',
      traits: ['transaction'],
      members: {
        ...rows(`
          getRepository getMongoRepository getTreeRepository getCustomRepository withRepository
        `, { call: { returns: 'TransactionRepository' } }),
      },
    },
    QueryRunner: {
      traits: ['connection'],
      members: {
        manager: { type: 'TransactionManager' },
        query: { call: sql },
        ...rows('connect startTransaction commitTransaction rollbackTransaction release', { call: {} }),
      },
    },
    Repository: {
      traits: ['pool'],
      members: { ...operations(0), manager: { type: 'EntityManager' }, extend: { call: { returns: 'Repository', traits: ['composes'] } } },
    },
    TransactionRepository: { extends: 'Repository', traits: ['transaction'], members: { manager: { type: 'TransactionManager' } } },
    TreeRepository: {
      extends: 'Repository',
      members: {
        ...rows('findTrees findRoots', { call: { returns: 'Entities', effect: 'db-query', bulk: 'findTrees()' } }),
        ...rows(`
          findDescendants findDescendantsTree findAncestors findAncestorsTree
        `, { call: { returns: 'Entities', effect: 'db-query', bulk: 'findTrees()' } }),
        ...rows('countDescendants countAncestors', { call: count }),
      },
    },
    EntityClass: {
      instance: 'Entity',
      construct: { returns: 'Entity', traits: ['composes'] },
      members: { ...operations(0), getRepository: { call: { returns: 'Repository' } } },
    },
    Entities: { element: 'Entity' },
    Entity: {
      members: {
        save: { call: { returns: 'Entity', effect: 'db-write', bulk: 'save(rows)' } },
        ...rows('remove softRemove recover', { call: { effect: 'db-write', bulk: 'remove(rows)' } }),
        reload: { call: { effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] } },
        hasId: { call: composes },
      },
    },
    SelectBuilder: {
      members: {
        ...rows('getMany getRawMany getRawAndEntities getManyAndCount stream', { call: { returns: 'Entities', effect: 'db-query', bulk: BUILD_IN } }),
        ...rows('getOne getOneOrFail getRawOne', { call: { returns: 'Entity', effect: 'db-query', bulk: BUILD_IN, traits: ['single-row'] } }),
        ...rows('getCount getExists', { call: count }),
        execute: { call: { effect: 'db-query', bulk: BUILD_IN } },
        insert: { call: { returns: 'InsertBuilder', traits: ['composes'] } },
        ...rows('update delete softDelete restore', { call: { returns: 'WriteBuilder', traits: ['composes'] } }),
        relation: { call: { returns: 'RelationBuilder', traits: ['composes'] } },
        ...rows('getQuery getSql getQueryAndParameters getParameters escape hasParameter', { call: composes }),
      },
      anyMember: { call: builder },
    },
    InsertBuilder: {
      members: {
        execute: { call: { effect: 'db-write', bulk: 'insert().values(rows).execute()' } },
        values: {
          call: { when: { index: 0, is: 'array' }, returns: 'InsertManyBuilder', traits: ['composes'], orElse: { returns: 'InsertBuilder', traits: ['composes'] } },
        },
      },
      anyMember: { call: { returns: 'InsertBuilder', traits: ['composes'] } },
    },
    InsertManyBuilder: {
      members: { execute: { call: { effect: 'db-write', bulk: 'insert().values(rows).execute()', traits: ['takes-list'] } } },
      anyMember: { call: { returns: 'InsertManyBuilder', traits: ['composes'] } },
    },
    WriteBuilder: {
      members: { execute: { call: { effect: 'db-write', bulk: 'whereInIds(ids).execute()' } } },
      anyMember: { call: { returns: 'WriteBuilder', traits: ['composes'] } },
    },
    RelationBuilder: {
      members: {
        of: { call: { returns: 'RelationBuilder', traits: ['composes'] } },
        ...rows('loadMany loadOne', { call: { effect: 'lazy-load', bulk: 'find({ where: { id: In(ids) }, relations: { … } })' } }),
        ...rows('add remove set addAndRemove', { call: { effect: 'db-write', bulk: 'add(ids)' } }),
      },
    },
  },
  shapes: [
    {
      receiver: '(^|\\.)#?_?\\w*[rR]epo(sitory)?$|\\b(getRepository|getCustomRepository|withRepository)(<[^>]*>)?\\([^()]*\\)$',
      method: '^(find|findBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findOneById|findAndCount|findAndCountBy|findByIds|count|countBy|exists?|existsBy|preload|save|insert|upsert|update|delete|remove|softDelete|softRemove|restore|recover|increment|decrement|query|createQueryBuilder|create)$',
      type: 'Repository',
      confidence: 'likely',
    },
    {
      receiver: '(^|\\.)#?_?(manager|entityManager|em|transactionManager|transactionalEntityManager|dataSource|connection)$',
      method: '^(find|findBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findAndCount|findByIds|count|countBy|exists?|existsBy|save|insert|upsert|update|delete|remove|softDelete|softRemove|query|createQueryBuilder|getRepository|getTreeRepository|getCustomRepository|withRepository|transaction)$',
      type: 'EntityManager',
      confidence: 'likely',
    },
    {
      receiver: ENTITY_CLASS,
      method: '^(find|findBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findAndCount|findAndCountBy|findByIds|count|countBy|exists|existsBy|save|insert|upsert|update|delete|remove|softRemove|createQueryBuilder|create|getRepository)$',
      type: 'EntityClass',
      confidence: 'likely',
      wide: true,
    },
    { receiver: '(^|\\.)\\w*([qQ]b|[qQ]uery|[qQ]ueryBuilder)$', method: '^get(One|OneOrFail|Many|ManyAndCount|RawOne|RawMany|RawAndEntities|Count|Exists)$', type: 'SelectBuilder', confidence: 'likely' },
    { receiver: '^[a-z]\\w*$', method: '^(save|softRemove)$', type: 'Entity', confidence: 'named', wide: true },
  ],
});
