/** argon2: hashing takes tens of milliseconds by design, on the thread pool unless `Sync` is in the name. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const argon2 = defineLibrary({
  id: 'argon2',
  title: 'argon2',
  language: 'ecmascript',
  packages: ['argon2', '@node-rs/argon2'],
  source: 'https://github.com/ranisalt/node-argon2#usage',
  exports: {
    hash: { call: { effect: 'cpu-heavy' } },
    // A check of credentials decides what may follow.
    verify: { call: { effect: 'cpu-heavy', traits: ['guard'] } },
    ...rows('hashSync verifySync', { call: { effect: 'cpu-heavy', mode: 'blocks' } }),
    needsRehash: { call: {} },
  },
  types: {},
});
