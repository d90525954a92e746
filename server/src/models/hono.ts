/** Hono: handlers are given to applications by chained calls. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

function handlers(title: string): { readonly call: Operation } {
  return { call: { returns: 'Hono', entry: { kind: 'http', title } } };
}

const requestEntry = { kind: 'http', title: 'HTTP request' } as const;

export const hono = defineLibrary({
  id: 'hono',
  title: 'Hono',
  language: 'ecmascript',
  packages: ['hono', 'hono/*', '@hono/zod-openapi'],
  source: 'https://hono.dev/docs/api/routing',
  exports: {
    ...rows('Hono OpenAPIHono', { construct: { returns: 'Hono' } }),
    createMiddleware: handlers('request'),
    createFactory: { call: { returns: 'Factory' } },
  },
  types: {
    Hono: {
      traits: ['open'],
      members: {
        get: handlers('GET {0}'),
        post: handlers('POST {0}'),
        put: handlers('PUT {0}'),
        patch: handlers('PATCH {0}'),
        delete: handlers('DELETE {0}'),
        options: handlers('OPTIONS {0}'),
        all: handlers('ALL {0}'),
        on: handlers('{0}'),
        openapi: handlers('OpenAPI route'),
        use: handlers('request {0}'),
        onError: handlers('error handler'),
        notFound: handlers('not-found handler'),
        ...rows('route basePath mount doc', { call: { returns: 'Hono' } }),
        ...rows('fetch request', { call: {} }),
      },
    },
    Factory: { members: { createHandlers: handlers('request'), createMiddleware: handlers('request'), createApp: { call: { returns: 'Hono' } } } },
    Context: { traits: ['open'], members: rows('json text html body redirect get set header status', { call: {} }), entry: requestEntry },
    MiddlewareHandler: { handler: requestEntry },
    Handler: { handler: requestEntry },
  },
  shapes: [
    { receiver: '(^|\\.)(app|router|\\w*(Router|App))$', method: '^(get|post|put|patch|delete|all|use|openapi)$', type: 'Hono', confidence: 'likely' },
  ],
});
