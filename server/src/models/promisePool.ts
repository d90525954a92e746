/** @supercharge/promise-pool: runs a function per element, a bounded number at once. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const steps: Readonly<Record<string, Member>> = {
  ...rows(`
    for withConcurrency withTaskTimeout handleError onTaskStarted onTaskFinished useCorrespondingResults
  `, { call: { returns: 'Pool' } }),
  process: { call: { traits: ['limits'] } },
};

export const promisePool = defineLibrary({
  id: 'promisePool',
  title: 'promise-pool',
  language: 'ecmascript',
  packages: ['@supercharge/promise-pool'],
  source: 'https://superchargejs.com/docs/promise-pool',
  exports: rows('default PromisePool', { type: 'Pool', construct: { returns: 'Pool' } }),
  types: { Pool: { traits: ['limiter'], members: steps } },
});
