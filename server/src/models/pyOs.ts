/** os: directories, single file operations and processes, all on the caller's thread. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { opens } from './pyBuiltins';
import { rows } from './rows';

const reads: Operation = { effect: 'file-read', mode: 'blocks' };
const writes: Operation = { effect: 'file-write', mode: 'blocks' };

export const osPathMembers: Readonly<Record<string, Member>> = {
  ...rows(`
    exists lexists isfile isdir islink ismount getsize getmtime getatime getctime realpath samefile
  `, { call: { ...reads, traits: ['small'] } }),
  ...rows(`
    join split splitext basename dirname abspath normpath normcase relpath expanduser expandvars commonpath commonprefix isabs splitdrive
  `, { call: {} }),
};

export const pyOs = defineLibrary({
  id: 'pyOs',
  title: 'os',
  language: 'python',
  packages: ['os'],
  source: 'https://docs.python.org/3/library/os.html#files-and-directories',
  exports: {
    path: { type: 'PathModule' },
    environ: { type: 'Environment' },
    ...rows('listdir scandir walk fwalk read pread readv', { call: reads }),
    ...rows('stat lstat fstat access readlink statvfs open', { call: { ...reads, traits: ['small'] } }),
    fdopen: { call: opens },
    ...rows('write pwrite writev sendfile copy_file_range fsync fdatasync removedirs', { call: writes }),
    ...rows(`
      remove unlink rename renames replace mkdir makedirs rmdir link symlink truncate ftruncate chmod chown utime mkfifo
    `, { call: { ...writes, traits: ['small'] } }),
    ...rows('system spawnl spawnle spawnlp spawnv spawnve spawnvp waitpid', { call: { effect: 'spawns-process', mode: 'blocks' } }),
    popen: { call: { returns: 'pySubprocess#Pipe', effect: 'spawns-process', mode: 'started' } },
    ...rows('posix_spawn posix_spawnp fork forkpty startfile', { call: { effect: 'spawns-process', mode: 'started' } }),
    ...rows('getenv putenv getcwd getpid getppid cpu_count urandom fspath kill umask close', { call: {} }),
  },
  types: {
    PathModule: { members: osPathMembers },
    Environment: { traits: ['collection'], anyMember: { call: {} } },
  },
});
