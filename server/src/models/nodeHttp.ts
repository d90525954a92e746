/** http, https, http2: an agent keeps sockets open between requests, so it pays only when it is shared. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nodeHttp = defineLibrary({
  id: 'nodeHttp',
  title: 'Node.js http',
  language: 'ecmascript',
  packages: ['http', 'node:http', 'https', 'node:https', 'http2', 'node:http2'],
  source: 'https://nodejs.org/api/http.html#class-httpagent',
  exports: {
    Agent: { construct: { returns: 'Agent', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    ...rows('request get', { call: { returns: 'ClientRequest', effect: 'network', mode: 'started' } }),
    connect: { call: { returns: 'ClientHttp2Session', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    ...rows('createServer createSecureServer', { call: { returns: 'Server', entry: { kind: 'http', title: 'HTTP request' } } }),
  },
  types: {
    Agent: { traits: ['client'], members: { destroy: { call: {} } } },
    ClientRequest: { extends: 'nodeStream#Writable' },
    ClientHttp2Session: {
      traits: ['client'],
      members: { request: { call: { returns: 'nodeStream#Duplex', effect: 'network', mode: 'started' } }, close: { call: {} } },
    },
    Server: {
      members: {
        on: { call: { when: { index: 0, matches: '^request$' }, entry: { kind: 'http', title: 'HTTP request' }, orElse: {} } },
        ...rows('listen close address', { call: {} }),
      },
    },
    /** No entry: functions that read a client's response take one too. */
    IncomingMessage: { extends: 'nodeStream#Readable' },
    ServerResponse: { extends: 'nodeStream#Writable', entry: { kind: 'http', title: 'HTTP request' } },
    RequestListener: { handler: { kind: 'http', title: 'HTTP request' } },
  },
});
