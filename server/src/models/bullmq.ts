/** BullMQ: queues and workers hold Redis connections; adding a job is one round trip, many at once with `addBulk`. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const network = { call: { effect: 'network' } } as const;

function holder(returns: string): Operation {
  return { returns, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
}

export const bullmq = defineLibrary({
  id: 'bullmq',
  title: 'BullMQ',
  language: 'ecmascript',
  packages: ['bullmq', '@taskforcesh/bullmq-pro'],
  source: 'https://docs.bullmq.io/guide/queues/adding-bulks',
  exports: {
    ...rows('Queue QueuePro', { construct: holder('Queue') }),
    ...rows('Worker WorkerPro', { construct: { ...holder('Worker'), entry: { kind: 'task', title: 'job {0}' } } }),
    QueueEvents: { construct: holder('QueueEvents') },
    FlowProducer: { construct: holder('FlowProducer') },
  },
  types: {
    Queue: {
      traits: ['client'],
      members: {
        add: { call: { effect: 'network', bulk: 'addBulk([{ name, data }])' } },
        addBulk: { call: { effect: 'network', traits: ['takes-list'] } },
        ...rows(`
          getJob getJobs getJobCounts getWaiting getActive getCompleted getFailed getDelayed getWaitingCount getActiveCount getFailedCount
          getCompletedCount getDelayedCount upsertJobScheduler removeJobScheduler getJobSchedulers pause resume drain clean obliterate remove
        `, network),
        ...rows('on once off close', { call: {} }),
      },
    },
    Worker: { members: rows('on once run close', { call: {} }) },
    QueueEvents: { members: rows('on once close', { call: {} }) },
    FlowProducer: {
      traits: ['client'],
      members: { add: { call: { effect: 'network', bulk: 'addBulk(flows)' } }, addBulk: { call: { effect: 'network', traits: ['takes-list'] } }, close: { call: {} } },
    },
    Job: { members: rows('updateProgress updateData remove retry promote getState log changePriority', network) },
  },
});
