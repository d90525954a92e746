/** aiohttp.web: handlers are given to routers and route tables, or are methods of views. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

function route(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'http', title } } };
}

const routes: Readonly<Record<string, Member>> = {
  get: route('GET {0}'),
  post: route('POST {0}'),
  put: route('PUT {0}'),
  patch: route('PATCH {0}'),
  delete: route('DELETE {0}'),
  head: route('HEAD {0}'),
  view: route('request {0}'),
};
const moduleMembers: Readonly<Record<string, Member>> = {
  ...routes,
  Application: made('Application'),
  RouteTableDef: made('Routes'),
  View: { type: 'View' },
  Request: made('Request'),
  middleware: route('HTTP request'),
  ...rows('Response StreamResponse json_response FileResponse HTTPFound HTTPBadRequest HTTPNotFound WebSocketResponse run_app static', { call: {} }),
};

export const pyAiohttpWeb = defineLibrary({
  id: 'pyAiohttpWeb',
  title: 'aiohttp server',
  language: 'python',
  packages: ['aiohttp/web', 'aiohttp/web_request', 'aiohttp/web_app'],
  source: 'https://docs.aiohttp.org/en/stable/web_quickstart.html',
  exports: moduleMembers,
  types: {
    Module: { members: moduleMembers },
    Routes: { members: routes },
    Application: { traits: ['open'], members: { router: { type: 'Router' }, add_routes: { call: {} }, add_subapp: { call: {} } } },
    Router: {
      members: {
        add_get: route('GET {0}'),
        add_post: route('POST {0}'),
        add_put: route('PUT {0}'),
        add_patch: route('PATCH {0}'),
        add_delete: route('DELETE {0}'),
        add_route: route('request {0}'),
      },
    },
    View: { traits: ['open'], methods: [{ pattern: '^(get|post|put|patch|delete|head|options)$', kind: 'http', title: 'request to {class}' }], members: { request: { type: 'Request' } } },
    Request: {
      traits: ['open'],
      entry: { kind: 'http', title: 'HTTP request' },
      members: { ...rows('json text read post', { call: { traits: ['waits'] } }), ...rows('match_info query headers cookies', { type: 'pyBuiltins#Plain' }) },
    },
  },
});
