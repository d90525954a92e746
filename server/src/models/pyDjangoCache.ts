/** Django's cache framework. Which store answers is a setting; memcached and Redis, the usual ones, cost a round trip per call. */
import { defineLibrary } from './model';
import type { EffectKind } from '../engine/facts';
import type { Member, Operation } from './model';
import { rows } from './rows';

const GET_MANY = 'get_many(keys)';
const SET_MANY = 'set_many(mapping)';
const DELETE_MANY = 'delete_many(keys)';

/** A cache is no database: asking it twice in a loop is a round trip, not a query. */
const ROUND_TRIP: EffectKind = 'network';

/** `get` blocks, `aget` is awaited. */
function both(names: string, bulk: string, traits: readonly string[] = []): Record<string, Member> {
  const operation: Operation = { effect: ROUND_TRIP, bulk, traits };
  return { ...rows(names, { call: { ...operation, mode: 'blocks' } }), ...rows(names.trim().split(/\s+/).map((name) => `a${name}`).join(' '), { call: operation }) };
}

export const pyDjangoCache = defineLibrary({
  id: 'pyDjangoCache',
  title: 'Django cache',
  language: 'python',
  packages: ['django/core/cache', 'django/core/cache/*', 'django_redis', 'django_redis/*'],
  source: 'https://docs.djangoproject.com/en/stable/topics/cache/#the-low-level-cache-api',
  exports: {
    cache: { type: 'Cache' },
    caches: { type: 'Caches' },
    // From django_redis; the pool behind it is the cache's own.
    get_redis_connection: { call: { returns: 'pyRedis#Client' } },
    ...rows('make_template_fragment_key', { call: {} }),
  },
  types: {
    Caches: { element: 'Cache', members: { all: { call: {} } } },
    Cache: {
      traits: ['client'],
      members: {
        ...both('get has_key', GET_MANY, ['single-row']),
        ...both('ttl', '', ['single-row']),
        ...both('set add', SET_MANY, ['single-row']),
        ...both('delete', DELETE_MANY, ['single-row']),
        ...both('get_or_set', `${GET_MANY}, then ${SET_MANY}`, ['single-row']),
        ...both('touch incr decr incr_version decr_version', '', ['single-row']),
        ...both('get_many', GET_MANY, ['takes-list']),
        ...both('set_many', SET_MANY, ['takes-list']),
        ...both('delete_many', DELETE_MANY, ['takes-list']),
        ...both('clear delete_pattern', '', ['takes-list']),
        ...both('keys iter_keys', ''),
        ...rows('close aclose lock make_key validate_key', { call: {} }),
      },
    },
  },
  shapes: [
    // A project's own `cache` may be a dictionary, which has `get` as well.
    { receiver: '(^|\\.)\\w*[cC]ache\\w*(\\[[^\\]]*\\])?$', method: '^a?((get|set|delete)_many|get_or_set|delete_pattern|delete|has_key)$', type: 'Cache', confidence: 'likely', wide: true },
  ],
});
