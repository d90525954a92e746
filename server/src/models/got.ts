/** got: a call gives a promise with `.json()`, `.text()`, `.buffer()` on it; `extend` only merges defaults. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const request = { call: { returns: 'CancelableRequest' } } as const;

const requestMembers: Readonly<Record<string, Member>> = {
  ...rows('get post put patch head delete', request),
  stream: { call: { returns: 'nodeStream#Readable' } },
  extend: { call: { returns: 'Got' } },
  paginate: { call: { returns: 'Pages' }, type: 'Paginate' },
};

export const got = defineLibrary({
  id: 'got',
  title: 'got',
  language: 'ecmascript',
  packages: ['got'],
  source: 'https://github.com/sindresorhus/got#documentation',
  exports: {
    ...rows('default got', { type: 'Got', ...request }),
    ...requestMembers,
  },
  types: {
    Got: { traits: ['client'], members: requestMembers, ...request },
    CancelableRequest: {
      awaited: { effect: 'network' },
      members: {
        ...rows('json text', { call: { effect: 'network' } }),
        buffer: { call: { effect: 'network', traits: ['whole-file'] } },
      },
    },
    Paginate: { members: { each: { call: { returns: 'Pages' } }, all: { call: { effect: 'network' } } }, call: { returns: 'Pages' } },
    /** Each page needs the one before it. */
    Pages: { traits: ['cursor'] },
  },
});
