/** time: only sleeping costs something. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pyTime = defineLibrary({
  id: 'pyTime',
  title: 'time',
  language: 'python',
  packages: ['time'],
  source: 'https://docs.python.org/3/library/time.html#time.sleep',
  exports: {
    sleep: { call: { effect: 'sleep', mode: 'blocks', traits: ['waits'] } },
    ...rows('time time_ns monotonic monotonic_ns perf_counter perf_counter_ns process_time strftime strptime gmtime localtime mktime ctime asctime', { call: {} }),
  },
  types: {},
});
