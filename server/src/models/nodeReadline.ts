/** readline: one line after another out of a stream. */
import { defineLibrary } from './model';

export const nodeReadline = defineLibrary({
  id: 'nodeReadline',
  title: 'Node.js readline',
  language: 'ecmascript',
  packages: ['readline', 'node:readline', 'readline/promises', 'node:readline/promises'],
  source: 'https://nodejs.org/api/readline.html',
  exports: {
    createInterface: { call: { returns: 'Interface' } },
  },
  types: {
    Interface: { traits: ['stream'], members: { question: { call: { traits: ['waits'] } }, close: { call: {} }, on: { call: {} } } },
  },
});
