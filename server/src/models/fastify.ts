/** Fastify: routes, and the hooks that run with each request. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const HANDLERS = ['handler', 'onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend'] as const;
const PER_REQUEST = '^(onRequest|preParsing|preValidation|preHandler|preSerialization|onSend|onResponse|onError|onTimeout|onRequestAbort)$';

function route(title: string): { readonly call: Operation } {
  return { call: { returns: 'FastifyInstance', entry: { kind: 'http', title } } };
}

const requestEntry = { kind: 'http', title: 'HTTP request' } as const;

export const fastify = defineLibrary({
  id: 'fastify',
  title: 'Fastify',
  language: 'ecmascript',
  packages: ['fastify'],
  source: 'https://fastify.dev/docs/latest/Reference/Routes/',
  exports: rows('default fastify', { call: { returns: 'FastifyInstance' } }),
  types: {
    /** Plugins decorate it with databases and clients. */
    FastifyInstance: {
      traits: ['open'],
      members: {
        get: route('GET {0}'),
        post: route('POST {0}'),
        put: route('PUT {0}'),
        patch: route('PATCH {0}'),
        delete: route('DELETE {0}'),
        head: route('HEAD {0}'),
        options: route('OPTIONS {0}'),
        all: route('ALL {0}'),
        route: { call: { returns: 'FastifyInstance', entry: { kind: 'http', title: 'HTTP request', properties: HANDLERS } } },
        // The other hooks run once, when the server starts or stops.
        addHook: { call: { when: { index: 0, matches: PER_REQUEST }, entry: { kind: 'http', title: '{0} hook' }, orElse: {} } },
        setErrorHandler: route('error handler'),
        setNotFoundHandler: route('not-found handler'),
        register: { call: { returns: 'FastifyInstance' } },
        withTypeProvider: { call: { returns: 'FastifyInstance' } },
        ...rows('listen ready close decorate decorateRequest decorateReply addSchema addContentTypeParser inject', { call: {} }),
      },
    },
    FastifyRequest: { traits: ['open'], entry: requestEntry },
    FastifyReply: { traits: ['open'], entry: requestEntry },
    RouteHandlerMethod: { handler: requestEntry },
    RouteHandler: { handler: requestEntry },
  },
  shapes: [
    { receiver: '(^|\\.)(fastify|server|app|instance)$', method: '^(get|post|put|patch|delete|all|route|addHook)$', type: 'FastifyInstance', confidence: 'likely' },
  ],
});
