/** Sanic, Django Ninja, Litestar, Bottle, Pyramid, Chalice, Cloud Functions: routes are decorated functions. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

function route(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'http', title } } };
}

const verbs: Readonly<Record<string, Member>> = {
  get: route('GET {0}'),
  post: route('POST {0}'),
  put: route('PUT {0}'),
  patch: route('PATCH {0}'),
  delete: route('DELETE {0}'),
};

export const pyRouteDecorators = defineLibrary({
  id: 'pyRouteDecorators',
  title: 'route decorators',
  language: 'python',
  packages: ['sanic', 'ninja', 'ninja_extra', 'litestar', 'bottle', 'pyramid/view', 'chalice', 'functions_framework', 'robyn', 'falcon', 'blacksheep'],
  source: 'https://sanic.dev/en/guide/basics/routing.html',
  exports: {
    ...verbs,
    ...rows('Sanic Blueprint NinjaAPI NinjaExtraAPI Router Bottle Chalice Robyn', made('App')),
    ...rows('route view_config notfound_view_config exception_view_config http', route('request {0}')),
    cloud_event: { call: { entry: { kind: 'message', title: 'cloud event' } } },
  },
  types: {
    App: {
      traits: ['open'],
      members: {
        ...verbs,
        ...rows('route api_operation', route('request {0}')),
        websocket: { call: { entry: { kind: 'message', title: 'web socket {0}' } } },
        ...rows('middleware on_request on_response exception_handler', route('HTTP request')),
        ...rows('lambda_function on_s3_event on_sns_message on_sqs_message', { call: { entry: { kind: 'message', title: 'Lambda handler' } } }),
        schedule: { call: { entry: { kind: 'task', title: 'schedule' } } },
        ...rows('add_router blueprint run', { call: {} }),
      },
    },
  },
});
