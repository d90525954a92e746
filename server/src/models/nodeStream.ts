/** stream and stream/promises: streams are shared handles, read in order by one reader. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nodeStream = defineLibrary({
  id: 'nodeStream',
  title: 'Node.js streams',
  language: 'ecmascript',
  packages: ['stream', 'node:stream', 'stream/promises', 'node:stream/promises'],
  source: 'https://nodejs.org/api/stream.html',
  exports: {
    promises: { type: 'Promises' },
    ...rows('pipeline finished', { call: { traits: ['waits'] } }),
    ...rows('Readable Duplex Transform PassThrough', { type: 'ReadableConstructor', construct: { returns: 'Readable' } }),
    Writable: { construct: { returns: 'Writable' } },
  },
  types: {
    Promises: { members: rows('pipeline finished', { call: { traits: ['waits'] } }) },
    ReadableConstructor: {
      members: rows('from fromWeb', { call: { returns: 'Readable' } }),
      construct: { returns: 'Readable' },
      instance: 'Readable',
    },
    Readable: {
      traits: ['stream'],
      members: {
        pipe: { call: { returns: 'Readable' } },
        ...rows('read resume pause destroy write end on once', { call: {} }),
      },
    },
    Writable: { traits: ['stream'], members: rows('write end destroy on once', { call: {} }) },
    Duplex: { extends: 'Readable' },
    Transform: { extends: 'Readable' },
    PassThrough: { extends: 'Readable' },
  },
});
