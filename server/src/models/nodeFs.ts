/** fs: `*Sync` calls block the thread, callback forms are started; `fs.promises` is described in nodeFsPromises. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const small = { traits: ['small'] } as const;

export const blockingMembers: Readonly<Record<string, Member>> = {
  readFileSync: { call: { effect: 'file-read', mode: 'blocks', traits: ['whole-file'] } },
  ...rows('readdirSync readSync readvSync globSync', { call: { effect: 'file-read', mode: 'blocks' } }),
  ...rows(`
    existsSync accessSync statSync lstatSync fstatSync statfsSync realpathSync readlinkSync openSync opendirSync
  `, { call: { effect: 'file-read', mode: 'blocks', ...small } }),
  ...rows(`
    writeFileSync appendFileSync copyFileSync cpSync rmSync writeSync writevSync fsyncSync fdatasyncSync
  `, { call: { effect: 'file-write', mode: 'blocks' } }),
  ...rows(`
    mkdirSync mkdtempSync renameSync rmdirSync unlinkSync linkSync symlinkSync truncateSync ftruncateSync chmodSync fchmodSync lchmodSync
    chownSync fchownSync lchownSync utimesSync futimesSync lutimesSync
  `, { call: { effect: 'file-write', mode: 'blocks', ...small } }),
};

export const nodeFs = defineLibrary({
  id: 'nodeFs',
  title: 'Node.js fs',
  language: 'ecmascript',
  packages: ['fs', 'node:fs', 'graceful-fs'],
  source: 'https://nodejs.org/api/fs.html',
  exports: {
    promises: { type: 'nodeFsPromises#Promises' },
    ...blockingMembers,
    createReadStream: { call: { returns: 'ReadStream' } },
    createWriteStream: { call: { returns: 'WriteStream' } },
    readFile: { call: { effect: 'file-read', mode: 'started', traits: ['whole-file'] } },
    ...rows('readdir read readv', { call: { effect: 'file-read', mode: 'started' } }),
    ...rows('access exists stat lstat fstat realpath readlink open opendir', { call: { effect: 'file-read', mode: 'started', ...small } }),
    ...rows('writeFile appendFile copyFile cp rm write writev fsync', { call: { effect: 'file-write', mode: 'started' } }),
    ...rows(`
      mkdir mkdtemp rename rmdir unlink link symlink truncate chmod chown utimes
    `, { call: { effect: 'file-write', mode: 'started', ...small } }),
  },
  types: {
    ReadStream: { extends: 'nodeStream#Readable' },
    WriteStream: { extends: 'nodeStream#Writable' },
    FileHandle: { extends: 'nodeFsPromises#FileHandle' },
    Dir: { extends: 'nodeFsPromises#Dir' },
  },
});
