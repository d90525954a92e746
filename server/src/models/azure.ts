/** Azure: Cosmos, Service Bus and Event Hubs clients hold connections; storage clients share the process's. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

function client(returns: string): { readonly construct: Operation } {
  return { construct: { returns, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } };
}

const network = { call: { effect: 'network' } } as const;
const containers = { getContainerClient: { call: { returns: 'ContainerClient' } } } as const;
const blobs = rows('getBlobClient getBlockBlobClient getAppendBlobClient getPageBlobClient', { call: { returns: 'BlobClient' } });

export const azure = defineLibrary({
  id: 'azure',
  title: 'Azure SDK',
  language: 'ecmascript',
  packages: ['@azure/cosmos', '@azure/service-bus', '@azure/event-hubs', '@azure/storage-blob'],
  source: 'https://learn.microsoft.com/azure/cosmos-db/nosql/best-practice-javascript',
  exports: {
    CosmosClient: client('CosmosClient'),
    ServiceBusClient: client('ServiceBusClient'),
    EventHubProducerClient: client('EventHubProducerClient'),
    BlobServiceClient: { type: 'BlobServiceConstructor', construct: { returns: 'BlobServiceClient' } },
    ContainerClient: { construct: { returns: 'ContainerClient' } },
    ...rows('BlobClient BlockBlobClient', { construct: { returns: 'BlobClient' } }),
  },
  types: {
    CosmosClient: { traits: ['client'], members: { database: { call: { returns: 'Database' } } } },
    Database: { members: { container: { call: { returns: 'Container' } } } },
    Container: { members: { items: { type: 'Items' }, item: { call: { returns: 'Item' } } } },
    Items: {
      members: {
        ...rows('query readAll', { call: { returns: 'QueryIterator' } }),
        ...rows('create upsert', { call: { effect: 'db-write', bulk: 'items.executeBulkOperations(operations)' } }),
        ...rows('bulk batch executeBulkOperations', { call: { effect: 'db-write', traits: ['takes-list'] } }),
      },
    },
    QueryIterator: { traits: ['cursor'], members: { fetchAll: { call: { effect: 'db-query' } }, fetchNext: { call: { effect: 'db-query' } } } },
    Item: {
      members: {
        read: { call: { effect: 'db-query', traits: ['single-row'], bulk: 'items.query(\'… WHERE ARRAY_CONTAINS(@ids, c.id)\')' } },
        ...rows('replace patch delete', { call: { effect: 'db-write', traits: ['single-row'], bulk: 'items.executeBulkOperations(operations)' } }),
      },
    },
    ServiceBusClient: { traits: ['client'], members: { createSender: { call: { returns: 'Sender' } }, createReceiver: { call: { returns: 'Receiver' } } } },
    Sender: {
      members: {
        ...rows('sendMessages scheduleMessages', {
          call: { when: { index: 0, is: 'array' }, effect: 'network', traits: ['takes-list'], orElse: { effect: 'network', bulk: 'sendMessages([messages])' } },
        }),
      },
    },
    Receiver: { members: { subscribe: { call: { entry: { kind: 'message', title: 'Service Bus message', properties: ['processMessage'] } } }, receiveMessages: network } },
    EventHubProducerClient: { traits: ['client'], members: { ...rows('sendBatch createBatch', network) } },
    BlobServiceConstructor: {
      members: { fromConnectionString: { call: { returns: 'BlobServiceClient' } } },
      construct: { returns: 'BlobServiceClient' },
      instance: 'BlobServiceClient',
    },
    BlobServiceClient: { traits: ['client'], members: containers },
    ContainerClient: { traits: ['client'], members: { ...blobs, ...rows('create createIfNotExists delete exists deleteBlob uploadBlockBlob', network), listBlobsFlat: { call: { returns: 'Pages' } } } },
    BlobClient: {
      members: {
        downloadToBuffer: { call: { effect: 'network', traits: ['whole-file'] } },
        ...rows('download downloadToFile upload uploadData uploadFile uploadStream delete deleteIfExists exists getProperties setMetadata', network),
        ...rows('generateSasUrl', { call: {} }),
      },
    },
    Pages: { traits: ['cursor'] },
  },
});
