/** bottleneck: a limiter that paces and bounds what it schedules. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const bottleneck = defineLibrary({
  id: 'bottleneck',
  title: 'Bottleneck',
  language: 'ecmascript',
  packages: ['bottleneck'],
  source: 'https://github.com/SGrondin/bottleneck#docs',
  exports: rows('default Bottleneck', { construct: { returns: 'Limiter' } }),
  types: {
    Limiter: {
      traits: ['limiter'],
      members: { ...rows('schedule submit', { call: { traits: ['limits'] } }), wrap: { call: { returns: 'Wrapped' } }, ...rows('on stop disconnect updateSettings', { call: {} }) },
    },
    Wrapped: { traits: ['limiter'], call: { traits: ['limits'] } },
  },
});
