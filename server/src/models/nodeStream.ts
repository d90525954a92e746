/** stream and stream/promises: streams are shared handles, read in order by one reader. */
import { defineLibrary, sameRow } from './model';

export const nodeStream = defineLibrary({
  id: 'nodeStream',
  title: 'Node.js streams',
  language: 'ecmascript',
  packages: ['stream', 'node:stream', 'stream/promises', 'node:stream/promises'],
  source: 'https://nodejs.org/api/stream.html',
  exports: {
    promises: { type: 'Promises' },
    ...sameRow(['pipeline', 'finished'], { call: { traits: ['waits'] } }),
    ...sameRow(['Readable', 'Duplex', 'Transform', 'PassThrough'], { type: 'ReadableConstructor', construct: { returns: 'Readable' } }),
    Writable: { construct: { returns: 'Writable' } },
  },
  types: {
    Promises: { members: sameRow(['pipeline', 'finished'], { call: { traits: ['waits'] } }) },
    ReadableConstructor: {
      members: sameRow(['from', 'fromWeb'], { call: { returns: 'Readable' } }),
      construct: { returns: 'Readable' },
      instance: 'Readable',
    },
    Readable: {
      traits: ['stream'],
      members: {
        pipe: { call: { returns: 'Readable' } },
        ...sameRow(['read', 'resume', 'pause', 'destroy', 'write', 'end', 'on', 'once'], { call: {} }),
      },
    },
    Writable: { traits: ['stream'], members: sameRow(['write', 'end', 'destroy', 'on', 'once'], { call: {} }) },
    Duplex: { extends: 'Readable' },
    Transform: { extends: 'Readable' },
    PassThrough: { extends: 'Readable' },
  },
});
