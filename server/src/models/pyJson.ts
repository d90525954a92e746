/** json and other formats of the standard library: `load` and `dump` work on files, `loads` and `dumps` on text. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pyJson = defineLibrary({
  id: 'pyJson',
  title: 'Python data formats',
  language: 'python',
  packages: ['json', 'simplejson', 'ujson', 'rapidjson', 'tomllib', 'tomli', 'pickle', 'cloudpickle', 'dill', 'marshal', 'plistlib'],
  source: 'https://docs.python.org/3/library/json.html#json.load',
  exports: {
    load: { call: { effect: 'file-read', mode: 'blocks' } },
    dump: { call: { effect: 'file-write', mode: 'blocks' } },
    ...rows('loads dumps', { call: {} }),
  },
  types: {},
});
