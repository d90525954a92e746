/** httpx: clients keep connections, functions of the module open one per call. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

const verbs = 'get post put patch delete head options request';
const opens: Operation = { effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const shared: Readonly<Record<string, Member>> = {
  ...rows('build_request mount', { call: {} }),
  ...rows('headers cookies params timeout base_url auth is_closed', { type: 'pyBuiltins#Plain' }),
};

export const pyHttpx = defineLibrary({
  id: 'pyHttpx',
  title: 'httpx',
  language: 'python',
  packages: ['httpx'],
  source: 'https://www.python-httpx.org/advanced/clients/',
  exports: {
    ...rows(verbs, { call: { returns: 'Response', effect: 'network', mode: 'blocks', traits: ['unpooled'] } }),
    stream: { call: { returns: 'Streamed', effect: 'network', mode: 'blocks', traits: ['unpooled'] } },
    Client: made('Client', opens),
    AsyncClient: made('AsyncClient', opens),
    Response: made('Response'),
    ...rows('Timeout Limits HTTPTransport AsyncHTTPTransport ASGITransport WSGITransport MockTransport BasicAuth URL Headers QueryParams', { call: { returns: 'pyBuiltins#Plain' } }),
  },
  types: {
    Client: {
      traits: ['client'],
      members: {
        ...rows(`${verbs} send`, { call: { returns: 'Response', effect: 'network', mode: 'blocks' } }),
        stream: { call: { returns: 'Streamed', effect: 'network', mode: 'blocks' } },
        close: { call: {} },
        ...shared,
      },
    },
    AsyncClient: {
      traits: ['client'],
      members: {
        ...rows(`${verbs} send`, { call: { returns: 'Response', effect: 'network' } }),
        stream: { call: { returns: 'Streamed', effect: 'network' } },
        aclose: { call: {} },
        ...shared,
      },
    },
    Response: {
      members: {
        ...rows('json raise_for_status close', { call: {} }),
        ...rows('text content status_code url is_success is_error reason_phrase elapsed', {}),
        ...rows('headers cookies', { type: 'pyBuiltins#Plain' }),
      },
    },
    /** Bodies come in while they are read. */
    Streamed: {
      extends: 'Response',
      traits: ['stream'],
      members: {
        read: { call: { effect: 'network', mode: 'blocks', traits: ['whole-file'] } },
        aread: { call: { effect: 'network', traits: ['whole-file'] } },
        ...rows('iter_bytes iter_text iter_lines iter_raw aiter_bytes aiter_text aiter_lines aiter_raw aclose', { call: {} }),
      },
    },
  },
  shapes: [
    { receiver: '^(self\\.)?_?(httpx_client|http_client|async_client)$', method: `^(${verbs.replaceAll(' ', '|')}|stream)$`, type: 'AsyncClient', confidence: 'likely', wide: true },
  ],
});
