/** asgiref, channels, Starlette and FastAPI: what leads a blocking function off the event loop, and back. */
import { defineLibrary } from './model';
import { rows } from './rows';

const offloads = { call: { traits: ['offloads'] } } as const;

export const pyThreadBridges = defineLibrary({
  id: 'pyThreadBridges',
  title: 'thread bridges',
  language: 'python',
  packages: ['asgiref/sync', 'channels/db', 'starlette/concurrency', 'fastapi/concurrency', 'asyncer', 'twisted/internet/threads'],
  source: 'https://docs.djangoproject.com/en/stable/topics/async/#asgiref.sync.sync_to_async',
  exports: {
    ...rows('sync_to_async SyncToAsync database_sync_to_async run_in_threadpool asyncify deferToThread deferToThreadPool', offloads),
    ...rows('async_to_sync AsyncToSync iterate_in_threadpool contextmanager_in_threadpool syncify blockingCallFromThread', { call: {} }),
  },
  types: {},
});
