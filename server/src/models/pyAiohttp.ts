/** aiohttp as a client. Its server is in pyAiohttpWeb. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const verbs = 'get post put patch delete head options request';

export const pyAiohttp = defineLibrary({
  id: 'pyAiohttp',
  title: 'aiohttp',
  language: 'python',
  packages: ['aiohttp', 'aiohttp/client'],
  source: 'https://docs.aiohttp.org/en/stable/client_quickstart.html#make-a-request',
  exports: {
    ClientSession: made('ClientSession', { effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] }),
    request: { call: { returns: 'Response', effect: 'network', traits: ['unpooled'] } },
    ClientResponse: made('Response'),
    web: { type: 'pyAiohttpWeb#Module' },
    // A connector only opens what a session asks for.
    ...rows('TCPConnector UnixConnector ClientTimeout BasicAuth FormData CookieJar DummyCookieJar MultipartWriter', { call: { returns: 'pyBuiltins#Plain' } }),
  },
  types: {
    ClientSession: {
      traits: ['client'],
      members: {
        ...rows(verbs, { call: { returns: 'Response', effect: 'network' } }),
        ws_connect: { call: { returns: 'WebSocket', effect: 'network' } },
        close: { call: {} },
        ...rows('headers cookie_jar connector closed timeout', { type: 'pyBuiltins#Plain' }),
      },
    },
    Response: {
      members: {
        read: { call: { effect: 'network', traits: ['whole-file', 'small'] } },
        ...rows('json text', { call: { effect: 'network', traits: ['small'] } }),
        ...rows('raise_for_status release close', { call: {} }),
        ...rows('status ok url reason', {}),
        ...rows('headers cookies', { type: 'pyBuiltins#Plain' }),
        content: { type: 'Content' },
      },
    },
    Content: {
      traits: ['stream'],
      members: {
        read: { call: { when: { index: 0, is: 'missing' }, effect: 'network', traits: ['whole-file'], orElse: { effect: 'network' } } },
        ...rows('readline readany readexactly readchunk', { call: { effect: 'network' } }),
        ...rows('iter_chunked iter_any iter_chunks', { call: { returns: 'Content' } }),
      },
    },
    /** Messages leave and arrive in order. */
    WebSocket: {
      traits: ['stream'],
      members: { ...rows('receive receive_json receive_str receive_bytes', { call: { traits: ['waits'] } }), ...rows('send_str send_json send_bytes ping close', { call: { effect: 'network' } }) },
    },
  },
  shapes: [
    { receiver: '^(self\\.)?_?(aiohttp_session|client_session|http_session|session)$', method: '^(post|put|patch|head|options|request|ws_connect)$', type: 'ClientSession', confidence: 'likely', wide: true },
    { receiver: '(^|[._])(aiohttp|client)_session$', method: '^(get|delete)$', type: 'ClientSession', confidence: 'likely', wide: true },
  ],
});
