/** Twilio: creating a message or a call is one round trip. */
import { defineLibrary } from './model';

const network = { call: { effect: 'network' } } as const;

export const twilio = defineLibrary({
  id: 'twilio',
  title: 'Twilio',
  language: 'ecmascript',
  packages: ['twilio'],
  source: 'https://www.twilio.com/docs/libraries/node',
  exports: {
    default: { call: { returns: 'Twilio' } },
    Twilio: { construct: { returns: 'Twilio' } },
  },
  types: {
    Twilio: { traits: ['client'], members: { messages: { type: 'Resource' }, calls: { type: 'Resource' } } },
    Resource: { members: { create: network, list: network, page: network }, call: { returns: 'Instance' } },
    Instance: { members: { fetch: network, update: network, remove: network } },
  },
});
