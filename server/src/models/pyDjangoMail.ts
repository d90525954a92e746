/** django.core.mail: every message opens its own connection to the mail server unless it is given one. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const network = { effect: 'network', mode: 'blocks' } as const;
const MANY = 'get_connection().send_messages(messages)';

export const pyDjangoMail = defineLibrary({
  id: 'pyDjangoMail',
  title: 'Django mail',
  language: 'python',
  packages: ['django/core/mail', 'django/core/mail/message'],
  source: 'https://docs.djangoproject.com/en/stable/topics/email/#sending-multiple-emails',
  exports: {
    send_mail: { call: { ...network, bulk: 'send_mass_mail(messages)', traits: ['unpooled'] } },
    ...rows('mail_admins mail_managers', { call: { ...network, traits: ['unpooled'] } }),
    send_mass_mail: { call: { ...network, traits: ['takes-list'] } },
    get_connection: { call: { returns: 'Connection' } },
    ...rows('EmailMessage EmailMultiAlternatives', made('Message')),
  },
  types: {
    Message: { members: { send: { call: { ...network, bulk: MANY } }, ...rows('attach attach_file attach_alternative message recipients', { call: {} }) } },
    Connection: { traits: ['connection'], members: { send_messages: { call: { ...network, traits: ['takes-list'] } }, open: { call: { ...network, traits: ['small'] } }, close: { call: {} } } },
  },
});
