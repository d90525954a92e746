/** Bull: a queue holds Redis connections; adding a job is one round trip, many at once with `addBulk`. */
import { defineLibrary } from './model';
import { rows } from './rows';

const network = { call: { effect: 'network' } } as const;
const open = { returns: 'Queue', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } as const;

export const bull = defineLibrary({
  id: 'bull',
  title: 'Bull',
  language: 'ecmascript',
  packages: ['bull'],
  source: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md',
  exports: rows('default Queue', { construct: open, call: open }),
  types: {
    Queue: {
      traits: ['client'],
      members: {
        add: { call: { effect: 'network', bulk: 'addBulk([{ name, data }])' } },
        addBulk: { call: { effect: 'network', traits: ['takes-list'] } },
        process: { call: { entry: { kind: 'task', title: 'job {0}' } } },
        ...rows('getJob getJobs getJobCounts getWaiting getActive getCompleted getFailed getDelayed removeRepeatable pause resume empty clean', network),
        ...rows('on once close', { call: {} }),
      },
    },
    Job: { members: rows('progress update remove retry promote getState log', network) },
  },
});
