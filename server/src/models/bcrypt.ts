/** bcrypt and bcryptjs: hashing takes 50 to 300 ms by design; the `Sync` forms spend them on the caller's thread. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const awaited: Operation = { when: { index: 2, is: 'function' }, effect: 'cpu-heavy', mode: 'started', orElse: { effect: 'cpu-heavy' } };

export const bcrypt = defineLibrary({
  id: 'bcrypt',
  title: 'bcrypt',
  language: 'ecmascript',
  packages: ['bcrypt', 'bcryptjs', '@node-rs/bcrypt'],
  source: 'https://github.com/kelektiv/node.bcrypt.js#why-is-async-mode-recommended-over-sync-mode',
  exports: {
    ...rows('hashSync compareSync verifySync', { call: { effect: 'cpu-heavy', mode: 'blocks' } }),
    hash: { call: awaited },
    // A check of credentials decides what may follow.
    ...rows('compare verify', { call: { effect: 'cpu-heavy', traits: ['guard'] } }),
    ...rows('genSalt genSaltSync getRounds', { call: {} }),
  },
  types: {},
});
