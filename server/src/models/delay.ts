/** Packages whose only work is to wait. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const delay = defineLibrary({
  id: 'delay',
  title: 'delay',
  language: 'ecmascript',
  packages: ['delay', 'sleep-promise'],
  source: 'https://github.com/sindresorhus/delay#api',
  exports: rows('default delay rangeDelay sleep', { call: { effect: 'sleep', traits: ['waits'] } }),
  types: {},
});
