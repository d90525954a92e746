/** ky: a call gives a promise with the response's readers on it; `create` and `extend` only merge defaults. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const request = { call: { returns: 'ResponsePromise' } } as const;

const requestMembers: Readonly<Record<string, Member>> = {
  ...rows('get post put patch head delete', request),
  ...rows('create extend', { call: { returns: 'KyInstance' } }),
};

export const ky = defineLibrary({
  id: 'ky',
  title: 'ky',
  language: 'ecmascript',
  packages: ['ky', 'ky-universal'],
  source: 'https://github.com/sindresorhus/ky#api',
  exports: {
    default: { type: 'KyInstance', ...request },
    ...requestMembers,
  },
  types: {
    KyInstance: { traits: ['client'], members: requestMembers, ...request },
    ResponsePromise: {
      awaited: { effect: 'network', returns: 'globals#Response' },
      members: {
        ...rows('json text formData', { call: { effect: 'network' } }),
        ...rows('arrayBuffer blob bytes', { call: { effect: 'network', traits: ['whole-file'] } }),
      },
    },
  },
});
