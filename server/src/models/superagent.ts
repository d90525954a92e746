/** superagent: a request is built by a chain and sent when it is awaited or `.end()` is called. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const request = { call: { returns: 'SuperAgentRequest' } } as const;

const requestMembers: Readonly<Record<string, Member>> = rows('get post put patch head delete del options', request);

export const superagent = defineLibrary({
  id: 'superagent',
  title: 'superagent',
  language: 'ecmascript',
  packages: ['superagent'],
  source: 'https://forwardemail.github.io/superagent/',
  exports: {
    default: { type: 'SuperAgentStatic', ...request },
    ...requestMembers,
    agent: { call: { returns: 'SuperAgentStatic' } },
  },
  types: {
    SuperAgentStatic: { traits: ['client'], members: { ...requestMembers, agent: { call: { returns: 'SuperAgentStatic' } } }, ...request },
    SuperAgentRequest: {
      awaited: { effect: 'network' },
      members: {
        end: { call: { effect: 'network', mode: 'started' } },
        then: { call: { effect: 'network' } },
        ...rows(`
          set query send attach field type accept auth timeout retry redirects responseType buffer parse ok use withCredentials agent ca
          cert key pfx serialize sortQuery http2 disableTLSCerts
        `, request),
        pipe: { call: { returns: 'nodeStream#Readable', effect: 'network', mode: 'started' } },
      },
    },
  },
});
