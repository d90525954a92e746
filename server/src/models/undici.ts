/** undici: pools, agents and clients keep sockets open and are meant to be shared; `fetch` and `request` use a global one. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const requestMembers: Readonly<Record<string, Member>> = {
  request: { call: { returns: 'ResponseData', effect: 'network' } },
  ...rows('stream connect upgrade', { call: { effect: 'network' } }),
  pipeline: { call: { returns: 'nodeStream#Duplex' } },
};

export const undici = defineLibrary({
  id: 'undici',
  title: 'undici',
  language: 'ecmascript',
  packages: ['undici'],
  source: 'https://undici.nodejs.org/#/docs/api/Dispatcher',
  exports: {
    ...rows(`
      Pool BalancedPool RoundRobinPool Client Agent ProxyAgent EnvHttpProxyAgent Socks5ProxyAgent
    `, { construct: { returns: 'Dispatcher', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } }),
    RetryAgent: { construct: { returns: 'Dispatcher' } },
    fetch: { call: { returns: 'globals#Response', effect: 'network' } },
    ...requestMembers,
    ...rows('Headers FormData', { construct: { returns: 'globals#Collection' } }),
  },
  types: {
    Dispatcher: { traits: ['client'], members: { ...requestMembers, close: { call: {} }, destroy: { call: {} } } },
    ResponseData: { members: { body: { type: 'Body' }, headers: { type: 'globals#Collection' } } },
    Body: {
      extends: 'nodeStream#Readable',
      members: {
        ...rows('json text', { call: { effect: 'network', traits: ['small'] } }),
        ...rows('arrayBuffer blob bytes', { call: { effect: 'network', traits: ['whole-file'] } }),
        dump: { call: {} },
      },
    },
  },
});
