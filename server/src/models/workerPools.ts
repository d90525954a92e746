/** piscina, tinypool and workerpool: what they run leaves the caller's thread. */
import { defineLibrary } from './model';
import { rows } from './rows';

const offloads = { call: { traits: ['offloads'] } } as const;

export const workerPools = defineLibrary({
  id: 'workerPools',
  title: 'worker pools',
  language: 'ecmascript',
  packages: ['piscina', 'tinypool', 'workerpool'],
  source: 'https://github.com/piscinajs/piscina#method-runtask-options',
  exports: {
    ...rows('default Piscina Tinypool', { construct: { returns: 'Pool' } }),
    pool: { call: { returns: 'Pool' } },
  },
  types: { Pool: { members: rows('run runTask exec', offloads) } },
});
