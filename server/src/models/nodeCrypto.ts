/**
 * crypto: key derivation and key generation are slow by design. Hashes, ciphers and signatures are typed without
 * effects, so that `hash.update` is never taken for a query.
 */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nodeCrypto = defineLibrary({
  id: 'nodeCrypto',
  title: 'Node.js crypto',
  language: 'ecmascript',
  packages: ['crypto', 'node:crypto'],
  source: 'https://nodejs.org/api/crypto.html',
  exports: {
    ...rows('pbkdf2Sync scryptSync argon2Sync generateKeyPairSync generatePrimeSync', { call: { effect: 'cpu-heavy', mode: 'blocks' } }),
    ...rows('pbkdf2 scrypt argon2 generateKeyPair generatePrime', { call: { effect: 'cpu-heavy', mode: 'started' } }),
    createHash: { call: { returns: 'Hash' } },
    createHmac: { call: { returns: 'Hmac' } },
    createSign: { call: { returns: 'Sign' } },
    createVerify: { call: { returns: 'Verify' } },
    ...rows('createCipheriv createCipher', { call: { returns: 'Cipher' } }),
    ...rows('createDecipheriv createDecipher', { call: { returns: 'Decipher' } }),
  },
  types: {
    Hash: { members: rows('update copy', { call: { returns: 'Hash' } }) },
    Hmac: { members: { update: { call: { returns: 'Hmac' } } } },
    Sign: { members: { update: { call: { returns: 'Sign' } } } },
    Verify: { members: { update: { call: { returns: 'Verify' } } } },
    Cipher: { members: { update: { call: {} }, final: { call: {} } } },
    Decipher: { members: { update: { call: {} }, final: { call: {} } } },
  },
});
