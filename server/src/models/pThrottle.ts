/** p-throttle: calls of the function it gives are spread over time. */
import { defineLibrary } from './model';

export const pThrottle = defineLibrary({
  id: 'pThrottle',
  title: 'p-throttle',
  language: 'ecmascript',
  packages: ['p-throttle'],
  source: 'https://github.com/sindresorhus/p-throttle#api',
  exports: { default: { call: { returns: 'Throttle' } } },
  types: {
    Throttle: { call: { returns: 'Throttled' } },
    Throttled: { traits: ['limiter'], call: { traits: ['limits'] } },
  },
});
