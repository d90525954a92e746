/** Firestore on the server: references are built locally, `get` and the writes are one round trip each. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const batch = 'batch(), one commit() for up to 500 writes';

const queryMembers: Readonly<Record<string, Member>> = {
  ...rows(`
    where orderBy limit limitToLast offset select startAt startAfter endAt endBefore withConverter
  `, { call: { returns: 'Query', traits: ['composes'] } }),
  count: { call: { returns: 'Query', traits: ['composes'] } },
  get: { call: { effect: 'db-query', bulk: 'where(field, \'in\', ids).get()' } },
  onSnapshot: { call: {} },
  stream: { call: { returns: 'nodeStream#Readable' } },
};

export const firestore = defineLibrary({
  id: 'firestore',
  title: 'Firestore',
  language: 'ecmascript',
  packages: ['@google-cloud/firestore', 'firebase-admin/firestore', 'firebase-admin'],
  source: 'https://googleapis.dev/nodejs/firestore/latest/Firestore.html',
  exports: {
    Firestore: { construct: { returns: 'Firestore', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    ...rows('getFirestore firestore initializeFirestore', { call: { returns: 'Firestore' } }),
    auth: { call: { returns: 'Auth' } },
    messaging: { call: { returns: 'Messaging' } },
    FieldValue: {},
  },
  types: {
    Firestore: {
      traits: ['pool'],
      members: {
        ...rows('collection collectionGroup', { call: { returns: 'CollectionReference' } }),
        doc: { call: { returns: 'DocumentReference' } },
        getAll: { call: { effect: 'db-query', traits: ['takes-list'] } },
        batch: { call: { returns: 'WriteBatch' } },
        bulkWriter: { call: { returns: 'BulkWriter' } },
        runTransaction: { call: { traits: ['transaction'], callback: { index: 0, parameters: ['Transaction'] } } },
        recursiveDelete: { call: { effect: 'db-write' } },
        listCollections: { call: { effect: 'db-query' } },
      },
    },
    CollectionReference: {
      members: {
        ...queryMembers,
        doc: { call: { returns: 'DocumentReference' } },
        add: { call: { effect: 'db-write', bulk: batch } },
        listDocuments: { call: { effect: 'db-query' } },
      },
    },
    Query: { members: queryMembers },
    DocumentReference: {
      members: {
        collection: { call: { returns: 'CollectionReference' } },
        get: { call: { effect: 'db-query', traits: ['single-row'], bulk: 'getAll(...refs)' } },
        ...rows('set update delete create', { call: { effect: 'db-write', traits: ['single-row'], bulk: batch } }),
        listCollections: { call: { effect: 'db-query' } },
        onSnapshot: { call: {} },
      },
    },
    /** Writes are gathered and sent by `commit`. */
    WriteBatch: { members: { ...rows('set update delete create', { call: { traits: ['composes'] } }), commit: { call: { effect: 'db-write', traits: ['takes-list'] } } } },
    /** Gathers and sends writes by itself. */
    BulkWriter: {
      traits: ['loader'],
      members: { ...rows('set update delete create', { call: {} }), ...rows('flush close', { call: { effect: 'db-write', traits: ['takes-list'] } }) },
    },
    Transaction: {
      traits: ['transaction'],
      members: {
        get: { call: { effect: 'db-query', bulk: 'getAll(...refs)' } },
        getAll: { call: { effect: 'db-query', traits: ['takes-list'] } },
        ...rows('set update delete create', { call: { traits: ['composes'] } }),
      },
    },
    Auth: {
      traits: ['client'],
      members: {
        getUser: { call: { effect: 'network', bulk: 'getUsers([{ uid }])' } },
        getUserByEmail: { call: { effect: 'network', bulk: 'getUsers([{ email }])' } },
        deleteUser: { call: { effect: 'network', bulk: 'deleteUsers(uids)' } },
        ...rows('getUsers deleteUsers importUsers', { call: { effect: 'network', traits: ['takes-list'] } }),
        ...rows('createUser updateUser setCustomUserClaims listUsers', { call: { effect: 'network' } }),
        verifyIdToken: { call: { traits: ['guard'] } },
      },
    },
    Messaging: {
      traits: ['client'],
      members: {
        send: { call: { effect: 'network', bulk: 'sendEach(messages)' } },
        ...rows('sendEach sendEachForMulticast sendAll sendMulticast', { call: { effect: 'network', traits: ['takes-list'] } }),
      },
    },
  },
});
