/** PyMongo and Motor: the same methods, blocking or awaited. `find` gives a cursor, which asks the server when gone through. */
import { defineLibrary } from './model';
import type { EffectMode } from '../engine/facts';
import type { Member, Operation, TypeModel } from './model';
import { rows } from './rows';

const FIND_IN = 'find({\'_id\': {\'$in\': ids}})';
const BULK_WRITE = 'bulk_write(operations)';

function opens(returns: string, mode: EffectMode): Operation {
  return { returns, effect: 'opens-connection', mode, traits: ['keep-alive'] };
}

/** `suffix` tells the awaited types apart: `CollectionAsync`. */
function collection(mode: EffectMode, suffix: string): Record<string, Member> {
  const query = (traits: readonly string[] = []): Operation => ({ effect: 'db-query', mode, bulk: FIND_IN, traits });
  const write = (bulk: string, traits: readonly string[]): Operation => ({ effect: 'db-write', mode, bulk, traits });
  return {
    find_one: { call: { ...query(['single-row']), returns: 'Document' } },
    ...rows('find find_raw_batches', { call: { returns: `Cursor${suffix}`, traits: ['composes'] } }),
    // The server is asked at once; the cursor only fetches further batches. Motor gives the cursor and asks later.
    ...rows('aggregate aggregate_raw_batches', { call: { effect: 'db-query', mode, bulk: 'aggregate([{\'$match\': {key: {\'$in\': keys}}}, {\'$group\': …}])', returns: `CommandCursor${suffix}` } }),
    count_documents: { call: { effect: 'db-query', mode, bulk: 'aggregate([{\'$group\': {\'_id\': \'$key\', \'n\': {\'$sum\': 1}}}])', traits: ['single-row', 'counts'] } },
    ...rows('estimated_document_count', { call: { ...query(['single-row', 'counts']) } }),
    distinct: { call: query() },
    insert_one: { call: write('insert_many(docs)', ['single-row']) },
    insert_many: { call: write('insert_many(docs)', ['takes-list']) },
    ...rows('update_one replace_one', { call: write(BULK_WRITE, ['single-row']) }),
    update_many: { call: write(`update_many({'_id': {'$in': ids}}, …) or ${BULK_WRITE}`, []) },
    ...rows('find_one_and_update find_one_and_replace find_one_and_delete', { call: { ...write(BULK_WRITE, ['single-row']), returns: 'Document' } }),
    delete_one: { call: write('delete_many({\'_id\': {\'$in\': ids}})', ['single-row']) },
    delete_many: { call: write('delete_many({\'_id\': {\'$in\': ids}})', []) },
    bulk_write: { call: write(BULK_WRITE, ['takes-list']) },
    ...rows('watch', { call: { returns: 'ChangeStream', traits: ['waits'] } }),
    with_options: { call: { returns: `Collection${suffix}` } },
    ...rows('create_index create_indexes drop_index drop_indexes list_indexes index_information drop rename options', { call: {} }),
    ...rows('name full_name database', {}),
  };
}

function types(mode: EffectMode, suffix: string): Record<string, TypeModel> {
  const query: Operation = { effect: 'db-query', mode, bulk: FIND_IN };
  const step: Operation = { returns: `Cursor${suffix}`, traits: ['composes'] };
  return {
    [`Client${suffix}`]: {
      traits: ['pool'],
      element: `Database${suffix}`,
      members: {
        ...rows('get_database get_default_database', { call: { returns: `Database${suffix}` } }),
        start_session: { call: { returns: `ClientSession${suffix}` } },
        admin: { type: `Database${suffix}` },
        ...rows('close server_info list_database_names list_databases drop_database get_io_loop aconnect watch bulk_write', { call: {} }),
      },
      anyMember: { type: `Database${suffix}` },
    },
    [`Database${suffix}`]: {
      traits: ['pool'],
      element: `Collection${suffix}`,
      members: {
        get_collection: { call: { returns: `Collection${suffix}` } },
        command: { call: { effect: 'db-query', mode, bulk: FIND_IN } },
        ...rows('create_collection drop_collection list_collection_names list_collections with_options validate_collection watch aggregate', { call: {} }),
        ...rows('name client', {}),
      },
      anyMember: { type: `Collection${suffix}` },
    },
    [`Collection${suffix}`]: { traits: ['pool'], members: collection(mode, suffix), element: `Collection${suffix}` },
    [`Cursor${suffix}`]: {
      element: 'Document',
      iterated: query,
      members: {
        ...rows('to_list', { call: { ...query, returns: 'Documents', traits: ['all-rows'] } }),
        ...rows('next', { call: { ...query, traits: ['single-row'], returns: 'Document' } }),
        ...rows('count', { call: { ...query, traits: ['single-row', 'counts'] } }),
        distinct: { call: query },
        explain: { call: query },
        ...rows('close rewind', { call: {} }),
        ...rows('alive cursor_id fetch_next', {}),
      },
      anyMember: { call: step },
    },
    [`CommandCursor${suffix}`]: {
      element: 'Document',
      members: { to_list: { call: { returns: 'Documents', traits: ['all-rows'] } }, ...rows('next close try_next', { call: {} }) },
    },
    [`ClientSession${suffix}`]: {
      traits: ['session'],
      members: { ...rows('start_transaction with_transaction', { call: { traits: ['transaction'] } }), ...rows('commit_transaction abort_transaction end_session', { call: {} }) },
    },
  };
}

