/** Django Channels: consumers get one message at a time. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const pyChannels = defineLibrary({
  id: 'pyChannels',
  title: 'Django Channels',
  language: 'python',
  packages: ['channels/generic/websocket', 'channels/consumer', 'channels/generic/http', 'channels/layers'],
  source: 'https://channels.readthedocs.io/en/stable/topics/consumers.html',
  exports: { get_channel_layer: { call: { returns: 'Layer' } } },
  memberPatterns: [{ pattern: '^\\w*Consumer$', member: { type: 'Consumer' } }],
  types: {
    Consumer: {
      traits: ['open'],
      methods: [{ pattern: '^(connect|disconnect|receive|receive_json|handle|websocket_\\w+)$', kind: 'message', title: 'web socket message' }],
      // A frame is handed to the server of the same process, which writes it to the socket; only the layer between processes is asked over the network.
      members: { channel_layer: { type: 'Layer' }, ...rows('send send_json accept close', { call: {} }) },
    },
    Layer: { traits: ['client'], members: rows('group_send group_add group_discard send', { call: { effect: 'network' } }) },
  },
});
