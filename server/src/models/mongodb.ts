/** The MongoDB driver. Collections may be asked side by side; a cursor fetches in batches, so `next` is no round trip each. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const FIND_IN = 'find({ _id: { $in: ids } }).toArray()';
const BULK_WRITE = 'bulkWrite(operations)';

const client: Operation = { returns: 'Client', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const findOne: Operation = { effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] };
const count: Operation = { effect: 'db-query', bulk: 'aggregate([{ $match: … }, { $group: { _id: \'$key\', n: { $sum: 1 } } }])', traits: ['single-row'] };
const inTransaction: Operation = { traits: ['transaction'], callback: { index: 0, parameters: ['Session'] } };
const many: Operation = { effect: 'db-query', bulk: FIND_IN };
const manyOfList: Operation = { ...many, traits: ['takes-list'] };

function write(bulk: string): Operation {
  return { when: { index: 0, lists: ['$in'] }, effect: 'db-write', bulk, traits: ['takes-list'], orElse: { effect: 'db-write', bulk } };
}

export const mongodb = defineLibrary({
  id: 'mongodb',
  title: 'MongoDB',
  language: 'ecmascript',
  packages: ['mongodb', 'mongodb/*'],
  source: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/Collection.html',
  exports: {
    MongoClient: { type: 'ClientClass', construct: client },
    Collection: { type: 'Collection' },
    Db: { type: 'Db' },
    ClientSession: { type: 'Session' },
    ...rows('FindCursor AggregationCursor AbstractCursor', { type: 'Cursor' }),
    ObjectId: { construct: {}, call: {} },
  },
  types: {
    ClientClass: { members: { connect: { call: { ...client, mode: 'awaited' } } } },
    Client: {
      traits: ['pool'],
      members: {
        // Connecting again is no work: the constructor is what makes the pool.
        connect: { call: { returns: 'Client' } },
        db: { call: { returns: 'Db', traits: ['composes'] } },
        startSession: { call: { returns: 'Session' } },
        withSession: { call: { callback: { index: 0, parameters: ['Session'] } } },
        bulkWrite: { call: { effect: 'db-write', bulk: BULK_WRITE, traits: ['takes-list'] } },
        close: { call: {} },
      },
    },
    Session: {
      traits: ['session'],
      members: {
        withTransaction: { call: inTransaction },
        ...rows('startTransaction commitTransaction abortTransaction endSession', { call: {} }),
      },
    },
    Db: {
      traits: ['pool'],
      members: {
        collection: { call: { returns: 'Collection', traits: ['composes'] } },
        command: { call: { effect: 'db-query', bulk: FIND_IN } },
        aggregate: { call: { returns: 'Cursor', traits: ['composes'] } },
        ...rows('createCollection listCollections collections createIndex dropCollection admin stats', { call: {} }),
      },
    },
    Collection: {
      traits: ['pool'],
      members: {
        find: {
          call: {
            when: { index: 0, lists: ['$in'] },
            returns: 'ListCursor',
            traits: ['composes'],
            orElse: { returns: 'Cursor', traits: ['composes'] },
          },
        },
        aggregate: { call: { returns: 'Cursor', traits: ['composes'] } },
        findOne: { call: findOne },
        ...rows('countDocuments count estimatedDocumentCount', { call: count }),
        distinct: { call: many },
        insertOne: { call: { effect: 'db-write', bulk: 'insertMany(docs)', traits: ['single-row'] } },
        insertMany: { call: { effect: 'db-write', bulk: 'insertMany(docs)', traits: ['takes-list'] } },
        bulkWrite: { call: { effect: 'db-write', bulk: BULK_WRITE, traits: ['takes-list'] } },
        ...rows('updateOne replaceOne', { call: { effect: 'db-write', bulk: BULK_WRITE, traits: ['single-row'] } }),
        updateMany: { call: write('updateMany({ _id: { $in: ids } }, update)') },
        deleteOne: { call: { effect: 'db-write', bulk: 'deleteMany({ _id: { $in: ids } })', traits: ['single-row'] } },
        deleteMany: { call: write('deleteMany({ _id: { $in: ids } })') },
        ...rows('findOneAndUpdate findOneAndReplace findOneAndDelete', { call: { effect: 'db-write', bulk: BULK_WRITE, traits: ['single-row'] } }),
        ...rows('initializeOrderedBulkOp initializeUnorderedBulkOp', { call: { returns: 'Bulk', traits: ['composes'] } }),
        ...rows('watch createIndex createIndexes dropIndex drop indexes listIndexes', { call: {} }),
      },
    },
    Bulk: {
      members: { execute: { call: { effect: 'db-write', bulk: BULK_WRITE, traits: ['takes-list'] } } },
      anyMember: { call: { returns: 'Bulk', traits: ['composes'] } },
    },
    Cursor: {
      traits: ['cursor'],
      members: {
        ...rows('toArray explain', { call: many }),
        count: { call: count },
        forEach: { call: many },
        ...rows('next tryNext hasNext', { call: { traits: ['small'] } }),
        ...rows('close rewind bufferedCount readBufferedDocuments stream', { call: {} }),
      },
      anyMember: { call: { returns: 'Cursor', traits: ['composes'] } },
    },
    ListCursor: {
      extends: 'Cursor',
      members: { ...rows('toArray forEach', { call: manyOfList }) },
      anyMember: { call: { returns: 'ListCursor', traits: ['composes'] } },
    },
  },
  shapes: [
    {
      receiver: '\\b[cC]ollection(<[^>]*>)?\\([^()]*\\)$|(^|\\.)#?_?(collections?\\.\\w+|\\w*[cC]ollection)$',
      method: '^(find|findOne|aggregate|countDocuments|estimatedDocumentCount|distinct|insertOne|insertMany|bulkWrite|updateOne|updateMany|replaceOne|deleteOne|deleteMany|findOneAnd\\w+|initialize\\w+BulkOp)$',
      type: 'Collection',
      confidence: 'likely',
    },
    {
      receiver: '(^|\\.)[a-zA-Z]\\w*$',
      method: '^(findOneAnd(Update|Replace|Delete)|insertOne|bulkWrite|updateOne|replaceOne|deleteOne|countDocuments|estimatedDocumentCount)$',
      type: 'Collection',
      confidence: 'likely',
      wide: true,
    },
    { receiver: '(^|\\.)(db|database|mongo\\w*)$', method: '^collection$', type: 'Db', confidence: 'likely' },
    { receiver: '(^|\\.)session$', method: '^withTransaction$', type: 'Session', confidence: 'likely' },
  ],
});
