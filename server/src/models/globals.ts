/**
 * Names no module declares and that reach outside: fetch and timers. Collections and other values of the language itself
 * (`Map`, `Headers`) are known to `facts/` and must not be listed, or what they hold would be lost.
 */
import { defineLibrary } from './model';
import { rows } from './rows';

export const globals = defineLibrary({
  id: 'globals',
  title: 'fetch',
  language: 'ecmascript',
  packages: ['global'],
  source: 'https://nodejs.org/api/globals.html',
  exports: {
    fetch: { call: { returns: 'Response', effect: 'network' } },
    Response: { construct: { returns: 'Response' } },
    Request: { construct: { returns: 'Request' } },
    setTimeout: { call: { effect: 'sleep', mode: 'started', traits: ['waits'] } },
    ...rows('setInterval setImmediate queueMicrotask requestAnimationFrame', { call: {} }),
    ...rows('localStorage sessionStorage', { type: 'Collection' }),
    process: { type: 'Plain' },
    crypto: { type: 'Crypto' },
  },
  types: {
    Response: {
      members: {
        ...rows('arrayBuffer blob bytes', { call: { effect: 'network', traits: ['whole-file'] } }),
        text: { call: { effect: 'network', traits: ['whole-file', 'small'] } },
        ...rows('json formData', { call: { effect: 'network', traits: ['small'] } }),
        clone: { call: { returns: 'Response' } },
        body: { type: 'nodeStream#Readable' },
        headers: { type: 'Collection' },
      },
    },
    Request: { members: { headers: { type: 'Collection' }, body: { type: 'nodeStream#Readable' } } },
    Collection: { traits: ['collection'], anyMember: { call: {} } },
    Crypto: { members: { subtle: { type: 'Plain' }, ...rows('randomUUID getRandomValues', { call: {} }) } },
    /** Nothing it does leaves the process. */
    Plain: { anyMember: { call: {} } },
  },
});
