/** bcrypt, passlib, argon2 and the hashers of frameworks: checking a password takes 50 to 300 ms of one processor by design. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const heavy = { call: { effect: 'cpu-heavy', mode: 'blocks' } } as const;
// A check of credentials decides what may follow.
const checks = { call: { ...heavy.call, traits: ['guard'] } } as const;

export const pyPasswords = defineLibrary({
  id: 'pyPasswords',
  title: 'password hashing',
  language: 'python',
  packages: ['bcrypt', 'passlib/hash', 'passlib/context', 'argon2', 'pwdlib', 'werkzeug/security', 'django/contrib/auth/hashers', 'flask_bcrypt'],
  source: 'https://passlib.readthedocs.io/en/stable/narr/quickstart.html',
  exports: {
    ...rows('hashpw kdf generate_password_hash make_password', heavy),
    ...rows('checkpw check_password_hash check_password', checks),
    ...rows('gensalt is_password_usable safe_join', { call: {} }),
    ...rows('CryptContext PasswordHasher PasswordHash Bcrypt', made('Hasher')),
    ...rows('bcrypt argon2 pbkdf2_sha256 pbkdf2_sha512 sha256_crypt sha512_crypt scrypt bcrypt_sha256', { type: 'Hasher' }),
  },
  types: {
    Hasher: {
      members: {
        ...rows('hash encrypt generate_password_hash', heavy),
        ...rows('verify verify_and_update check_password_hash', checks),
        using: { call: { returns: 'Hasher' } },
        recommended: { call: { returns: 'Hasher' } },
        ...rows('needs_update check_needs_rehash identify init_app', { call: {} }),
      },
    },
  },
  shapes: [{ receiver: '(^|[._])(pwd_context|password_context|crypt_context|password_hasher)$', method: '^(hash|verify|verify_and_update)$', type: 'Hasher', confidence: 'likely' }],
});
