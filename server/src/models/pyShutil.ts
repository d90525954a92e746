/** shutil, glob and tempfile: work on whole trees and the search for files in them. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { opens } from './pyBuiltins';
import { made, rows } from './rows';

const writes: Operation = { effect: 'file-write', mode: 'blocks' };

export const pyShutil = defineLibrary({
  id: 'pyShutil',
  title: 'Python files',
  language: 'python',
  packages: ['shutil', 'glob', 'tempfile'],
  source: 'https://docs.python.org/3/library/shutil.html',
  exports: {
    ...rows('copy copy2 copyfile copyfileobj copytree move rmtree make_archive unpack_archive', { call: writes }),
    ...rows('copymode copystat chown', { call: { ...writes, traits: ['small'] } }),
    ...rows('which disk_usage', { call: { effect: 'file-read', mode: 'blocks', traits: ['small'] } }),
    ...rows('glob iglob', { call: { effect: 'file-read', mode: 'blocks' } }),
    ...rows('NamedTemporaryFile TemporaryFile SpooledTemporaryFile', { call: opens }),
    ...rows('mkdtemp mkstemp', { call: { ...writes, traits: ['small'] } }),
    TemporaryDirectory: made('Directory', { ...writes, traits: ['small'] }),
    ...rows('gettempdir gettempprefix mktemp escape has_magic', { call: {} }),
  },
  types: { Directory: { members: { name: {}, cleanup: { call: writes } } } },
});
