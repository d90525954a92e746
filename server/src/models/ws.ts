/** ws: handlers per connection and per message. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const ws = defineLibrary({
  id: 'ws',
  title: 'ws',
  language: 'ecmascript',
  packages: ['ws'],
  source: 'https://github.com/websockets/ws/blob/master/doc/ws.md',
  exports: {
    ...rows('WebSocketServer Server', { construct: { returns: 'WebSocketServer' } }),
    ...rows('default WebSocket', { construct: { returns: 'WebSocket' } }),
  },
  types: {
    WebSocketServer: {
      members: {
        on: { call: { when: { index: 0, matches: '^connection$' }, entry: { kind: 'message', title: 'socket {0}' }, callback: { index: 1, parameters: ['WebSocket'] }, orElse: {} } },
        ...rows('handleUpgrade close', { call: {} }),
      },
    },
    WebSocket: {
      traits: ['open'],
      members: {
        on: { call: { when: { index: 0, matches: '^message$' }, entry: { kind: 'message', title: 'socket {0}' }, orElse: {} } },
        ...rows('send close ping pong terminate once', { call: {} }),
      },
    },
  },
});
