/** hashlib: hashing a text is quick; deriving a key from a password is slow by design. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pyHashlib = defineLibrary({
  id: 'pyHashlib',
  title: 'hashlib',
  language: 'python',
  packages: ['hashlib', 'hmac'],
  source: 'https://docs.python.org/3/library/hashlib.html',
  exports: {
    ...rows('pbkdf2_hmac scrypt', { call: { effect: 'cpu-heavy', mode: 'blocks' } }),
    file_digest: { call: { returns: 'Hash', effect: 'file-read', mode: 'blocks' } },
    ...rows('new md5 sha1 sha224 sha256 sha384 sha512 sha3_256 sha3_512 blake2b blake2s HMAC', { call: { returns: 'Hash' } }),
    ...rows('compare_digest digest', { call: {} }),
  },
  types: { Hash: { members: { ...rows('update digest hexdigest', { call: {} }), copy: { call: { returns: 'Hash' } } } } },
});
