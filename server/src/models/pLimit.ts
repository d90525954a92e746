/** p-limit: the function it gives runs what it is handed, a bounded number at once. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pLimit = defineLibrary({
  id: 'pLimit',
  title: 'p-limit',
  language: 'ecmascript',
  packages: ['p-limit'],
  source: 'https://github.com/sindresorhus/p-limit#api',
  exports: {
    ...rows('default pLimit', { call: { returns: 'Limit' } }),
    limitFunction: { call: { returns: 'Limited' } },
  },
  types: {
    Limit: { traits: ['limiter'], members: { map: { call: { traits: ['limits'] } }, clearQueue: { call: {} } }, call: { traits: ['limits'] } },
    LimitFunction: { extends: 'Limit' },
    Limited: { traits: ['limiter'], call: { traits: ['limits'] } },
  },
});
