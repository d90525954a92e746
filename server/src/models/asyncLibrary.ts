/** async: loops over callbacks; how they run is told by the frontend from the name, here only what bounds or repeats. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const asyncLibrary = defineLibrary({
  id: 'asyncLibrary',
  title: 'async',
  language: 'ecmascript',
  packages: ['async', 'async-es'],
  source: 'https://caolan.github.io/async/v3/docs.html',
  exports: {
    ...rows('eachLimit forEachLimit eachOfLimit mapLimit mapValuesLimit filterLimit parallelLimit concatLimit timesLimit', { call: { traits: ['limits'] } }),
    ...rows('each forEach eachOf map mapValues filter concat parallel times', { call: {} }),
    ...rows('eachSeries forEachSeries eachOfSeries mapSeries filterSeries series waterfall auto', { call: {} }),
    ...rows('queue priorityQueue cargo cargoQueue', { call: { returns: 'Queue' } }),
    ...rows('retry retryable', { call: { traits: ['retries'] } }),
    memoize: { call: { traits: ['memoises'] } },
  },
  types: {
    Queue: { traits: ['limiter'], members: { ...rows('push pushAsync unshift', { call: { traits: ['limits'] } }), drain: { call: { traits: ['waits'] } } } },
  },
});
