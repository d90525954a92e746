/** requests: every call waits for its answer on the caller's thread; only a session keeps connections between calls. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { made, rows } from './rows';

const verbs = 'get post put patch delete head options request';
const network: Operation = { returns: 'Response', effect: 'network', mode: 'blocks' };

export const pyRequests = defineLibrary({
  id: 'pyRequests',
  title: 'requests',
  language: 'python',
  packages: ['requests', 'requests/api', 'requests/sessions', 'requests/models', 'curl_cffi/requests', 'botocore/vendored', 'botocore/vendored/requests'],
  source: 'https://requests.readthedocs.io/en/latest/user/advanced/#session-objects',
  exports: {
    ...rows(verbs, { call: { ...network, traits: ['unpooled'] } }),
    // Sessions are not safe to share between threads, so one per call or per loop is good practice and opens nothing yet.
    ...rows('Session session', made('Session')),
    Response: made('Response'),
    Request: made('Prepared'),
    ...rows('exceptions codes adapters auth utils', { type: 'pyBuiltins#Plain' }),
    sessions: { type: 'SessionsModule' },
    // `from botocore.vendored import requests`, which the run-time of AWS Lambda brought along.
    requests: { type: 'Module' },
  },
  types: {
    Module: {
      members: { ...rows(verbs, { call: { ...network, traits: ['unpooled'] } }), ...rows('Session session', made('Session')), exceptions: { type: 'pyBuiltins#Plain' } },
    },
    SessionsModule: { members: { Session: made('Session') } },
    Session: {
      traits: ['client'],
      members: {
        ...rows(`${verbs} send`, { call: network }),
        ...rows('mount close prepare_request get_adapter', { call: {} }),
        ...rows('headers cookies params proxies auth verify cert hooks', { type: 'pyBuiltins#Plain' }),
      },
    },
    /** Already read when the call returns, unless it was asked to stream. */
    Response: {
      members: {
        ...rows('json raise_for_status close iter_content iter_lines', { call: {} }),
        ...rows('text content status_code ok url reason encoding elapsed history', {}),
        ...rows('headers cookies links', { type: 'pyBuiltins#Plain' }),
        raw: { type: 'Raw' },
      },
    },
    Raw: { traits: ['stream'], members: { read: { call: { effect: 'network', mode: 'blocks', traits: ['whole-file'] } }, close: { call: {} } } },
    Prepared: { members: { prepare: { call: { returns: 'Prepared' } } } },
  },
  shapes: [
    { receiver: '(^|[._])requests?_session$', method: `^(${verbs.replaceAll(' ', '|')})$`, type: 'Session', confidence: 'likely' },
    // `session.get` may as well be a look-up in a web session.
    { receiver: '^(self\\.)?_?(http_)?session$', method: '^(post|put|patch|head|options|request)$', type: 'Session', confidence: 'likely', wide: true },
  ],
});
