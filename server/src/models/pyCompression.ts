/** gzip, zlib and their like: compressing takes processor time in proportion to the data. */
import { defineLibrary } from './model';
import { opens } from './pyBuiltins';
import { made, rows } from './rows';

const computes = { call: { effect: 'cpu-heavy', mode: 'blocks' } } as const;

export const pyCompression = defineLibrary({
  id: 'pyCompression',
  title: 'Python compression',
  language: 'python',
  packages: ['gzip', 'bz2', 'lzma', 'zlib', 'brotli', 'zstandard', 'lz4/frame'],
  source: 'https://docs.python.org/3/library/gzip.html',
  exports: {
    ...rows('compress decompress', computes),
    open: { call: opens },
    ...rows('GzipFile BZ2File LZMAFile', made('pyBuiltins#File', { effect: 'file-read', mode: 'blocks', traits: ['small'] })),
    ...rows('crc32 adler32', { call: {} }),
  },
  types: {},
});
