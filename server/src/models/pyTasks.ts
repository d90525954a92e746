/** Celery, RQ, Dramatiq, Huey and others: functions that a worker runs, and the round trip to the broker that asks for it. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

const task: Operation = { returns: 'Task', entry: { kind: 'task', title: 'task {0}' } };
const asks: Operation = { effect: 'network', mode: 'started' };

const decorators: Readonly<Record<string, Member>> = rows('task periodic_task db_task db_periodic_task actor job scheduled_job', { call: task });

export const pyTasks = defineLibrary({
  id: 'pyTasks',
  title: 'task queues',
  language: 'python',
  packages: [
    'celery', 'celery/*', 'rq', 'rq/*', 'django_rq', 'dramatiq', 'dramatiq/*', 'huey', 'huey/*', 'apscheduler/schedulers/*', 'taskiq', 'arq', 'arq/connections', 'procrastinate',
    'flask_apscheduler',
  ],
  source: 'https://docs.celeryq.dev/en/stable/userguide/calling.html',
  exports: {
    ...rows('shared_task task periodic_task db_task db_periodic_task actor job', { call: task }),
    Celery: made('App'),
    Task: { type: 'TaskClass' },
    ...rows('RedisHuey SqliteHuey Huey MemoryHuey', made('App')),
    ...rows('group chain chord chunks signature', { call: { returns: 'Signature' } }),
    ...rows('Queue get_queue', made('Queue')),
    enqueue: { call: { ...asks, bulk: 'Queue.enqueue_many(jobs)' } },
    create_pool: { call: { returns: 'Arq', effect: 'opens-connection', traits: ['keep-alive'] } },
    ArqRedis: made('Arq'),
    ...rows('BackgroundScheduler AsyncIOScheduler BlockingScheduler APScheduler', made('Scheduler')),
  },
  types: {
    App: {
      traits: ['open'],
      members: {
        ...decorators,
        send_task: { call: asks },
        conf: { type: 'pyBuiltins#Plain' },
        ...rows('autodiscover_tasks start worker_main set_default config_from_object', { call: {} }),
        Task: { type: 'TaskClass' },
      },
    },
    TaskClass: { traits: ['open'], members: rows('delay apply_async retry', { call: asks }), methods: [{ pattern: '^run$', kind: 'task', title: 'task {class}' }] },
    Task: { traits: ['open'], members: { ...rows('delay apply_async apply_async_on_commit delay_on_commit send send_with_options enqueue defer defer_async schedule', { call: asks }), ...rows('s si signature', { call: { returns: 'Signature' } }) } },
    Signature: { members: { ...rows('delay apply_async', { call: asks }), ...rows('set clone on_error', { call: { returns: 'Signature' } }) } },
    Queue: { members: { ...rows('enqueue enqueue_call enqueue_in enqueue_at', { call: { effect: 'network', mode: 'blocks', bulk: 'enqueue_many(jobs)' } }), enqueue_many: { call: { effect: 'network', mode: 'blocks', traits: ['takes-list'] } } } },
    Arq: { traits: ['client'], members: { enqueue_job: { call: { effect: 'network' } }, close: { call: {} } } },
    Scheduler: { members: { add_job: { call: { entry: { kind: 'task', title: 'scheduled job' } } }, scheduled_job: { call: task }, task: { call: task }, ...rows('start shutdown remove_job', { call: {} }) } },
  },
  shapes: [
    { receiver: '\\w', method: '^(delay|apply_async|delay_on_commit|apply_async_on_commit)$', type: 'Task', confidence: 'likely' },
    { receiver: '(^|[._])(app|celery|celery_app|huey)$', method: '^(task|periodic_task|db_task)$', type: 'App', confidence: 'likely' },
  ],
});
