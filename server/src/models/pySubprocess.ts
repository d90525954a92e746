/** subprocess: starting a process takes milliseconds; all but `Popen` wait for its end on the caller's thread. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const waits = { call: { effect: 'spawns-process', mode: 'blocks' } } as const;

export const pySubprocess = defineLibrary({
  id: 'pySubprocess',
  title: 'subprocess',
  language: 'python',
  packages: ['subprocess'],
  source: 'https://docs.python.org/3/library/subprocess.html',
  exports: {
    ...rows('run call check_call check_output getoutput getstatusoutput', waits),
    Popen: made('Popen', { effect: 'spawns-process', mode: 'started' }),
  },
  types: {
    Popen: {
      members: {
        ...rows('wait communicate', waits),
        ...rows('poll kill terminate send_signal', { call: {} }),
        ...rows('stdin stdout stderr', { type: 'Pipe' }),
      },
    },
    /** How much comes through it is up to the other process. */
    Pipe: { traits: ['stream'], members: rows('read readline readlines write writelines flush close fileno', { call: {} }) },
  },
});
