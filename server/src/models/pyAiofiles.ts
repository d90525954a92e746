/** aiofiles: file work on a thread, awaited. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const opens: Operation = { returns: 'File', effect: 'file-read', traits: ['small'] };
const osMembers = {
  ...rows('listdir scandir', { call: { effect: 'file-read' } }),
  ...rows('stat access readlink getcwd', { call: { effect: 'file-read', traits: ['small'] } }),
  ...rows('remove unlink rename replace mkdir makedirs rmdir removedirs link symlink', { call: { effect: 'file-write', traits: ['small'] } }),
} as const;

export const pyAiofiles = defineLibrary({
  id: 'pyAiofiles',
  title: 'aiofiles',
  language: 'python',
  packages: ['aiofiles', 'aiofiles/*'],
  source: 'https://github.com/Tinche/aiofiles#usage',
  exports: {
    open: { call: opens },
    ...rows('NamedTemporaryFile TemporaryFile SpooledTemporaryFile', { call: opens }),
    os: { type: 'Os' },
    tempfile: { type: 'Tempfile' },
    ...osMembers,
  },
  types: {
    File: {
      traits: ['stream'],
      members: {
        read: { call: { when: { index: 0, is: 'missing' }, effect: 'file-read', traits: ['whole-file'], orElse: { effect: 'file-read' } } },
        readlines: { call: { effect: 'file-read', traits: ['whole-file', 'lines'] } },
        ...rows('readline readinto', { call: { effect: 'file-read', traits: ['small'] } }),
        ...rows('write writelines', { call: { effect: 'file-write' } }),
        ...rows('flush truncate', { call: { effect: 'file-write', traits: ['small'] } }),
        ...rows('close seek tell', { call: {} }),
      },
    },
    Os: { members: { ...osMembers, path: { type: 'OsPath' } } },
    OsPath: { members: rows('exists isfile isdir getsize getmtime', { call: { effect: 'file-read', traits: ['small'] } }) },
    Tempfile: { members: rows('NamedTemporaryFile TemporaryFile SpooledTemporaryFile', { call: opens }) },
  },
});
