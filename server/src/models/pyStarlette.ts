/** FastAPI and Starlette: routes are decorated functions, entries of a route list, or methods of endpoints. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

function route(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'http', title } } };
}

const perRequest = route('HTTP request');

/** A handler is given in its place or by name. */
function listed(title: string, kind: 'http' | 'message'): Member {
  return { call: { when: { index: 1, has: ['endpoint'] }, entry: { kind, title, properties: ['endpoint'] }, orElse: { entry: { kind, title } } } };
}

const routes: Readonly<Record<string, Member>> = {
  get: route('GET {0}'),
  post: route('POST {0}'),
  put: route('PUT {0}'),
  patch: route('PATCH {0}'),
  delete: route('DELETE {0}'),
  head: route('HEAD {0}'),
  options: route('OPTIONS {0}'),
  trace: route('TRACE {0}'),
  ...rows('api_route route', route('request {0}')),
  ...rows('websocket websocket_route', { call: { entry: { kind: 'message', title: 'web socket {0}' } } }),
  ...rows('add_api_route add_route', listed('request {0}', 'http')),
  ...rows('middleware exception_handler', perRequest),
  // Once in the life of the process.
  ...rows('on_event add_event_handler add_middleware include_router mount add_exception_handler', { call: {} }),
};

export const pyStarlette = defineLibrary({
  id: 'pyStarlette',
  title: 'FastAPI',
  language: 'python',
  packages: ['fastapi', 'fastapi/*', 'starlette/*', 'fastapi_utils/*'],
  source: 'https://fastapi.tiangolo.com/tutorial/first-steps/',
  exports: {
    ...rows('FastAPI APIRouter Starlette Router', made('Router')),
    ...rows('Depends Security', perRequest),
    Route: listed('request {0}', 'http'),
    WebSocketRoute: listed('web socket {0}', 'message'),
    HTTPEndpoint: { type: 'Endpoint' },
    WebSocketEndpoint: { type: 'SocketEndpoint' },
    BaseHTTPMiddleware: { type: 'Middleware' },
    Request: made('Request'),
    WebSocket: made('WebSocket'),
    BackgroundTasks: made('BackgroundTasks'),
    BackgroundTask: { call: { entry: { kind: 'task', title: 'background task' } } },
    TestClient: { call: { returns: 'pyBuiltins#Plain' } },
    UploadFile: made('UploadFile'),
    ...rows(`
      Query Path Body Header Cookie Form File HTTPException Response JSONResponse HTMLResponse PlainTextResponse RedirectResponse StreamingResponse
      FileResponse ORJSONResponse Jinja2Templates StaticFiles Mount
    `, { call: {} }),
  },
  types: {
    Router: { traits: ['open'], members: { ...routes, state: { type: 'State' } } },
    State: { traits: ['open'] },
    Endpoint: { traits: ['open'], methods: [{ pattern: '^(get|post|put|patch|delete|head|options)$', kind: 'http', title: 'request to {class}' }] },
    SocketEndpoint: { traits: ['open'], methods: [{ pattern: '^on_(connect|receive|disconnect)$', kind: 'message', title: 'web socket message' }] },
    Middleware: { traits: ['open'], methods: [{ pattern: '^dispatch$', kind: 'http', title: 'HTTP request' }] },
    Request: {
      traits: ['open'],
      entry: { kind: 'http', title: 'HTTP request' },
      members: {
        ...rows('json body form', { call: { traits: ['waits'] } }),
        ...rows('headers cookies query_params path_params session url client method', { type: 'pyBuiltins#Plain' }),
        ...rows('app state', { type: 'State' }),
      },
    },
    /** Messages leave and arrive in order. */
    WebSocket: {
      traits: ['stream', 'open'],
      entry: { kind: 'message', title: 'web socket' },
      members: {
        ...rows('receive receive_text receive_json receive_bytes accept', { call: { traits: ['waits'] } }),
        ...rows('send send_text send_json send_bytes close', { call: { effect: 'network', traits: ['small'] } }),
      },
    },
    BackgroundTasks: { members: { add_task: { call: { entry: { kind: 'task', title: 'background task' } } } } },
    UploadFile: {
      traits: ['stream'],
      members: {
        read: { call: { when: { index: 0, is: 'missing' }, effect: 'file-read', traits: ['whole-file'], orElse: { effect: 'file-read' } } },
        write: { call: { effect: 'file-write' } },
        ...rows('seek close', { call: {} }),
        file: { type: 'pyBuiltins#File' },
        ...rows('filename content_type size headers', {}),
      },
    },
  },
  shapes: [
    { receiver: '(^|[._])(app|api|router|\\w+_router)$', method: '^(get|post|put|patch|delete|head|options|api_route|websocket)$', type: 'Router', confidence: 'likely', wide: true },
    { receiver: '(^|[._])background_tasks$', method: '^add_task$', type: 'BackgroundTasks', confidence: 'likely' },
  ],
});
