/** aiosmtplib: `send` connects, sends and leaves; a client may send many. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

export const pyAiosmtplib = defineLibrary({
  id: 'pyAiosmtplib',
  title: 'aiosmtplib',
  language: 'python',
  packages: ['aiosmtplib'],
  source: 'https://aiosmtplib.readthedocs.io/en/stable/usage.html',
  exports: { send: { call: { effect: 'network', traits: ['unpooled'] } }, SMTP: made('Connection') },
  types: { Connection: { traits: ['connection'], members: rows('connect login starttls send_message sendmail quit', { call: { effect: 'network' } }) } },
});
