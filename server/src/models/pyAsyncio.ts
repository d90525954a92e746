/** asyncio: waiting, bounding and leaving the event loop. What runs tasks side by side (`gather`) is known to the frontend. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { made, rows } from './rows';

const waits = { call: { traits: ['waits'] } } as const;
const offloads = { call: { traits: ['offloads'] } } as const;
const spawns: Member = { call: { returns: 'Process', effect: 'spawns-process' } };

export const pyAsyncio = defineLibrary({
  id: 'pyAsyncio',
  title: 'asyncio',
  language: 'python',
  packages: ['asyncio', 'asyncio/*', 'uvloop'],
  source: 'https://docs.python.org/3/library/asyncio-task.html',
  exports: {
    sleep: { call: { effect: 'sleep', traits: ['waits'] } },
    to_thread: offloads,
    ...rows('gather wait as_completed wait_for shield run run_coroutine_threadsafe create_task ensure_future timeout timeout_at current_task all_tasks', { call: {} }),
    TaskGroup: made('TaskGroup'),
    ...rows('get_event_loop get_running_loop new_event_loop', { call: { returns: 'Loop' } }),
    ...rows('AbstractEventLoop BaseEventLoop', made('Loop')),
    ...rows('Semaphore BoundedSemaphore', made('Semaphore')),
    Lock: made('Lock'),
    ...rows('Event Condition Barrier', made('Signal')),
    ...rows('Queue PriorityQueue LifoQueue', made('Queue')),
    ...rows('Future Task', made('Future')),
    ...rows('create_subprocess_exec create_subprocess_shell', spawns),
    ...rows('open_connection open_unix_connection', { call: { effect: 'network' } }),
    ...rows('start_server start_unix_server', { call: { entry: { kind: 'message', title: 'connection' } } }),
    StreamReader: made('StreamReader'),
    StreamWriter: made('StreamWriter'),
  },
  types: {
    Loop: {
      members: {
        run_in_executor: offloads,
        ...rows(`
          run_until_complete run_forever create_task create_future call_soon call_later call_at call_soon_threadsafe stop close time is_running
          add_signal_handler set_default_executor
        `, { call: {} }),
        ...rows('subprocess_exec subprocess_shell', spawns),
        ...rows('create_connection getaddrinfo sock_connect sock_recv sock_sendall', { call: { effect: 'network' } }),
      },
    },
    TaskGroup: { members: { create_task: { call: {} } } },
    Semaphore: { traits: ['limiter'], members: { acquire: { call: { traits: ['limits', 'waits'] } }, release: { call: {} }, locked: { call: {} } } },
    Lock: { members: { acquire: waits, release: { call: {} }, locked: { call: {} } } },
    Signal: { members: { ...rows('wait wait_for acquire', waits), ...rows('set clear is_set notify notify_all release', { call: {} }) } },
    Queue: {
      members: {
        ...rows('get put join', waits),
        ...rows('get_nowait put_nowait qsize empty full task_done shutdown', { call: {} }),
      },
    },
    Future: { members: rows('result exception done cancel cancelled add_done_callback set_result set_exception', { call: {} }) },
    Process: {
      members: {
        ...rows('wait communicate', { call: { effect: 'spawns-process' } }),
        ...rows('kill terminate send_signal', { call: {} }),
        stdin: { type: 'StreamWriter' },
        ...rows('stdout stderr', { type: 'StreamReader' }),
      },
    },
    /** Reads move one position, so they cannot run side by side. */
    StreamReader: { traits: ['stream'], members: rows('read readline readexactly readuntil', { call: { effect: 'network' } }) },
    StreamWriter: {
      traits: ['stream'],
      members: { ...rows('drain wait_closed', waits), ...rows('write writelines close is_closing get_extra_info write_eof', { call: {} }) },
    },
  },
});
