/** SendGrid's mail client: one round trip per call; `send` takes a list of messages too, but sends each by itself. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const sendMembers: Readonly<Record<string, Member>> = rows('send sendMultiple', { call: { effect: 'network' } });

export const sendgrid = defineLibrary({
  id: 'sendgrid',
  title: 'SendGrid',
  language: 'ecmascript',
  packages: ['@sendgrid/mail'],
  source: 'https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/mail',
  exports: {
    ...sendMembers,
    MailService: { construct: { returns: 'MailService' } },
  },
  types: { MailService: { traits: ['client'], members: sendMembers } },
});
