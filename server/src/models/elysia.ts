/** Elysia: handlers are given to applications by chained calls. */
import { defineLibrary } from './model';
import type { Operation } from './model';

function handlers(title: string): { readonly call: Operation } {
  return { call: { returns: 'Elysia', entry: { kind: 'http', title } } };
}

export const elysia = defineLibrary({
  id: 'elysia',
  title: 'Elysia',
  language: 'ecmascript',
  packages: ['elysia'],
  source: 'https://elysiajs.com/essential/route',
  exports: { Elysia: { construct: { returns: 'Elysia' } } },
  types: {
    Elysia: {
      members: {
        get: handlers('GET {0}'),
        post: handlers('POST {0}'),
        put: handlers('PUT {0}'),
        patch: handlers('PATCH {0}'),
        delete: handlers('DELETE {0}'),
        options: handlers('OPTIONS {0}'),
        all: handlers('ALL {0}'),
        onBeforeHandle: handlers('middleware'),
        derive: handlers('middleware'),
        resolve: handlers('middleware'),
      },
      anyMember: { call: { returns: 'Elysia' } },
    },
  },
});
