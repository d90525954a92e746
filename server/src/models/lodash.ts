/** lodash: only what keeps results matters here; its loops are the frontend's business. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const lodash = defineLibrary({
  id: 'lodash',
  title: 'lodash',
  language: 'ecmascript',
  packages: ['lodash', 'lodash-es', 'underscore'],
  source: 'https://lodash.com/docs',
  exports: rows('memoize once', { call: { traits: ['memoises'] } }),
  types: {},
});
