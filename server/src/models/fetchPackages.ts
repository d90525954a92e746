/** node-fetch, cross-fetch and their like: fetch under an import. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const fetchPackages = defineLibrary({
  id: 'fetchPackages',
  title: 'fetch',
  language: 'ecmascript',
  packages: ['node-fetch', 'node-fetch-native', 'cross-fetch', 'isomorphic-fetch', 'isomorphic-unfetch', 'undici-fetch', '@adobe/node-fetch-retry', 'fetch-retry'],
  source: 'https://github.com/node-fetch/node-fetch#api',
  exports: {
    ...rows('default fetch', { call: { returns: 'Response', effect: 'network' } }),
    Response: { construct: { returns: 'Response' } },
    Headers: { construct: { returns: 'globals#Collection' } },
  },
  types: {
    Response: {
      extends: 'globals#Response',
      members: { buffer: { call: { effect: 'network', traits: ['whole-file'] } }, ...rows('textConverted', { call: {} }) },
    },
  },
});
