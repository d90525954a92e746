/** sharp: a pipeline is built by a chain; its end runs it on the thread pool. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const sharp = defineLibrary({
  id: 'sharp',
  title: 'sharp',
  language: 'ecmascript',
  packages: ['sharp'],
  source: 'https://sharp.pixelplumbing.com/api-output',
  exports: { default: { call: { returns: 'Sharp' } } },
  types: {
    Sharp: {
      members: {
        ...rows('toBuffer toFile stats', { call: { effect: 'cpu-heavy' } }),
        metadata: { call: { effect: 'cpu-heavy', traits: ['small'] } },
        ...rows('pipe on', { call: {} }),
      },
      anyMember: { call: { returns: 'Sharp', traits: ['composes'] } },
    },
  },
});
