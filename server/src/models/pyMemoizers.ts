/** Decorators that remember what a function gave: it runs once per key, or once per object for cached properties. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pyMemoizers = defineLibrary({
  id: 'pyMemoizers',
  title: 'memoisers',
  language: 'python',
  packages: [
    'functools', 'cachetools', 'cachetools/func', 'async_lru', 'aiocache', 'aiocache/decorators', 'methodtools', 'diskcache', 'cached_property', 'asyncache', 'memoization',
    'django/utils/functional', 'werkzeug/utils', 'fastapi_cache/decorator', 'ring', 'async_property', 'streamlit',
  ],
  source: 'https://docs.python.org/3/library/functools.html#functools.lru_cache',
  exports: {
    ...rows(`
      lru_cache cache cached_property cached cachedmethod alru_cache ttl_cache lfu_cache rr_cache memoize threaded_cached_property
      cached_property_with_ttl async_cached_property multi_cached cache_data cache_resource
    `, { call: { traits: ['memoises'] } }),
    // `werkzeug.utils` and Django hold more than that.
    ...rows('wraps update_wrapper reduce total_ordering singledispatch singledispatchmethod cmp_to_key secure_filename keep_lazy classproperty', { call: {} }),
    // A lazy object is made when it is first used, and kept.
    ...rows('SimpleLazyObject lazy', { call: { traits: ['memoises'] } }),
    ...rows('TTLCache LRUCache LFUCache FIFOCache Cache', { call: { returns: 'Cache' } }),
  },
  types: {
    Cache: { traits: ['collection'], members: { memoize: { call: { traits: ['memoises'] } } }, anyMember: { call: {} } },
  },
});
