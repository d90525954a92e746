/** node-cron, cron, node-schedule and croner: functions that run by the clock. */
import { defineLibrary } from './model';
import { rows } from './rows';

const task = { entry: { kind: 'task', title: 'schedule {0}' } } as const;

export const schedulers = defineLibrary({
  id: 'schedulers',
  title: 'schedulers',
  language: 'ecmascript',
  packages: ['node-cron', 'cron', 'node-schedule', 'croner'],
  source: 'https://github.com/node-cron/node-cron#basic-usage',
  exports: {
    ...rows('schedule scheduleJob', { call: task }),
    CronJob: { type: 'CronJobConstructor', construct: task },
    Cron: { construct: task, call: task },
  },
  types: {
    CronJobConstructor: { members: { from: { call: { entry: { kind: 'task', title: 'schedule', properties: ['onTick'] } } } }, construct: task },
  },
});
