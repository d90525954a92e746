/** tenacity, backoff and their like: run the function again when it fails. */
import { defineLibrary } from './model';
import { rows } from './rows';

const retries = { call: { traits: ['retries'] } } as const;

export const pyRetry = defineLibrary({
  id: 'pyRetry',
  title: 'retry helpers',
  language: 'python',
  packages: ['tenacity', 'backoff', 'retrying', 'retry', 'stamina', 'aioretry', 'google/api_core/retry', 'opnieuw', 'tenacity/asyncio'],
  source: 'https://tenacity.readthedocs.io/en/latest/',
  exports: {
    ...rows('retry on_exception on_predicate retry_call retry_context Retry AsyncRetry Retrying AsyncRetrying retry_async', retries),
    ...rows('stop_after_attempt stop_after_delay wait_fixed wait_exponential wait_random wait_random_exponential retry_if_exception_type before_sleep_log expo constant', { call: {} }),
  },
  types: {},
});
