/** Koa and its router. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { rows } from './rows';

function handlers(title: string, returns: string): { readonly call: Operation } {
  return { call: { returns, entry: { kind: 'http', title } } };
}

const routes: Readonly<Record<string, Member>> = {
  get: handlers('GET {0}', 'Router'),
  post: handlers('POST {0}', 'Router'),
  put: handlers('PUT {0}', 'Router'),
  patch: handlers('PATCH {0}', 'Router'),
  ...rows('delete del', handlers('DELETE {0}', 'Router')),
  head: handlers('HEAD {0}', 'Router'),
  all: handlers('ALL {0}', 'Router'),
  use: handlers('request {0}', 'Router'),
  param: handlers('parameter {0}', 'Router'),
  ...rows('prefix', { call: { returns: 'Router' } }),
  ...rows('routes allowedMethods', { call: {} }),
};

const requestEntry = { kind: 'http', title: 'HTTP request' } as const;

export const koa = defineLibrary({
  id: 'koa',
  title: 'Koa',
  language: 'ecmascript',
  packages: ['koa'],
  source: 'https://github.com/koajs/koa/blob/master/docs/api/index.md',
  exports: rows('default Application', { construct: { returns: 'Koa' } }),
  types: {
    Koa: { traits: ['open'], members: { use: handlers('request {0}', 'Koa'), ...rows('listen on callback', { call: {} }) } },
    Context: { traits: ['open'], entry: requestEntry },
    ParameterizedContext: { traits: ['open'], entry: requestEntry },
    DefaultContext: { traits: ['open'], entry: requestEntry },
    Middleware: { handler: requestEntry },
    Next: { call: {} },
    Router: { members: routes },
  },
});
