/** urllib3: pool managers keep connections; the module's own `request` uses one that it shares. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const network = { call: { returns: 'pyUrllib#Response', effect: 'network', mode: 'blocks' } } as const;

export const pyUrllib3 = defineLibrary({
  id: 'pyUrllib3',
  title: 'urllib3',
  language: 'python',
  packages: ['urllib3', 'urllib3/*'],
  source: 'https://urllib3.readthedocs.io/en/stable/user-guide.html',
  exports: {
    request: network,
    ...rows('PoolManager ProxyManager HTTPConnectionPool HTTPSConnectionPool', made('Pool', { effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] })),
    ...rows('Retry Timeout disable_warnings make_headers', { call: {} }),
  },
  types: { Pool: { traits: ['client'], members: { ...rows('request urlopen request_encode_url request_encode_body', network), clear: { call: {} }, close: { call: {} } } } },
});
