/** util.promisify and its look-alikes: the function given keeps its work, now awaited. */
import { defineLibrary, sameRow } from './model';

export const nodeUtil = defineLibrary({
  id: 'nodeUtil',
  title: 'Node.js util',
  language: 'ecmascript',
  packages: ['util', 'node:util', 'pify', 'es6-promisify'],
  source: 'https://nodejs.org/api/util.html#utilpromisifyoriginal',
  exports: sameRow(['default', 'promisify'], { call: { traits: ['promisifies'] } }),
  types: {},
});
