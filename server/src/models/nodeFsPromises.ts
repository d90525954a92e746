/** fs/promises: file work that is awaited. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const small = { traits: ['small'] } as const;

export const fileSystemMembers: Readonly<Record<string, Member>> = {
  readFile: { call: { effect: 'file-read', traits: ['whole-file'] } },
  readdir: { call: { effect: 'file-read' } },
  opendir: { call: { effect: 'file-read', returns: 'Dir', ...small } },
  open: { call: { effect: 'file-read', returns: 'FileHandle', ...small } },
  ...rows('access stat lstat statfs realpath readlink', { call: { effect: 'file-read', ...small } }),
  ...rows('writeFile appendFile copyFile cp rm', { call: { effect: 'file-write' } }),
  ...rows(`
    mkdir mkdtemp rename rmdir unlink link symlink truncate chmod lchmod chown lchown utimes lutimes
  `, { call: { effect: 'file-write', ...small } }),
  ...rows('watch glob', { call: { returns: 'Dir' } }),
};

export const nodeFsPromises = defineLibrary({
  id: 'nodeFsPromises',
  title: 'Node.js fs',
  language: 'ecmascript',
  packages: ['fs/promises', 'node:fs/promises'],
  source: 'https://nodejs.org/api/fs.html#promises-api',
  exports: fileSystemMembers,
  types: {
    /** What `fs.promises` holds. */
    Promises: { members: fileSystemMembers },
    /** Reads and writes move one position, so they cannot run side by side. */
    FileHandle: {
      traits: ['stream'],
      members: {
        readFile: { call: { effect: 'file-read', traits: ['whole-file'] } },
        ...rows('read readv', { call: { effect: 'file-read' } }),
        ...rows('write writev writeFile appendFile sync datasync', { call: { effect: 'file-write' } }),
        ...rows('createReadStream createWriteStream readLines', { call: { returns: 'nodeStream#Readable' } }),
      },
    },
    /** Iterated asynchronously. */
    Dir: { traits: ['stream'], members: { read: { call: { effect: 'file-read' } } } },
  },
});
