/** Socket.IO on the server: handlers per connection and per event. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const server: Readonly<Record<string, Member>> = {
  on: { call: { entry: { kind: 'message', title: 'socket {0}' }, callback: { index: 1, parameters: ['Socket'] } } },
  use: { call: { entry: { kind: 'message', title: 'socket connection' }, callback: { index: 0, parameters: ['Socket'] } } },
  ...rows('of to in except', { call: { returns: 'Namespace' } }),
  ...rows('emit listen attach close', { call: {} }),
};

export const socketIo = defineLibrary({
  id: 'socketIo',
  title: 'Socket.IO',
  language: 'ecmascript',
  packages: ['socket.io'],
  source: 'https://socket.io/docs/v4/server-api/',
  exports: {
    Server: { construct: { returns: 'Server' } },
    default: { construct: { returns: 'Server' }, call: { returns: 'Server' } },
  },
  types: {
    Server: { members: server },
    Namespace: { members: server },
    Socket: {
      traits: ['open'],
      members: {
        on: { call: { entry: { kind: 'message', title: 'message {0}' } } },
        once: { call: { entry: { kind: 'message', title: 'message {0}' } } },
        use: { call: { entry: { kind: 'message', title: 'socket connection' } } },
        ...rows('to in broadcast', { call: { returns: 'Namespace' } }),
        ...rows('emit join leave disconnect', { call: {} }),
      },
    },
  },
  shapes: [
    // Its client, in browsers, has the same names.
    { receiver: '(^|\\.)socket$', method: '^on$', type: 'Socket', confidence: 'named' },
    { receiver: '^io$', method: '^on$', type: 'Server', confidence: 'likely' },
  ],
});
