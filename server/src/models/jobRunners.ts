/** Inngest, Trigger.dev, Graphile Worker, pg-boss and Agenda: functions that run in the background. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const job: Operation = { entry: { kind: 'task', title: 'job {0}' } };

export const jobRunners = defineLibrary({
  id: 'jobRunners',
  title: 'background jobs',
  language: 'ecmascript',
  packages: ['inngest', '@trigger.dev/sdk', '@trigger.dev/sdk/*', 'graphile-worker', 'pg-boss', 'agenda', '@hokify/agenda'],
  source: 'https://www.inngest.com/docs/reference/functions/create',
  exports: {
    Inngest: { construct: { returns: 'Inngest' } },
    ...rows('task schemaTask', { call: { entry: { kind: 'task', title: 'job', properties: ['run'] } } }),
    schedules: { type: 'Schedules' },
    run: { call: { returns: 'Runner', entry: { kind: 'task', title: 'job', properties: ['taskList.*'] } } },
    ...rows('default PgBoss Agenda', { construct: { returns: 'Queue' } }),
  },
  types: {
    Inngest: { members: { createFunction: { call: job }, send: { call: { effect: 'network', bulk: 'send([events])' } } } },
    Schedules: { members: { task: { call: { entry: { kind: 'task', title: 'scheduled job', properties: ['run'] } } } } },
    Runner: { members: { stop: { call: {} }, addJob: { call: { effect: 'db-write' } } } },
    /** pg-boss and Agenda. */
    Queue: {
      members: {
        ...rows('work define', { call: job }),
        send: { call: { effect: 'db-write', bulk: 'insert(jobs)' } },
        insert: { call: { effect: 'db-write', traits: ['takes-list'] } },
        ...rows('now schedule every', { call: { effect: 'db-write' } }),
        ...rows('start stop on', { call: {} }),
      },
    },
  },
  shapes: [
    { receiver: '(^|\\.)inngest$', method: '^(createFunction|send)$', type: 'Inngest', confidence: 'likely' },
  ],
});
