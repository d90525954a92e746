/** Resend: one round trip per mail, up to a hundred mails in one with `batch.send`. */
import { defineLibrary } from './model';

export const resend = defineLibrary({
  id: 'resend',
  title: 'Resend',
  language: 'ecmascript',
  packages: ['resend'],
  source: 'https://resend.com/docs/api-reference/emails/send-batch-emails',
  exports: {
    Resend: { construct: { returns: 'Resend' } },
  },
  types: {
    Resend: { traits: ['client'], members: { emails: { type: 'Emails' }, batch: { type: 'Batch' }, contacts: { type: 'Contacts' } } },
    Emails: {
      members: {
        send: { call: { effect: 'network', bulk: 'batch.send([mails])' } },
        create: { call: { effect: 'network', bulk: 'batch.create([mails])' } },
        get: { call: { effect: 'network' } },
        update: { call: { effect: 'network' } },
        cancel: { call: { effect: 'network' } },
      },
    },
    Batch: { members: { send: { call: { effect: 'network', traits: ['takes-list'] } }, create: { call: { effect: 'network', traits: ['takes-list'] } } } },
    Contacts: {
      members: {
        create: { call: { effect: 'network' } },
        get: { call: { effect: 'network' } },
        list: { call: { effect: 'network' } },
        update: { call: { effect: 'network' } },
        remove: { call: { effect: 'network' } },
      },
    },
  },
});
