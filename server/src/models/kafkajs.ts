/** KafkaJS: producers and consumers connect once and live long; one `send` takes any number of messages. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const kafkajs = defineLibrary({
  id: 'kafkajs',
  title: 'KafkaJS',
  language: 'ecmascript',
  packages: ['kafkajs'],
  source: 'https://kafka.js.org/docs/producing',
  exports: { Kafka: { construct: { returns: 'Kafka' } } },
  types: {
    Kafka: { members: { producer: { call: { returns: 'Producer' } }, consumer: { call: { returns: 'Consumer' } }, admin: { call: { returns: 'Admin' } } } },
    Producer: {
      traits: ['client'],
      members: {
        connect: { call: { effect: 'opens-connection', traits: ['keep-alive'] } },
        send: { call: { effect: 'network', bulk: 'send({ topic, messages })' } },
        sendBatch: { call: { effect: 'network', traits: ['takes-list'] } },
        disconnect: { call: {} },
      },
    },
    Consumer: {
      members: {
        connect: { call: { effect: 'opens-connection', traits: ['keep-alive'] } },
        run: { call: { entry: { kind: 'message', title: 'Kafka message', properties: ['eachMessage', 'eachBatch'] } } },
        ...rows('subscribe disconnect on', { call: {} }),
      },
    },
    // Opened for a task and closed after it, as the manual does; topics are not managed per request.
    Admin: {
      traits: ['client'],
      members: {
        connect: { call: { effect: 'network' } },
        ...rows('createTopics deleteTopics listTopics fetchTopicMetadata fetchOffsets', { call: { effect: 'network' } }),
        disconnect: { call: {} },
      },
    },
  },
});
