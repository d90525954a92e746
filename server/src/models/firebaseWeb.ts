/** Firebase's web SDK for Firestore: functions instead of methods. */
import { defineLibrary } from './model';
import { rows } from './rows';

const batch = 'writeBatch(db), one commit() for up to 500 writes';

export const firebaseWeb = defineLibrary({
  id: 'firebaseWeb',
  title: 'Firestore (web)',
  language: 'ecmascript',
  packages: ['firebase/firestore', 'firebase/firestore/lite', '@firebase/firestore'],
  source: 'https://firebase.google.com/docs/reference/js/firestore_',
  exports: {
    getDoc: { call: { effect: 'db-query', traits: ['single-row'], bulk: 'getDocs(query(ref, where(documentId(), \'in\', ids)))' } },
    getDocs: { call: { effect: 'db-query' } },
    ...rows('getCountFromServer getAggregateFromServer', { call: { effect: 'db-query' } }),
    ...rows('setDoc updateDoc deleteDoc addDoc', { call: { effect: 'db-write', traits: ['single-row'], bulk: batch } }),
    writeBatch: { call: { returns: 'WriteBatch' } },
    ...rows('query where orderBy limit startAfter collection collectionGroup doc', { call: { traits: ['composes'] } }),
    runTransaction: { call: { traits: ['transaction'], callback: { index: 1, parameters: ['Transaction'] } } },
    onSnapshot: { call: {} },
  },
  types: {
    WriteBatch: { members: { ...rows('set update delete', { call: { traits: ['composes'] } }), commit: { call: { effect: 'db-write', traits: ['takes-list'] } } } },
    Transaction: {
      traits: ['transaction'],
      members: { get: { call: { effect: 'db-query' } }, ...rows('set update delete', { call: { traits: ['composes'] } }) },
    },
  },
});
