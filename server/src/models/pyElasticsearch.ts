/** Elasticsearch and OpenSearch from Python: the client pools connections; bulk and multi requests take many at once. */
import { defineLibrary } from './model';
import type { EffectMode } from '../engine/facts';
import type { Operation, TypeModel } from './model';
import { made, rows } from './rows';

const opens: Operation = { effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const BULK = 'helpers.bulk(client, actions)';

function client(mode: EffectMode, namespace: string): TypeModel {
  return {
    traits: ['pool'],
    members: {
      ...rows('search count search_template', { call: { effect: 'db-query', mode, bulk: 'msearch(searches=…)' } }),
      ...rows('get get_source exists', { call: { effect: 'db-query', mode, traits: ['single-row'], bulk: 'mget(ids=ids)' } }),
      ...rows('mget msearch', { call: { effect: 'db-query', mode, traits: ['takes-list'] } }),
      // Each page needs the mark of the one before it.
      scroll: { call: { effect: 'db-query', mode } },
      ...rows('index create update delete', { call: { effect: 'db-write', mode, traits: ['single-row'], bulk: BULK } }),
      bulk: { call: { effect: 'db-write', mode, traits: ['takes-list'] } },
      ...rows('update_by_query delete_by_query reindex', { call: { effect: 'db-write', mode } }),
      ...rows('indices cluster cat ingest nodes snapshot tasks', { type: namespace }),
      ...rows('ping info', { call: { effect: 'network', mode } }),
      ...rows('options close', { call: {} }),
    },
  };
}

export const pyElasticsearch = defineLibrary({
  id: 'pyElasticsearch',
  title: 'Elasticsearch',
  language: 'python',
  packages: ['elasticsearch', 'elasticsearch/client', 'elasticsearch/helpers', 'elasticsearch7', 'elasticsearch8', 'opensearchpy', 'opensearchpy/helpers', 'opensearch-py'],
  source: 'https://elasticsearch-py.readthedocs.io/en/stable/helpers.html',
  exports: {
    ...rows('Elasticsearch OpenSearch', made('Client', opens)),
    ...rows('AsyncElasticsearch AsyncOpenSearch', made('AsyncClient', opens)),
    helpers: { type: 'Helpers' },
    bulk: { call: { effect: 'db-write', mode: 'blocks', traits: ['takes-list'] } },
    async_bulk: { call: { effect: 'db-write', traits: ['takes-list'] } },
    ...rows('scan async_scan streaming_bulk parallel_bulk async_streaming_bulk', { call: { returns: 'Pages' } }),
  },
  types: {
    Client: client('blocks', 'Namespace'),
    AsyncClient: client('awaited', 'AsyncNamespace'),
    Namespace: { anyMember: { call: { effect: 'network', mode: 'blocks' } } },
    AsyncNamespace: { anyMember: { call: { effect: 'network' } } },
    Helpers: {
      members: {
        bulk: { call: { effect: 'db-write', mode: 'blocks', traits: ['takes-list'] } },
        async_bulk: { call: { effect: 'db-write', traits: ['takes-list'] } },
        ...rows('scan async_scan streaming_bulk parallel_bulk async_streaming_bulk', { call: { returns: 'Pages' } }),
      },
    },
    Pages: { traits: ['cursor'] },
  },
});