const client: Member = { type: 'Client', call: opens('Client', 'started') };
const clientAsync: Member = { type: 'ClientAsync', call: opens('ClientAsync', 'started') };

export const pyMongo = defineLibrary({
  id: 'pyMongo',
  title: 'MongoDB',
  language: 'python',
  packages: ['pymongo', 'pymongo/*', 'motor', 'motor/*', 'flask_pymongo', 'flask-pymongo'],
  source: 'https://pymongo.readthedocs.io/en/stable/api/pymongo/collection.html',
  exports: {
    MongoClient: client,
    Connection: client,
    ...rows('AsyncMongoClient AsyncIOMotorClient MotorClient', clientAsync),
    Database: { type: 'Database' },
    Collection: { type: 'Collection' },
    Cursor: { type: 'Cursor' },
    ...rows('AsyncDatabase AsyncIOMotorDatabase MotorDatabase', { type: 'DatabaseAsync' }),
    ...rows('AsyncCollection AsyncIOMotorCollection MotorCollection', { type: 'CollectionAsync' }),
    ...rows('AsyncCursor AsyncIOMotorCursor MotorCursor', { type: 'CursorAsync' }),
    ...rows('AsyncClientSession AsyncIOMotorClientSession', { type: 'ClientSessionAsync' }),
    ClientSession: { type: 'ClientSession' },
    ...rows('motor_asyncio motor_tornado', { type: 'MotorModule' }),
    ...rows('collection database cursor client_session', { type: 'PymongoModule' }),
    PyMongo: { type: 'Flask', call: { returns: 'Flask' } },
    ...rows('InsertOne UpdateOne UpdateMany ReplaceOne DeleteOne DeleteMany IndexModel', { call: { traits: ['composes'] } }),
  },
  types: {
    MotorModule: {
      members: {
        ...rows('AsyncIOMotorClient MotorClient', clientAsync),
        ...rows('AsyncIOMotorDatabase MotorDatabase', { type: 'DatabaseAsync' }),
        ...rows('AsyncIOMotorCollection MotorCollection', { type: 'CollectionAsync' }),
      },
    },
    /** `pymongo.collection.Collection` in annotations. */
    PymongoModule: { members: { Collection: { type: 'Collection' }, Database: { type: 'Database' }, Cursor: { type: 'Cursor' }, ClientSession: { type: 'ClientSession' } } },
    Flask: { traits: ['open'], members: { cx: { type: 'Client' }, db: { type: 'Database' }, init_app: { call: {} } } },
    ...types('blocks', ''),
    ...types('awaited', 'Async'),
    Documents: { element: 'Document' },
    Document: { members: { ...rows('get items keys values', { call: {} }) } },
    ChangeStream: { traits: ['stream'] },
  },
  shapes: [
    {
      // The names say it whatever the receiver is called.
      receiver: '(^|[.\\])])\\w*[\\])]?$',
      method: '^(find_one|insert_one|insert_many|update_one|update_many|replace_one|delete_one|delete_many|count_documents|find_one_and_(update|replace|delete)|estimated_document_count)$',
      type: 'Collection',
      confidence: 'likely',
      wide: true,
    },
    { receiver: '(^|\\.)_?(db|mongo|mongodb|database|mongo\\.db)(\\.\\w+|\\[[^\\]]*\\])$|(^|\\.)\\w*([cC]ollection|_coll)$', method: '^(find|aggregate|distinct|bulk_write)$', type: 'Collection', confidence: 'likely', wide: true },
  ],
});
