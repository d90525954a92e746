/**
 * django-storages: Django's file storages on object stores, each method one round trip or more. Django's own storages and
 * `default_storage` are left out: what is behind them is a setting, and by default a disk.
 */
import { defineLibrary } from './model';
import type { Member, TypeModel } from './model';
import { made, rows } from './rows';

const network: Member = { call: { effect: 'network', mode: 'blocks' } };

function storage(remove: string): TypeModel {
  return {
    traits: ['client', 'open'],
    members: {
      delete: { call: { effect: 'network', mode: 'blocks', bulk: remove } },
      ...rows('exists size save listdir open get_modified_time get_created_time get_accessed_time', network),
      // Names are made here; addresses are signed here.
      ...rows('url path get_valid_name generate_filename get_object_parameters', { call: {} }),
    },
  };
}

export const pyDjangoStorages = defineLibrary({
  id: 'pyDjangoStorages',
  title: 'django-storages',
  language: 'python',
  packages: ['storages/backends/*', 'django-storages'],
  source: 'https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html',
  exports: {
    ...rows('S3Boto3Storage S3Storage S3StaticStorage S3ManifestStaticStorage S3BotoStorage', made('S3Storage')),
    ...rows('GoogleCloudStorage AzureStorage DropBoxStorage DropboxStorage LibCloudStorage ApacheLibcloudStorage', made('Storage')),
    // One connection, one command at a time.
    ...rows('SFTPStorage FTPStorage', made('ConnectedStorage')),
  },
  types: {
    Storage: storage(''),
    S3Storage: storage('bucket.delete_objects(Delete={"Objects": …})'),
    ConnectedStorage: { ...storage(''), traits: ['connection', 'open'] },
  },
});
