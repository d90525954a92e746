/** anyio and trio: waiting, bounding, leaving the event loop, and files and processes that are awaited. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { pathSteps, pathTexts } from './pyPathlib';
import { made, rows } from './rows';

const reads: Operation = { effect: 'file-read' };
const writes: Operation = { effect: 'file-write' };
const shared: Readonly<Record<string, Member>> = {
  ...rows('sleep sleep_until sleep_forever', { call: { effect: 'sleep', traits: ['waits'] } }),
  to_thread: { type: 'ToThread' },
  to_process: { type: 'ToThread' },
  from_thread: { type: 'FromThread' },
  ...rows('create_task_group open_nursery', { call: { returns: 'TaskGroup' } }),
  ...rows('Semaphore CapacityLimiter', made('Limiter')),
  ...rows('Lock StrictFIFOLock', made('Lock')),
  ...rows('Event Condition', made('Signal')),
  Path: made('Path'),
  open_file: { call: { returns: 'pyAiofiles#File', ...reads, traits: ['small'] } },
  ...rows('run_process open_process', { call: { effect: 'spawns-process' } }),
  ...rows('connect_tcp open_tcp_stream open_ssl_over_tcp_stream', { call: { effect: 'network' } }),
  ...rows('move_on_after fail_after move_on_at fail_at CancelScope run current_time', { call: {} }),
};

export const pyAnyio = defineLibrary({
  id: 'pyAnyio',
  title: 'anyio and trio',
  language: 'python',
  packages: ['anyio', 'trio'],
  source: 'https://anyio.readthedocs.io/en/stable/threads.html',
  exports: shared,
  types: {
    ToThread: { members: { run_sync: { call: { traits: ['offloads'] } }, current_default_thread_limiter: { call: { returns: 'Limiter' } } } },
    FromThread: { members: { ...rows('run run_sync', { call: {} }), ...rows('start_blocking_portal BlockingPortal', { call: {} }) } },
    TaskGroup: { members: { ...rows('start_soon start', { call: {} }), cancel_scope: { type: 'pyBuiltins#Plain' } } },
    Limiter: { traits: ['limiter'], members: { ...rows('acquire acquire_on_behalf_of', { call: { traits: ['limits', 'waits'] } }), release: { call: {} } } },
    Lock: { members: { acquire: { call: { traits: ['waits'] } }, release: { call: {} } } },
    Signal: { members: { ...rows('wait acquire', { call: { traits: ['waits'] } }), ...rows('set notify notify_all is_set release', { call: {} }) } },
    Path: {
      members: {
        ...rows('read_text read_bytes', { call: { ...reads, traits: ['whole-file'] } }),
        ...rows('write_text write_bytes', { call: writes }),
        ...rows('iterdir glob rglob', { call: { ...reads, returns: 'Paths' } }),
        ...rows('exists is_file is_dir is_symlink stat lstat samefile', { call: { ...reads, traits: ['small'] } }),
        ...rows('resolve absolute expanduser', { call: { ...reads, returns: 'Path', traits: ['small'] } }),
        ...rows('mkdir touch unlink rmdir chmod rename replace symlink_to', { call: { ...writes, traits: ['small'] } }),
        ...rows(pathSteps.replace('absolute', '').replace('expanduser', ''), { call: { returns: 'Path' } }),
        open: { call: { returns: 'pyAiofiles#File', ...reads, traits: ['small'] } },
        parent: { type: 'Path' },
        ...pathTexts,
      },
    },
    Paths: { traits: ['stream'], element: 'Path' },
  },
});
