/** io and codecs: the same files as `open`, and buffers that only look like files. */
import { defineLibrary } from './model';
import { opens } from './pyBuiltins';
import { made, rows } from './rows';

export const pyIo = defineLibrary({
  id: 'pyIo',
  title: 'Python',
  language: 'python',
  packages: ['io', 'codecs', 'fileinput'],
  source: 'https://docs.python.org/3/library/io.html',
  exports: {
    ...rows('open open_code', { call: opens }),
    ...rows('StringIO BytesIO', made('Buffer')),
    ...rows('TextIOWrapper BufferedReader BufferedWriter FileIO IOBase TextIOBase BufferedIOBase RawIOBase', made('pyBuiltins#File')),
    // `fileinput.input()` goes through lines as files do.
    input: { call: opens },
  },
  types: { Buffer: { traits: ['collection'], anyMember: { call: {} } } },
});
