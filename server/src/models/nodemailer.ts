/** nodemailer: only a pooled transport keeps connections; a plain one connects for each message, wherever it is made. */
import { defineLibrary } from './model';

export const nodemailer = defineLibrary({
  id: 'nodemailer',
  title: 'Nodemailer',
  language: 'ecmascript',
  packages: ['nodemailer'],
  source: 'https://nodemailer.com/smtp/pooled',
  exports: {
    createTransport: {
      call: {
        when: { index: 0, has: ['pool'] },
        returns: 'Transporter',
        effect: 'opens-connection',
        mode: 'started',
        traits: ['keep-alive'],
        orElse: { returns: 'Transporter' },
      },
    },
  },
  types: {
    Transporter: {
      traits: ['client'],
      members: {
        sendMail: { call: { when: { index: 1, is: 'function' }, effect: 'network', mode: 'started', orElse: { effect: 'network' } } },
        verify: { call: { effect: 'network' } },
        close: { call: {} },
      },
    },
  },
  shapes: [
    { receiver: '(^|\\.)(transporter|mailTransporter|smtpTransport)$', method: '^sendMail$', type: 'Transporter', confidence: 'likely' },
  ],
});
