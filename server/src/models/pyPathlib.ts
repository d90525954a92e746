/** pathlib: paths only compute, until one of them is asked about its file. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { opens } from './pyBuiltins';
import { made, rows } from './rows';

const reads: Operation = { effect: 'file-read', mode: 'blocks' };
const writes: Operation = { effect: 'file-write', mode: 'blocks' };

/** Steps that only compute another path. */
export const pathSteps = 'joinpath with_name with_stem with_suffix with_segments relative_to absolute expanduser';
export const pathTexts: Readonly<Record<string, Member>> = {
  ...rows('name stem suffix suffixes parts anchor drive root', {}),
  ...rows('as_posix as_uri is_absolute is_relative_to match full_match is_reserved', { call: {} }),
};

export const pyPathlib = defineLibrary({
  id: 'pyPathlib',
  title: 'pathlib',
  language: 'python',
  packages: ['pathlib'],
  source: 'https://docs.python.org/3/library/pathlib.html',
  exports: rows('Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath', made('Path')),
  types: {
    Path: {
      members: {
        ...rows('read_text read_bytes', { call: { ...reads, traits: ['whole-file'] } }),
        ...rows('write_text write_bytes copy copy_into move move_into', { call: writes }),
        ...rows('iterdir glob rglob walk', { call: { ...reads, returns: 'Paths' } }),
        ...rows(`
          exists is_file is_dir is_symlink is_mount is_socket is_fifo is_block_device is_char_device is_junction stat lstat owner group samefile
        `, { call: { ...reads, traits: ['small'] } }),
        ...rows('resolve readlink', { call: { ...reads, returns: 'Path', traits: ['small'] } }),
        ...rows('mkdir touch unlink rmdir chmod lchmod symlink_to hardlink_to', { call: { ...writes, traits: ['small'] } }),
        ...rows('rename replace', { call: { ...writes, returns: 'Path', traits: ['small'] } }),
        ...rows(`${pathSteps} cwd home from_uri`, { call: { returns: 'Path' } }),
        open: { call: opens },
        parent: { type: 'Path' },
        parents: { type: 'Paths' },
        ...pathTexts,
      },
    },
    /** Found one by one while it is gone through. */
    Paths: { element: 'Path' },
  },
  shapes: [
    { receiver: '(^|[._])(path|file|filepath|filename|dir|directory|folder|root|[A-Z_]*(PATH|DIR|ROOT|FILE))$', method: '^(read_text|read_bytes|write_text|write_bytes|rglob|iterdir)$', type: 'Path', confidence: 'likely' },
  ],
});
