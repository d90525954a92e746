/** p-map and its family: run a function per element, as many at once as `concurrency` says. The loop itself is the frontend's business. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pMap = defineLibrary({
  id: 'pMap',
  title: 'p-map',
  language: 'ecmascript',
  packages: ['p-map', 'p-filter', 'p-each-series', 'p-map-series', 'p-all', 'p-props', 'p-settle'],
  source: 'https://github.com/sindresorhus/p-map#api',
  exports: rows('default pMap pFilter pMapIterable', { call: { traits: ['limits'] } }),
  types: {},
});
