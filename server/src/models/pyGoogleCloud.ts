/** Google Cloud: clients hold a channel or a session; local steps (`bucket`, `blob`) only name what later calls are about. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { made, rows } from './rows';

const opens: Operation = { effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const network = { call: { effect: 'network', mode: 'blocks' } } as const;
const ACTION = '^(access|add|analyze|annotate|batch|classify|create|delete|detect|enqueue|get|list|predict|publish|pull|recognize|run|search|send|set|submit|synthesize|translate|update|write)(_\\w+)?$';

export const pyGoogleCloud = defineLibrary({
  id: 'pyGoogleCloud',
  title: 'Google Cloud',
  language: 'python',
  packages: ['google/cloud', 'google/cloud/*'],
  source: 'https://cloud.google.com/python/docs/reference',
  exports: {
    storage: { type: 'StorageModule' },
    bigquery: { type: 'BigQueryModule' },
    ...rows(`
      pubsub pubsub_v1 secretmanager secretmanager_v1 tasks tasks_v2 vision vision_v1 speech texttospeech translate translate_v2 language_v1 kms logging monitoring_v3
    `, { type: 'ServiceModule' }),
  },
  memberPatterns: [{ pattern: '^\\w+(Service)?AsyncClient$', member: made('AsyncService', opens) }, { pattern: '^\\w+Client$', member: made('Service', opens) }],
  types: {
    ServiceModule: {
      memberPatterns: [{ pattern: 'AsyncClient$', member: made('AsyncService', opens) }, { pattern: 'Client$', member: made('Service', opens) }],
    },
    Service: {
      traits: ['client'],
      members: {
        // Batched and sent in the background.
        publish: { call: { returns: 'pyConcurrent#Future', effect: 'network', mode: 'started' } },
        subscribe: { call: { returns: 'pyConcurrent#Future', entry: { kind: 'message', title: 'Pub/Sub message' } } },
      },
      memberPatterns: [{ pattern: '_path$', member: { call: {} } }, { pattern: ACTION, member: network }],
    },
    AsyncService: {
      traits: ['client'],
      memberPatterns: [{ pattern: '_path$', member: { call: {} } }, { pattern: ACTION, member: { call: { effect: 'network' } } }],
    },
    StorageModule: { members: { Client: made('Storage', opens), Bucket: made('Bucket'), Blob: made('Blob') } },
    Storage: {
      traits: ['client'],
      members: {
        bucket: { call: { returns: 'Bucket' } },
        ...rows('get_bucket create_bucket lookup_bucket', { call: { ...network.call, returns: 'Bucket' } }),
        ...rows('list_blobs list_buckets', { call: { returns: 'Blobs', ...network.call } }),
      },
    },
    Bucket: {
      members: {
        blob: { call: { returns: 'Blob' } },
        get_blob: { call: { ...network.call, returns: 'Blob' } },
        list_blobs: { call: { returns: 'Blobs', ...network.call } },
        delete_blob: { call: { ...network.call, bulk: 'bucket.delete_blobs(blobs)' } },
        delete_blobs: { call: { ...network.call, traits: ['takes-list'] } },
        ...rows('exists reload create delete copy_blob rename_blob', network),
      },
    },
    Blobs: { traits: ['cursor'], element: 'Blob' },
    Blob: {
      members: {
        ...rows('download_as_bytes download_as_string download_as_text', { call: { ...network.call, traits: ['whole-file'] } }),
        ...rows('download_to_filename download_to_file upload_from_filename upload_from_file upload_from_string exists reload delete patch update make_public rewrite compose', network),
        open: { call: { returns: 'pyBuiltins#File', ...network.call, traits: ['small'] } },
        generate_signed_url: { call: {} },
        ...rows('name size content_type metadata public_url', {}),
      },
    },
    BigQueryModule: { members: { Client: made('BigQuery', opens), ...rows('QueryJobConfig LoadJobConfig SchemaField Table Dataset ScalarQueryParameter ArrayQueryParameter', { call: {} }) } },
    BigQuery: {
      traits: ['client'],
      members: {
        query: { call: { returns: 'Job', effect: 'db-query', mode: 'blocks' } },
        query_and_wait: { call: { effect: 'db-query', mode: 'blocks' } },
        ...rows('insert_rows insert_rows_json load_table_from_json load_table_from_dataframe', { call: { effect: 'db-write', mode: 'blocks', traits: ['takes-list'] } }),
        ...rows('get_table create_table delete_table get_dataset list_tables list_rows', network),
      },
    },
    Job: { members: { result: { call: { effect: 'network', mode: 'blocks', traits: ['small'] } }, to_dataframe: { call: { effect: 'network', mode: 'blocks' } }, done: { call: {} } } },
  },
});
