/** Packages that remember what a function gave: it runs once per key. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const memoizers = defineLibrary({
  id: 'memoizers',
  title: 'memoisers',
  language: 'ecmascript',
  packages: [
    'memoizee', 'mem', 'memoize', 'p-memoize', 'memoize-one', 'micro-memoize', 'fast-memoize', 'moize', 'onetime', 'lodash.memoize', 'lodash.once',
    'lodash/memoize', 'lodash/once', 'lodash-es/memoize', 'lodash-es/once', 'lodash/memoize.js', 'lodash/once.js',
  ],
  source: 'https://github.com/medikoo/memoizee#usage',
  exports: rows('default memoize memoizee pMemoize memoizeOne moize onetime', { call: { traits: ['memoises'] } }),
  types: {},
});
