/** timers/promises: waiting for time. The callback timers without an import are in globals. */
import { defineLibrary } from './model';

export const nodeTimers = defineLibrary({
  id: 'nodeTimers',
  title: 'Node.js timers',
  language: 'ecmascript',
  packages: ['timers/promises', 'node:timers/promises'],
  source: 'https://nodejs.org/api/timers.html#timers-promises-api',
  exports: {
    setTimeout: { call: { effect: 'sleep', traits: ['waits'] } },
    setImmediate: { call: { traits: ['waits'] } },
    setInterval: { call: { returns: 'nodeStream#Readable' } },
    scheduler: { type: 'Scheduler' },
  },
  types: {
    Scheduler: {
      members: {
        wait: { call: { effect: 'sleep', traits: ['waits'] } },
        yield: { call: { traits: ['waits'] } },
      },
    },
  },
});
