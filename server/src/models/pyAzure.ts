/** Azure's clients: each service has clients whose methods are one round trip, over connections a client keeps. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

const opens: Operation = { effect: 'opens-connection', mode: 'started', traits: ['keep-alive', 'opens-on-use'] };

const network: Member = { call: { effect: 'network', mode: 'blocks' } };

export const pyAzure = defineLibrary({
  id: 'pyAzure',
  title: 'Azure',
  language: 'python',
  packages: ['azure/storage/blob', 'azure/keyvault/secrets', 'azure/keyvault/keys', 'azure/keyvault/certificates'],
  source: 'https://learn.microsoft.com/en-us/python/api/azure-storage-blob/azure.storage.blob',
  exports: {
    BlobServiceClient: made('BlobService', opens),
    ContainerClient: made('Container', opens),
    BlobClient: made('Blob', opens),
    ...rows('SecretClient KeyClient CertificateClient', made('Secrets', opens)),
  },
  types: {
    BlobService: {
      traits: ['client'],
      members: {
        get_container_client: { call: { returns: 'Container' } },
        get_blob_client: { call: { returns: 'Blob' } },
        ...rows('create_container delete_container get_account_information', network),
        list_containers: { call: { returns: 'Pages' } },
      },
    },
    Container: {
      traits: ['client'],
      members: {
        get_blob_client: { call: { returns: 'Blob' } },
        delete_blob: { call: { effect: 'network', mode: 'blocks', bulk: 'delete_blobs(*blobs)' } },
        delete_blobs: { call: { effect: 'network', mode: 'blocks', traits: ['takes-list'] } },
        ...rows('upload_blob download_blob exists create_container delete_container get_container_properties', network),
        ...rows('list_blobs walk_blobs list_blob_names', { call: { returns: 'Pages' } }),
      },
    },
    Blob: { traits: ['client'], members: rows('upload_blob download_blob delete_blob exists get_blob_properties set_blob_metadata start_copy_from_url stage_block commit_block_list', network) },
    /** Each page needs the mark of the one before it. */
    Pages: { traits: ['cursor'], members: rows('by_page', { call: { returns: 'Pages' } }) },
    Secrets: { traits: ['client'], members: rows('get_secret set_secret begin_delete_secret get_key get_certificate', network) },
  },
});
