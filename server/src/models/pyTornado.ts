/** Tornado: handlers are methods of request handlers. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { made, rows } from './rows';

const handler: Member = { type: 'RequestHandler' };
const httpClients: Readonly<Record<string, Member>> = { AsyncHTTPClient: made('AsyncClient'), HTTPClient: made('Client'), HTTPRequest: { call: {} } };
const loops: Readonly<Record<string, Member>> = { IOLoop: made('Loop'), PeriodicCallback: { call: { returns: 'Periodic', entry: { kind: 'task', title: 'periodic callback' } } } };
const generators: Readonly<Record<string, Member>> = { sleep: { call: { effect: 'sleep', traits: ['waits'] } }, ...rows('coroutine multi with_timeout maybe_future convert_yielded', { call: {} }) };

export const pyTornado = defineLibrary({
  id: 'pyTornado',
  title: 'Tornado',
  language: 'python',
  packages: ['tornado', 'tornado/web', 'tornado/gen', 'tornado/httpclient', 'tornado/ioloop', 'tornado/websocket', 'tornado/locks'],
  source: 'https://www.tornadoweb.org/en/stable/guide/structure.html',
  exports: {
    web: { type: 'Web' },
    gen: { type: 'Gen' },
    httpclient: { type: 'HttpClient' },
    ioloop: { type: 'IoLoop' },
    websocket: { type: 'WebSocketModule' },
    ...rows('RequestHandler StaticFileHandler', handler),
    WebSocketHandler: { type: 'WebSocketHandler' },
    ...httpClients,
    ...loops,
    ...generators,
    ...rows('Semaphore BoundedSemaphore', made('pyAsyncio#Semaphore')),
    Lock: made('pyAsyncio#Lock'),
  },
  types: {
    Web: { members: rows('RequestHandler StaticFileHandler', handler) },
    Gen: { members: generators },
    HttpClient: { members: httpClients },
    IoLoop: { members: loops },
    WebSocketModule: { members: { WebSocketHandler: { type: 'WebSocketHandler' } } },
    RequestHandler: { traits: ['open'], methods: [{ pattern: '^(get|post|put|patch|delete|head|options|prepare|on_finish|get_current_user)$', kind: 'http', title: 'request to {class}' }] },
    WebSocketHandler: { extends: 'RequestHandler', methods: [{ pattern: '^(on_message|open|on_close)$', kind: 'message', title: 'web socket message' }, { pattern: '^(get|prepare)$', kind: 'http', title: 'request to {class}' }] },
    AsyncClient: { traits: ['client'], members: { fetch: { call: { effect: 'network' } }, close: { call: {} } } },
    Client: { traits: ['client'], members: { fetch: { call: { effect: 'network', mode: 'blocks' } }, close: { call: {} } } },
    Loop: { members: { ...rows('current instance', { call: { returns: 'Loop' } }), run_in_executor: { call: { traits: ['offloads'] } }, ...rows('start stop add_callback spawn_callback call_later run_sync add_timeout', { call: {} }) } },
    Periodic: { members: rows('start stop', { call: {} }) },
  },
});
