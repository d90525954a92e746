/** ofetch: fetch that parses the answer; Nuxt and Nitro bring `$fetch` in without an import. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const ofetch = defineLibrary({
  id: 'ofetch',
  title: 'ofetch',
  language: 'ecmascript',
  packages: ['ofetch', '#imports', 'global'],
  source: 'https://github.com/unjs/ofetch#readme',
  exports: rows('ofetch $fetch', { type: 'Fetch', call: { effect: 'network' } }),
  types: {
    Fetch: {
      traits: ['client'],
      members: { raw: { call: { effect: 'network' } }, native: { call: { effect: 'network' } }, create: { call: { returns: 'Fetch' } } },
      call: { effect: 'network' },
    },
  },
});
