/** child_process: starting a process takes milliseconds; `*Sync` waits for its end on the caller's thread. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nodeChildProcess = defineLibrary({
  id: 'nodeChildProcess',
  title: 'Node.js child_process',
  language: 'ecmascript',
  packages: ['child_process', 'node:child_process'],
  source: 'https://nodejs.org/api/child_process.html',
  exports: {
    ...rows('execSync execFileSync spawnSync', { call: { effect: 'spawns-process', mode: 'blocks' } }),
    ...rows('exec execFile spawn fork', { call: { returns: 'ChildProcess', effect: 'spawns-process', mode: 'started' } }),
  },
  types: {
    ChildProcess: { members: rows('kill send on once unref', { call: {} }) },
  },
});
