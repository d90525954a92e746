/** gevent: greenlets wait without stopping the others. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const offloads = { call: { traits: ['offloads'] } } as const;

export const pyGevent = defineLibrary({
  id: 'pyGevent',
  title: 'gevent',
  language: 'python',
  packages: ['gevent', 'gevent/pool', 'eventlet'],
  source: 'https://www.gevent.org/api/gevent.html',
  exports: {
    sleep: { call: { effect: 'sleep', traits: ['waits'] } },
    ...rows('spawn spawn_later spawn_n', offloads),
    ...rows('joinall wait', { call: { traits: ['waits'] } }),
    ...rows('Pool Group GreenPool', made('Pool')),
    pool: { type: 'PoolModule' },
  },
  types: {
    PoolModule: { members: rows('Pool Group', made('Pool')) },
    Pool: { members: { ...rows('map imap imap_unordered spawn spawn_n starmap apply apply_async', offloads), ...rows('join waitall', { call: { traits: ['waits'] } }) } },
  },
});
