/** jsonwebtoken and jose: signing and checking a token takes microseconds; a check must come before what it protects. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const jsonwebtoken = defineLibrary({
  id: 'jsonwebtoken',
  title: 'JSON Web Tokens',
  language: 'ecmascript',
  packages: ['jsonwebtoken', 'jose'],
  source: 'https://github.com/auth0/node-jsonwebtoken#usage',
  exports: {
    ...rows('sign decode decodeJwt decodeProtectedHeader importJWK importPKCS8 importSPKI exportJWK', { call: {} }),
    ...rows('verify jwtVerify compactVerify jwtDecrypt', { call: { traits: ['guard'] } }),
    ...rows('SignJWT EncryptJWT', { construct: { returns: 'Builder' } }),
  },
  types: { Builder: { anyMember: { call: { returns: 'Builder' } } } },
});
