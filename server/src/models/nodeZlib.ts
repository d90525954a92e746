/** zlib: `*Sync` compresses on the caller's thread; the others work on the thread pool. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nodeZlib = defineLibrary({
  id: 'nodeZlib',
  title: 'Node.js zlib',
  language: 'ecmascript',
  packages: ['zlib', 'node:zlib'],
  source: 'https://nodejs.org/api/zlib.html',
  exports: {
    ...rows(`
      gzipSync gunzipSync deflateSync inflateSync deflateRawSync inflateRawSync unzipSync brotliCompressSync brotliDecompressSync
      zstdCompressSync zstdDecompressSync
    `, { call: { effect: 'cpu-heavy', mode: 'blocks' } }),
    ...rows(`
      gzip gunzip deflate inflate deflateRaw inflateRaw unzip brotliCompress brotliDecompress zstdCompress zstdDecompress
    `, { call: { effect: 'cpu-heavy', mode: 'started' } }),
    ...rows(`
      createGzip createGunzip createDeflate createInflate createDeflateRaw createInflateRaw createUnzip createBrotliCompress
      createBrotliDecompress createZstdCompress createZstdDecompress
    `, { call: { returns: 'nodeStream#Transform' } }),
  },
  types: {},
});
