/** smtplib, imaplib, ftplib, poplib: one command after the other over one connection, which opens when it is made. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const network = { call: { effect: 'network', mode: 'blocks' } } as const;

export const pyMail = defineLibrary({
  id: 'pyMail',
  title: 'Python mail and ftp',
  language: 'python',
  packages: ['smtplib', 'imaplib', 'ftplib', 'poplib'],
  source: 'https://docs.python.org/3/library/smtplib.html',
  exports: rows('SMTP SMTP_SSL LMTP IMAP4 IMAP4_SSL FTP FTP_TLS POP3 POP3_SSL', made('Connection', { effect: 'network', mode: 'blocks' })),
  types: {
    Connection: {
      traits: ['connection'],
      members: {
        ...rows('sendmail send_message fetch search store append uid list retr dele top', network),
        ...rows('retrbinary retrlines storbinary storlines nlst mlsd dir cwd size', network),
        ...rows('connect login starttls ehlo helo select expunge noop quit logout', { call: { ...network.call, traits: ['small'] } }),
        ...rows('set_debuglevel set_pasv close', { call: {} }),
      },
    },
  },
});
