/**
 * Sequelize, sequelize-typescript included. Calls on one instance run hooks for that row; the bulk calls skip them unless
 * `individualHooks` is set. Association getters exist only at run time and are told by their names; a class's own methods are
 * found before them.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';
import { ENTITY_CLASS } from './spellings';

const FIND_IN = 'findAll({ where: { id: ids } })';
const INCLUDE = 'findAll({ include: [Related] })';
const BULK_CREATE = 'bulkCreate(rows)';
const UPSERT = 'bulkCreate(rows, { updateOnDuplicate: [columns] })';

const composes: Operation = { traits: ['composes'] };
const modelClass: Operation = { returns: 'ModelClass', traits: ['composes'] };
const findOne: Operation = { returns: 'Instance', effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] };
const findAll: Operation = { returns: 'Instances', effect: 'db-query', bulk: FIND_IN };
const aggregate: Operation = { effect: 'db-query', bulk: 'count({ where: { key: keys }, group: [\'key\'] })', traits: ['single-row'] };
const related: Operation = { returns: 'Instances', effect: 'lazy-load', bulk: INCLUDE };
const relatedWrite: Operation = { effect: 'db-write', bulk: BULK_CREATE };

export const sequelize = defineLibrary({
  id: 'sequelize',
  title: 'Sequelize',
  language: 'ecmascript',
  packages: ['sequelize', 'sequelize/*', 'sequelize-typescript', '@sequelize/core'],
  source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-finders/',
  exports: {
    ...rows('Sequelize default', { construct: { returns: 'Sequelize', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } }),
    Model: { type: 'ModelClass' },
    ...rows('ModelStatic ModelCtor ModelType', { type: 'ModelClass', asType: 'ModelClass' }),
    Transaction: { type: 'Transaction' },
    ...rows('HasMany HasOne BelongsTo BelongsToMany', { call: { traits: ['relation'] } }),
    ...rows('literal fn col where json and or cast', { call: composes }),
  },
  types: {
    Sequelize: {
      traits: ['pool'],
      members: {
        ...rows('define model', { call: modelClass }),
        getRepository: { call: modelClass },
        models: { type: 'Models' },
        query: {
          call: byVerb(statementVerbs({
            insert: BULK_CREATE,
            update: 'query(\'UPDATE … WHERE key IN (:keys)\', { replacements: { keys } })',
            updateEach: 'bulkCreate(rows, { updateOnDuplicate: [columns] })',
            remove: 'query(\'DELETE … WHERE key IN (:keys)\', { replacements: { keys } })',
            read: 'query(\'SELECT … WHERE key IN (:keys)\', { replacements: { keys } })',
          })),
        },
        transaction: {
          call: {
            when: { index: 0, is: 'function' },
            traits: ['transaction'],
            callback: { index: 0, parameters: ['Transaction'] },
            orElse: {
              when: { index: 1, is: 'function' },
              traits: ['transaction'],
              callback: { index: 1, parameters: ['Transaction'] },
              orElse: { returns: 'Transaction' },
            },
          },
        },
        ...rows('authenticate sync close addModels', { call: {} }),
        ...rows('literal fn col where json random escape', { call: composes }),
      },
    },
    Models: { anyMember: { type: 'ModelClass' } },
    Transaction: { traits: ['transaction'], members: { ...rows('commit rollback afterCommit', { call: {} }) } },
    ModelClass: {
      traits: ['pool'],
      instance: 'Instance',
      construct: { returns: 'Instance', traits: ['composes'] },
      members: {
        ...rows('findOne findByPk', { call: findOne }),
        findAll: { call: findAll },
        findAndCountAll: { call: { effect: 'db-query', bulk: FIND_IN } },
        ...rows('count max min sum aggregate', { call: aggregate }),
        create: { call: { returns: 'Instance', effect: 'db-write', bulk: BULK_CREATE, traits: ['single-row', 'runs-hooks'] } },
        bulkCreate: { call: { returns: 'Instances', effect: 'db-write', bulk: BULK_CREATE, traits: ['takes-list'] } },
        ...rows(`
          findOrCreate findCreateFind
        `, { call: { effect: 'db-write', bulk: 'bulkCreate(rows, { ignoreDuplicates: true })', traits: ['single-row', 'runs-hooks'] } }),
        findOrBuild: { call: findOne },
        upsert: { call: { effect: 'db-write', bulk: 'bulkCreate(rows, { updateOnDuplicate: [columns] })', traits: ['single-row', 'runs-hooks'] } },
        ...rows('update increment decrement', { call: { effect: 'db-write', bulk: 'update(values, { where: { id: ids } })', bulkEach: UPSERT } }),
        ...rows('destroy restore', { call: { effect: 'db-write', bulk: 'destroy({ where: { id: ids } })' } }),
        truncate: { call: { effect: 'db-write', traits: ['takes-list'] } },
        ...rows('scope unscoped schema', { call: modelClass }),
        build: { call: { returns: 'Instance', traits: ['composes'] } },
        bulkBuild: { call: { returns: 'Instances', traits: ['composes'] } },
        ...rows('hasMany hasOne belongsTo belongsToMany', { call: { traits: ['relation'] } }),
        ...rows('init getTableName getAttributes addHook addScope', { call: {} }),
      },
    },
    Instances: { element: 'Instance' },
    Instance: {
      members: {
        save: { call: { effect: 'db-write', bulk: 'bulkCreate(rows, { updateOnDuplicate: [columns] })', traits: ['single-row', 'runs-hooks'] } },
        ...rows(`
          update increment decrement
        `, { call: { effect: 'db-write', bulk: 'update(values, { where: { id: ids } })', bulkEach: UPSERT, traits: ['single-row', 'runs-hooks'] } }),
        ...rows('destroy restore', { call: { effect: 'db-write', bulk: 'destroy({ where: { id: ids } })', traits: ['single-row', 'runs-hooks'] } }),
        reload: { call: { effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] } },
        $get: { call: { returns: 'Instances', effect: 'lazy-load', bulk: INCLUDE } },
        ...rows('$count $has', { call: { effect: 'lazy-load', bulk: INCLUDE } }),
        ...rows('$set $add $create $remove', { call: { effect: 'db-write', bulk: BULK_CREATE } }),
        // Look like association accessors, and touch memory only.
        ...rows('get getDataValue set setDataValue setAttributes changed previous toJSON equals validate isSoftDeleted', { call: {} }),
      },
      memberPatterns: [
        { pattern: '^get[A-Z]\\w*$', member: { call: related } },
        { pattern: '^(count|has)[A-Z]\\w*$', member: { call: { effect: 'lazy-load', bulk: INCLUDE } } },
        { pattern: '^(set|add|create|remove)[A-Z]\\w*$', member: { call: relatedWrite } },
      ],
    },
  },
  shapes: [
    {
      receiver: '(^|\\.)(models|db|database|Database|orm)\\.\\w+$|(^|\\.)models\\[[^\\]]+\\]$',
      method: '^(findByPk|findAll|findOne|findAndCountAll|findOrCreate|findCreateFind|bulkCreate|create|count|max|min|sum|update|destroy|upsert|increment|decrement|restore|scope|unscoped|build)$',
      type: 'ModelClass',
      confidence: 'likely',
    },
    {
      receiver: `${ENTITY_CLASS}|(^|\\.)\\w+Model$`,
      method: '^(findByPk|findAll|findOne|findAndCountAll|findOrCreate|findCreateFind|bulkCreate|create|count|max|min|sum|update|destroy|upsert|increment|decrement|restore|scope|unscoped|build)$',
      type: 'ModelClass',
      confidence: 'likely',
      wide: true,
    },
    { receiver: '(^|\\.)sequelize$', method: '^(query|transaction|model|define)$', type: 'Sequelize', confidence: 'likely' },
    { receiver: '(^|\\.)[a-z]\\w*$', method: '^\\$(get|count|has|set|add|create|remove)$', type: 'Instance', confidence: 'likely' },
    { receiver: '^[a-z]\\w*$', method: '^(save|destroy)$', type: 'Instance', confidence: 'named', wide: true },
  ],
});
