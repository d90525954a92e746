/**
 * axios. An instance only holds defaults, so making one is cheap; connections live in the agent it is given, which is
 * described where agents are.
 */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const network = { call: { effect: 'network' } } as const;

const requestMembers: Readonly<Record<string, Member>> = rows('request get delete head options post put patch postForm putForm patchForm',
  network,
);

export const axios = defineLibrary({
  id: 'axios',
  title: 'axios',
  language: 'ecmascript',
  packages: ['axios'],
  source: 'https://axios-http.com/docs/instance',
  exports: {
    default: { type: 'AxiosStatic', ...network },
    ...requestMembers,
    create: { call: { returns: 'AxiosInstance' } },
    Axios: { construct: { returns: 'Axios' } },
    AxiosHeaders: { construct: { returns: 'globals#Collection' } },
  },
  types: {
    Axios: { traits: ['client'], members: { ...requestMembers, getUri: { call: {} }, defaults: {}, interceptors: {} } },
    AxiosInstance: { extends: 'Axios', ...network },
    AxiosStatic: { extends: 'AxiosInstance', members: { create: { call: { returns: 'AxiosInstance' } } } },
  },
  shapes: [
    { receiver: '(^|\\.)(axios|axiosInstance|axiosClient)$', method: '^(request|get|delete|head|options|post|put|patch)$', type: 'AxiosInstance', confidence: 'likely' },
  ],
});
