/** amqplib: one long-lived connection carries many channels; publishing only fills a buffer. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const amqplib = defineLibrary({
  id: 'amqplib',
  title: 'amqplib',
  language: 'ecmascript',
  packages: ['amqplib'],
  source: 'https://amqp-node.github.io/amqplib/channel_api.html',
  exports: { connect: { call: { returns: 'ChannelModel', effect: 'opens-connection', traits: ['keep-alive'] } } },
  types: {
    ChannelModel: {
      traits: ['client'],
      members: { ...rows('createChannel createConfirmChannel', { call: { returns: 'Channel', effect: 'network' } }), ...rows('close on once', { call: {} }) },
    },
    Connection: { extends: 'ChannelModel' },
    /** Answers come in the order of the requests. */
    Channel: {
      traits: ['connection'],
      members: {
        ...rows('assertQueue checkQueue deleteQueue purgeQueue bindQueue unbindQueue assertExchange checkExchange deleteExchange get', { call: { effect: 'network' } }),
        consume: { call: { entry: { kind: 'message', title: 'message of {0}' } } },
        ...rows('publish sendToQueue ack nack reject prefetch close', { call: {} }),
        waitForConfirms: { call: { traits: ['waits'] } },
      },
    },
    ConfirmChannel: { extends: 'Channel' },
  },
});
