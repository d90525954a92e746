/** Flask-Caching: decorators that keep what a view or function gave. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

export const pyFlaskCaching = defineLibrary({
  id: 'pyFlaskCaching',
  title: 'Flask-Caching',
  language: 'python',
  packages: ['flask_caching', 'flask_cache'],
  source: 'https://flask-caching.readthedocs.io/en/latest/',
  exports: { Cache: made('Cache') },
  types: {
    Cache: {
      traits: ['client'],
      members: {
        ...rows('cached memoize', { call: { traits: ['memoises'] } }),
        ...rows('get set add delete', { call: { effect: 'network', mode: 'blocks' } }),
        ...rows('get_many get_dict set_many delete_many', { call: { effect: 'network', mode: 'blocks', traits: ['takes-list'] } }),
        ...rows('init_app clear', { call: {} }),
      },
    },
  },
  shapes: [{ receiver: '(^|[._])cache$', method: '^(cached|memoize)$', type: 'Cache', confidence: 'likely', wide: true }],
});
