/** google-api-python-client: resources and methods only describe a request, `execute` sends it. Its transport takes one request at a time. */
import { defineLibrary } from './model';
import { rows } from './rows';

const network = { effect: 'network', mode: 'blocks' } as const;
const build = { call: { returns: 'Step' } } as const;

export const pyGoogleApi = defineLibrary({
  id: 'pyGoogleApi',
  title: 'Google API client',
  language: 'python',
  packages: ['googleapiclient', 'googleapiclient/discovery', 'googleapiclient/http', 'apiclient', 'apiclient/discovery', 'apiclient/http', 'google-api-python-client'],
  source: 'https://googleapis.github.io/google-api-python-client/docs/batch.html',
  exports: {
    discovery: { type: 'DiscoveryModule' },
    // The description of an API comes with the library.
    ...rows('build build_from_document', build),
    BatchHttpRequest: { call: { returns: 'Batch' } },
    MediaIoBaseDownload: { call: { returns: 'Transfer' } },
    ...rows('MediaFileUpload MediaIoBaseUpload MediaInMemoryUpload', { call: { returns: 'pyBuiltins#Plain' } }),
  },
  types: {
    DiscoveryModule: { members: rows('build build_from_document', build) },
    /** A service, a resource of it, or a request: `service.files().get(fileId=…)`. */
    Step: {
      members: {
        execute: { call: { ...network, bulk: 'new_batch_http_request()' } },
        next_chunk: { call: network },
        new_batch_http_request: { call: { returns: 'Batch' } },
        ...rows('close to_json add_response_callback', { call: {} }),
      },
      anyMember: { call: { returns: 'Step' } },
    },
    Batch: { members: { add: { call: {} }, execute: { call: { ...network, traits: ['takes-list'] } } } },
    /** One piece after the other. */
    Transfer: { traits: ['stream'], members: { next_chunk: { call: network } } },
  },
});
