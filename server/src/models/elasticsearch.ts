/** Elasticsearch and OpenSearch: the client pools connections; bulk and multi requests take many at once. */
import { defineLibrary } from './model';
import { rows } from './rows';

const bulk = 'bulk({ operations })';

export const elasticsearch = defineLibrary({
  id: 'elasticsearch',
  title: 'Elasticsearch',
  language: 'ecmascript',
  packages: ['@elastic/elasticsearch', '@opensearch-project/opensearch'],
  source: 'https://www.elastic.co/guide/en/elasticsearch/client/javascript-api/current/api-reference.html',
  exports: { Client: { construct: { returns: 'Client', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } } },
  types: {
    Client: {
      traits: ['pool'],
      members: {
        ...rows('search count searchTemplate', { call: { effect: 'db-query', bulk: 'msearch({ searches })' } }),
        ...rows('get getSource exists', { call: { effect: 'db-query', traits: ['single-row'], bulk: 'mget({ ids })' } }),
        ...rows('mget msearch', { call: { effect: 'db-query', traits: ['takes-list'] } }),
        ...rows('scroll', { call: { effect: 'db-query' } }),
        ...rows('index create update delete', { call: { effect: 'db-write', traits: ['single-row'], bulk } }),
        bulk: { call: { effect: 'db-write', traits: ['takes-list'] } },
        ...rows('updateByQuery deleteByQuery reindex', { call: { effect: 'db-write' } }),
        helpers: { type: 'Helpers' },
        ...rows('indices cluster cat', { type: 'Namespace' }),
        ping: { call: { effect: 'network' } },
        close: { call: {} },
      },
    },
    Helpers: {
      members: {
        bulk: { call: { effect: 'db-write', traits: ['takes-list'] } },
        search: { call: { effect: 'db-query' } },
        ...rows('scrollSearch scrollDocuments', { call: { returns: 'Pages' } }),
      },
    },
    Namespace: { anyMember: { call: { effect: 'network' } } },
    Pages: { traits: ['cursor'] },
  },
});
