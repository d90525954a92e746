/** worker_threads: work handed over leaves the caller's thread. */
import { defineLibrary } from './model';

export const nodeWorkerThreads = defineLibrary({
  id: 'nodeWorkerThreads',
  title: 'Node.js worker_threads',
  language: 'ecmascript',
  packages: ['worker_threads', 'node:worker_threads'],
  source: 'https://nodejs.org/api/worker_threads.html',
  exports: {
    Worker: { construct: { returns: 'Worker', traits: ['offloads'] } },
  },
  types: {
    Worker: { members: { postMessage: { call: { traits: ['offloads'] } } } },
  },
});
