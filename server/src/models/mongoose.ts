/**
 * Mongoose, with Typegoose's way to make models. Queries are lazy and run when awaited or ended with `exec`. `create` runs
 * save hooks, which `insertMany` and `bulkWrite` skip; `bulkSave` runs those of `save`.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { ENTITY_CLASS } from './spellings';

const FIND_IN = 'find({ _id: { $in: ids } })';
const UPDATE_MANY = 'updateMany({ _id: { $in: ids } }, update)';
const DELETE_MANY = 'deleteMany({ _id: { $in: ids } })';
const POPULATE = 'find(…).populate(path)';

const connects: Operation = { returns: 'Connection', effect: 'opens-connection', traits: ['keep-alive'] };
const model: Operation = { returns: 'ModelClass', traits: ['composes'] };

const findMany: Operation = { returns: 'Documents', effect: 'db-query', bulk: FIND_IN };
const findList: Operation = { ...findMany, traits: ['takes-list'] };
const findOne: Operation = { returns: 'Document', effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] };
const count: Operation = { effect: 'db-query', bulk: 'aggregate([{ $match: … }, { $group: { _id: \'$key\', n: { $sum: 1 } } }])', traits: ['single-row'] };
const aggregate: Operation = { effect: 'db-query', bulk: 'aggregate([{ $match: { key: { $in: keys } } }, …])' };
const updateOne: Operation = { returns: 'Document', effect: 'db-write', bulk: 'bulkWrite(operations)', traits: ['single-row'] };
const updateMany: Operation = { effect: 'db-write', bulk: UPDATE_MANY, bulkEach: 'bulkWrite(operations)' };
const updateList: Operation = { ...updateMany, traits: ['takes-list'] };
const deleteOne: Operation = { effect: 'db-write', bulk: DELETE_MANY, traits: ['single-row'] };
const deleteMany: Operation = { effect: 'db-write', bulk: DELETE_MANY };
const deleteList: Operation = { ...deleteMany, traits: ['takes-list'] };
const inTransaction: Operation = { traits: ['transaction'], callback: { index: 0, parameters: ['mongodb#Session'] } };

function query(returns: string): Operation {
  return { returns, traits: ['composes'] };
}

function byList(list: string, other: string): Operation {
  return { when: { index: 0, lists: ['$in'] }, ...query(list), orElse: query(other) };
}

export const mongoose = defineLibrary({
  id: 'mongoose',
  title: 'Mongoose',
  language: 'ecmascript',
  packages: ['mongoose', '@typegoose/typegoose', '@nestjs/mongoose'],
  source: 'https://mongoosejs.com/docs/api/model.html',
  exports: {
    ...rows('model getModelForClass getDiscriminatorModelForClass', { call: model }),
    models: { type: 'Models' },
    connect: { call: { ...connects, returns: 'Mongoose' } },
    createConnection: { call: { ...connects, mode: 'started' } },
    connection: { type: 'Connection' },
    startSession: { call: { returns: 'mongodb#Session' } },
    Mongoose: { construct: { returns: 'Mongoose' } },
    // A model's interface names the class object, not one document.
    ...rows('Model ReturnModelType', { type: 'ModelClass', asType: 'ModelClass' }),
    ...rows('HydratedDocument Document DocumentType', { type: 'Document', asType: 'Document' }),
    Connection: { type: 'Connection' },
    ClientSession: { type: 'mongodb#Session' },
    ...rows('Schema Types SchemaTypes', { construct: {}, call: {} }),
  },
  types: {
    Mongoose: {
      members: {
        model: { call: model },
        models: { type: 'Models' },
        connect: { call: { ...connects, returns: 'Mongoose' } },
        createConnection: { call: { ...connects, mode: 'started' } },
        connection: { type: 'Connection' },
        startSession: { call: { returns: 'mongodb#Session' } },
      },
    },
    Models: { anyMember: { type: 'ModelClass' } },
    Connection: {
      traits: ['pool'],
      members: {
        model: { call: model },
        models: { type: 'Models' },
        collection: { call: { returns: 'mongodb#Collection', traits: ['composes'] } },
        db: { type: 'mongodb#Db' },
        startSession: { call: { returns: 'mongodb#Session' } },
        transaction: { call: inTransaction },
        ...rows('asPromise close on once useDb', { call: {} }),
      },
    },
    ModelClass: {
      traits: ['pool'],
      instance: 'Document',
      construct: { returns: 'Document', traits: ['composes'] },
      members: {
        find: {
          call: {
            // A receiver told by its shape may be a plain array: `Roles.find((role) => …)` is no query.
            when: { index: 0, is: 'function' },
            orElse: byList('FindList', 'FindMany'),
          },
        },
        ...rows('findOne findById', { call: query('FindOne') }),
        ...rows('countDocuments count estimatedDocumentCount exists', { call: query('Count') }),
        distinct: { call: query('Distinct') },
        where: { call: query('FindMany') },
        aggregate: { call: query('Aggregate') },
        ...rows('findByIdAndUpdate findOneAndUpdate findOneAndReplace updateOne replaceOne', { call: query('UpdateOne') }),
        ...rows('updateMany update', { call: byList('UpdateList', 'UpdateMany') }),
        ...rows('findByIdAndDelete findOneAndDelete findByIdAndRemove findOneAndRemove deleteOne', { call: query('DeleteOne') }),
        ...rows('deleteMany remove', { call: byList('DeleteList', 'DeleteMany') }),
        create: {
          call: {
            // A list is saved document by document, all at once.
            when: { index: 0, is: 'array' },
            returns: 'Documents',
            effect: 'db-write',
            bulk: 'insertMany(docs)',
            traits: ['takes-list', 'runs-hooks'],
            orElse: { returns: 'Document', effect: 'db-write', bulk: 'insertMany(docs)', traits: ['single-row', 'runs-hooks'] },
          },
        },
        insertOne: { call: { returns: 'Document', effect: 'db-write', bulk: 'insertMany(docs)', traits: ['single-row', 'runs-hooks'] } },
        insertMany: { call: { returns: 'Documents', effect: 'db-write', bulk: 'insertMany(docs)', traits: ['takes-list'] } },
        bulkWrite: { call: { effect: 'db-write', bulk: 'bulkWrite(operations)', traits: ['takes-list'] } },
        bulkSave: { call: { effect: 'db-write', bulk: 'bulkSave(docs)', traits: ['takes-list'] } },
        populate: { call: { returns: 'Documents', effect: 'db-query', bulk: 'populate(docs, path)', traits: ['takes-list'] } },
        startSession: { call: { returns: 'mongodb#Session' } },
        collection: { type: 'mongodb#Collection' },
        db: { type: 'Connection' },
        discriminator: { call: model },
        hydrate: { call: { returns: 'Document', traits: ['composes'] } },
        ...rows('watch init createIndexes ensureIndexes syncIndexes castObject validate translateAliases', { call: {} }),
      },
    },
    FindMany: {
      awaited: findMany,
      members: {
        exec: { call: findMany },
        ...rows('findOne', { call: query('FindOne') }),
        ...rows('countDocuments count', { call: query('Count') }),
        distinct: { call: query('Distinct') },
        cursor: { call: { returns: 'Cursor', traits: ['composes'] } },
        ...rows('getFilter getQuery getOptions getPopulatedPaths clone', { call: {} }),
      },
      anyMember: { call: query('FindMany') },
    },
    FindList: { awaited: findList, members: { exec: { call: findList } }, anyMember: { call: query('FindList') } },
    FindOne: { awaited: findOne, members: { exec: { call: findOne } }, anyMember: { call: query('FindOne') } },
    Count: { awaited: count, members: { exec: { call: count } }, anyMember: { call: query('Count') } },
    Distinct: { awaited: findMany, members: { exec: { call: findMany } }, anyMember: { call: query('Distinct') } },
    Aggregate: {
      awaited: aggregate,
      members: { exec: { call: aggregate }, cursor: { call: { returns: 'Cursor', traits: ['composes'] } } },
      anyMember: { call: query('Aggregate') },
    },
    UpdateOne: { awaited: updateOne, members: { exec: { call: updateOne } }, anyMember: { call: query('UpdateOne') } },
    UpdateMany: { awaited: updateMany, members: { exec: { call: updateMany } }, anyMember: { call: query('UpdateMany') } },
    UpdateList: { awaited: updateList, members: { exec: { call: updateList } }, anyMember: { call: query('UpdateList') } },
    DeleteOne: { awaited: deleteOne, members: { exec: { call: deleteOne } }, anyMember: { call: query('DeleteOne') } },
    DeleteMany: { awaited: deleteMany, members: { exec: { call: deleteMany } }, anyMember: { call: query('DeleteMany') } },
    DeleteList: { awaited: deleteList, members: { exec: { call: deleteList } }, anyMember: { call: query('DeleteList') } },
    Cursor: {
      traits: ['cursor'],
      members: { next: { call: { returns: 'Document', traits: ['small'] } }, ...rows('eachAsync close on', { call: {} }) },
      element: 'Document',
    },
    Documents: { element: 'Document' },
    Document: {
      members: {
        save: { call: { returns: 'Document', effect: 'db-write', bulk: 'bulkSave(docs)', traits: ['single-row'] } },
        populate: { call: { returns: 'Document', effect: 'lazy-load', bulk: POPULATE } },
        execPopulate: { call: { returns: 'Document', effect: 'lazy-load', bulk: POPULATE } },
        ...rows('updateOne replaceOne', { call: { ...updateOne, traits: ['single-row', 'runs-hooks'] } }),
        ...rows('deleteOne remove', { call: { ...deleteOne, traits: ['single-row', 'runs-hooks'] } }),
        ...rows('get set toObject toJSON markModified isModified validate depopulate equals populated overwrite', { call: {} }),
      },
    },
  },
  shapes: [
    {
      receiver: `${ENTITY_CLASS}|(^|\\.)#?_?(\\w+Model|models\\.\\w+|model)$`,
      method: '^(find|findOne|findById|exists|count|countDocuments|estimatedDocumentCount|distinct|aggregate|create|insertMany|insertOne|bulkWrite|bulkSave|(find(ById|One)And(Update|Replace|Delete|Remove))|update(One|Many)|replaceOne|delete(One|Many)|populate)$',
      type: 'ModelClass',
      confidence: 'likely',
      wide: true,
    },
    {
      receiver: '(^|\\.)[a-z]\\w*$',
      method: '^(findById|findByIdAnd(Update|Delete|Remove)|findOneAnd(Update|Replace|Delete)|countDocuments|estimatedDocumentCount|insertMany|bulkWrite|bulkSave)$',
      type: 'ModelClass',
      confidence: 'likely',
      wide: true,
    },
    {
      receiver: '(^|\\.)#?_?\\w*[rR]epository$',
      method: '^(find|findOne|findById|count|countDocuments|distinct|aggregate|insertMany|insertOne|bulkWrite|(find(ById|One)And(Update|Replace|Delete|Remove))|update(One|Many)|delete(One|Many))$',
      type: 'ModelClass',
      confidence: 'likely',
    },
    { receiver: '(^|\\.)mongoose$', method: '^(connect|createConnection|model|startSession)$', type: 'Mongoose', confidence: 'likely' },
    { receiver: '(^|\\.)session$', method: '^withTransaction$', type: 'mongodb#Session', confidence: 'likely' },
    { receiver: '^[a-z]\\w*$', method: '^(save|populate)$', type: 'Document', confidence: 'named', wide: true },
  ],
});
