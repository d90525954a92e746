/** events: emitters do no work of their own; `once` waits, `on` is iterated event by event. */
import { defineLibrary } from './model';
import { rows } from './rows';

const constructor = { type: 'EventEmitterConstructor', construct: { returns: 'EventEmitter' } } as const;

export const nodeEvents = defineLibrary({
  id: 'nodeEvents',
  title: 'Node.js events',
  language: 'ecmascript',
  packages: ['events', 'node:events', 'eventemitter3'],
  source: 'https://nodejs.org/api/events.html',
  exports: {
    ...rows('default EventEmitter', constructor),
    once: { call: { traits: ['waits'] } },
    on: { call: { returns: 'nodeStream#Readable' } },
  },
  types: {
    EventEmitterConstructor: { construct: { returns: 'EventEmitter' }, instance: 'EventEmitter' },
    EventEmitter: { members: rows('emit on once off addListener removeListener', { call: {} }) },
  },
});
