/** concurrent.futures, multiprocessing and threading: what they are given runs beside the caller. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const offloads = { call: { traits: ['offloads'] } } as const;
const waits = { call: { traits: ['waits'] } } as const;

export const pyConcurrent = defineLibrary({
  id: 'pyConcurrent',
  title: 'Python threads and processes',
  language: 'python',
  packages: ['concurrent/futures', 'concurrent/futures/*', 'concurrent', 'multiprocessing', 'multiprocessing/*', 'multiprocess', 'threading', 'queue'],
  source: 'https://docs.python.org/3/library/concurrent.futures.html',
  exports: {
    futures: { type: 'FuturesModule' },
    ...rows('ThreadPoolExecutor ProcessPoolExecutor InterpreterPoolExecutor Executor', made('Executor')),
    ...rows('wait as_completed', waits),
    Future: made('Future'),
    ...rows('Thread Process Timer', made('Worker', { traits: ['offloads'] })),
    ...rows('Pool ThreadPool', made('Pool')),
    pool: { type: 'PoolModule' },
    ...rows('Lock RLock', made('Lock')),
    ...rows('Event Condition Barrier', made('Signal')),
    ...rows('Semaphore BoundedSemaphore', made('Semaphore')),
    ...rows('Queue SimpleQueue LifoQueue PriorityQueue JoinableQueue', made('Queue')),
    ...rows('local current_thread get_ident cpu_count current_process', { call: {} }),
  },
  types: {
    FuturesModule: {
      members: {
        ...rows('ThreadPoolExecutor ProcessPoolExecutor InterpreterPoolExecutor Executor', made('Executor')),
        ...rows('wait as_completed', waits),
        Future: made('Future'),
      },
    },
    PoolModule: { members: rows('Pool ThreadPool', made('Pool')) },
    Executor: {
      members: {
        submit: { call: { returns: 'Future', traits: ['offloads'] } },
        map: offloads,
        shutdown: waits,
      },
    },
    Future: { members: { ...rows('result exception', waits), ...rows('done cancel cancelled running add_done_callback', { call: {} }) } },
    Pool: {
      members: {
        ...rows('map imap imap_unordered starmap apply map_async starmap_async apply_async', offloads),
        join: waits,
        ...rows('close terminate', { call: {} }),
      },
    },
    Worker: { members: { join: waits, ...rows('start is_alive cancel terminate kill', { call: {} }) } },
    Lock: { members: { acquire: waits, ...rows('release locked', { call: {} }) } },
    Signal: { members: { ...rows('wait wait_for acquire', waits), ...rows('set clear is_set notify notify_all release', { call: {} }) } },
    Semaphore: { traits: ['limiter'], members: { acquire: { call: { traits: ['limits', 'waits'] } }, release: { call: {} } } },
    Queue: { members: { ...rows('get put join', waits), ...rows('get_nowait put_nowait qsize empty full task_done close', { call: {} }) } },
  },
});
