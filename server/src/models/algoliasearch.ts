/** Algolia: indexing is one round trip per call, whole lists with the plural names. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const algoliasearch = defineLibrary({
  id: 'algoliasearch',
  title: 'Algolia',
  language: 'ecmascript',
  packages: ['algoliasearch'],
  source: 'https://www.algolia.com/doc/libraries/javascript/',
  exports: rows('default algoliasearch', { call: { returns: 'SearchClient' } }),
  types: {
    SearchClient: {
      traits: ['client'],
      members: {
        initIndex: { call: { returns: 'SearchIndex' } },
        ...rows('saveObject addOrUpdateObject', { call: { effect: 'network', bulk: 'saveObjects({ indexName, objects })' } }),
        partialUpdateObject: { call: { effect: 'network', bulk: 'partialUpdateObjects({ indexName, objects })' } },
        deleteObject: { call: { effect: 'network', bulk: 'deleteObjects({ indexName, objectIDs })' } },
        getObject: { call: { effect: 'network', bulk: 'getObjects({ requests })' } },
        ...rows('saveObjects partialUpdateObjects deleteObjects getObjects search', { call: { effect: 'network', traits: ['takes-list'] } }),
        searchSingleIndex: { call: { effect: 'network', bulk: 'search({ requests })' } },
      },
    },
    SearchIndex: {
      members: {
        saveObject: { call: { effect: 'network', bulk: 'saveObjects(objects)' } },
        partialUpdateObject: { call: { effect: 'network', bulk: 'partialUpdateObjects(objects)' } },
        deleteObject: { call: { effect: 'network', bulk: 'deleteObjects(objectIDs)' } },
        getObject: { call: { effect: 'network', bulk: 'getObjects(objectIDs)' } },
        search: { call: { effect: 'network' } },
        ...rows('saveObjects partialUpdateObjects deleteObjects getObjects', { call: { effect: 'network', traits: ['takes-list'] } }),
      },
    },
  },
});
