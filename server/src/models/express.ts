/** Express: handlers are given to routers and applications, or are told by the types of their parameters. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { rows } from './rows';

function handlers(title: string, returns: string): { readonly call: Operation } {
  return { call: { returns, entry: { kind: 'http', title } } };
}

function methods(returns: string, path: string): Readonly<Record<string, Member>> {
  return {
    get: handlers(`GET${path}`, returns),
    post: handlers(`POST${path}`, returns),
    put: handlers(`PUT${path}`, returns),
    patch: handlers(`PATCH${path}`, returns),
    delete: handlers(`DELETE${path}`, returns),
    head: handlers(`HEAD${path}`, returns),
    options: handlers(`OPTIONS${path}`, returns),
    all: handlers(`ALL${path}`, returns),
  };
}

const requestEntry = { kind: 'http', title: 'HTTP request' } as const;

export const express = defineLibrary({
  id: 'express',
  title: 'Express',
  language: 'ecmascript',
  packages: ['express', 'express-serve-static-core', 'express-promise-router'],
  source: 'https://expressjs.com/en/4x/api.html',
  exports: {
    default: { call: { returns: 'Application' } },
    Router: { call: { returns: 'Router' }, construct: { returns: 'Router' } },
    ...rows('json urlencoded raw text static', { call: {} }),
  },
  types: {
    Router: {
      traits: ['open'],
      members: {
        ...methods('Router', ' {0}'),
        use: handlers('request {0}', 'Router'),
        param: handlers('parameter {0}', 'Router'),
        route: { call: { returns: 'Route' } },
      },
    },
    IRouter: { extends: 'Router' },
    Route: { members: methods('Route', '') },
    Application: { extends: 'Router', members: rows('listen set enable disable engine', { call: {} }) },
    Express: { extends: 'Application' },
    Request: { traits: ['open'], entry: requestEntry },
    Response: { traits: ['open'], members: rows('json send sendFile end status redirect render download', { call: {} }), entry: requestEntry },
    RequestHandler: { handler: requestEntry },
    ErrorRequestHandler: { handler: requestEntry },
  },
  shapes: [
    { receiver: '(^|\\.)(app|router|\\w*Router)$', method: '^(get|post|put|patch|delete|all|use)$', type: 'Router', confidence: 'likely' },
  ],
});
