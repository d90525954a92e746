/** util.promisify and its look-alikes: the function given keeps its work, now awaited. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nodeUtil = defineLibrary({
  id: 'nodeUtil',
  title: 'Node.js util',
  language: 'ecmascript',
  packages: ['util', 'node:util', 'pify', 'es6-promisify'],
  source: 'https://nodejs.org/api/util.html#utilpromisifyoriginal',
  exports: rows('default promisify', { call: { traits: ['promisifies'] } }),
  types: {},
});
