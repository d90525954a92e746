/** p-queue: runs what is added, a bounded number at once. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pQueue = defineLibrary({
  id: 'pQueue',
  title: 'p-queue',
  language: 'ecmascript',
  packages: ['p-queue'],
  source: 'https://github.com/sindresorhus/p-queue#api',
  exports: rows('default PQueue', { construct: { returns: 'Queue' } }),
  types: {
    Queue: {
      traits: ['limiter'],
      members: {
        ...rows('add addAll', { call: { traits: ['limits'] } }),
        ...rows('onIdle onEmpty onSizeLessThan', { call: { traits: ['waits'] } }),
        ...rows('start pause clear on', { call: {} }),
      },
    },
  },
});
