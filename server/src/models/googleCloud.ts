/** Google Cloud clients: each keeps a gRPC channel or a token cache of its own, so one per process is right. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

function client(returns: string): { readonly construct: Operation } {
  return { construct: { returns, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } };
}

const network = { call: { effect: 'network' } } as const;

export const googleCloud = defineLibrary({
  id: 'googleCloud',
  title: 'Google Cloud',
  language: 'ecmascript',
  packages: ['@google-cloud/*'],
  source: 'https://cloud.google.com/nodejs/docs/reference',
  exports: {
    Storage: client('Storage'),
    PubSub: client('PubSub'),
    BigQuery: client('BigQuery'),
    ...rows('Logging Translate', client('Other')),
    // Packages that export their clients by version: `v2.CloudTasksClient`.
    ...rows('v1 v1beta1 v2 v2beta3 v3', { type: 'Version' }),
  },
  memberPatterns: [{ pattern: '^\\w+Client$', member: client('Client') }],
  types: {
    Version: { memberPatterns: [{ pattern: '^\\w+Client$', member: client('Client') }] },
    /** A generated client: one method per remote procedure beside local helpers such as `queuePath`. */
    Client: {
      traits: ['client'],
      members: rows('getProjectId initialize close', { call: {} }),
      memberPatterns: [
        { pattern: 'Path$', member: { call: {} } },
        { pattern: 'Async$', member: { call: { returns: 'Pages' } } },
        { pattern: 'Stream$', member: { call: { returns: 'nodeStream#Readable' } } },
        {
          pattern: '^(get|list|create|update|delete|purge|pause|resume|run|access|add|annotate|detect|translate|synthesize|recognize|encrypt|decrypt|publish|search|set|cancel|predict|analyze|classify|asymmetric|generate|process|inspect|deidentify)([A-Z]\\w*)?$',
          member: network,
        },
      ],
    },
    Storage: { traits: ['client'], members: { bucket: { call: { returns: 'Bucket' } }, ...rows('createBucket getBuckets', network) } },
    Bucket: {
      traits: ['client'],
      members: {
        file: { call: { returns: 'File' } },
        ...rows('getFiles upload exists get getMetadata setMetadata create delete deleteFiles combine makePublic', network),
      },
    },
    File: {
      members: {
        download: { call: { effect: 'network', traits: ['whole-file'] } },
        ...rows('save delete exists get getMetadata setMetadata copy move rename makePublic makePrivate isPublic', network),
        ...rows('createReadStream createWriteStream', { call: { returns: 'nodeStream#Duplex' } }),
        ...rows('publicUrl getSignedUrl', { call: {} }),
      },
    },
    PubSub: {
      traits: ['client'],
      members: { topic: { call: { returns: 'Topic' } }, subscription: { call: { returns: 'Subscription' } }, ...rows('createTopic createSubscription', network) },
    },
    Topic: { members: { ...rows('publish publishMessage publishJSON exists get create delete', network), subscription: { call: { returns: 'Subscription' } } } },
    Subscription: {
      members: {
        on: { call: { when: { index: 0, matches: '^message$' }, entry: { kind: 'message', title: 'Pub/Sub message' }, orElse: {} } },
        ...rows('exists get create delete', network),
      },
    },
    BigQuery: { traits: ['client'], members: { query: { call: { effect: 'db-query' } }, createQueryJob: { call: { effect: 'db-query' } }, dataset: { call: { returns: 'Dataset' } } } },
    Dataset: { members: { table: { call: { returns: 'Table' } }, ...rows('exists get create delete', network) } },
    Table: { members: { insert: { call: { effect: 'db-write', bulk: 'insert([rows])' } }, ...rows('exists get create delete', network) } },
    Other: { traits: ['client'] },
    Pages: { traits: ['cursor'] },
  },
});
