/** p-retry, async-retry and their like: run the function again when it fails. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const retryHelpers = defineLibrary({
  id: 'retryHelpers',
  title: 'retry helpers',
  language: 'ecmascript',
  packages: ['p-retry', 'async-retry', 'exponential-backoff', 'promise-retry', 'ts-retry-promise', '@lifeomic/attempt'],
  source: 'https://github.com/sindresorhus/p-retry#api',
  exports: rows('default pRetry retry backOff backoff attempt', { call: { traits: ['retries'] } }),
  types: {},
});
