/** Bluebird: promises with loops of their own, which the frontend tells from the name. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const bluebird = defineLibrary({
  id: 'bluebird',
  title: 'Bluebird',
  language: 'ecmascript',
  packages: ['bluebird'],
  source: 'https://github.com/petkaantonov/bluebird/tree/master/docs/docs/api',
  exports: {
    delay: { call: { effect: 'sleep', traits: ['waits'] } },
    promisify: { call: { traits: ['promisifies'] } },
    ...rows('map mapSeries each filter reduce all any some race props join settle try method resolve reject', { call: {} }),
  },
  types: {},
});
