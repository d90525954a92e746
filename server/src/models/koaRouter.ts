/** The router of Koa, a package of its own under two names. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const koaRouter = defineLibrary({
  id: 'koaRouter',
  title: 'Koa',
  language: 'ecmascript',
  packages: ['@koa/router', 'koa-router'],
  source: 'https://github.com/koajs/router/blob/master/API.md',
  exports: rows('default Router', { construct: { returns: 'koa#Router' }, call: { returns: 'koa#Router' } }),
  types: { RouterContext: { traits: ['open'], entry: { kind: 'http', title: 'HTTP request' } } },
  shapes: [
    { receiver: '(^|\\.)(router|\\w*Router)$', method: '^(get|post|put|patch|delete|del|all|use)$', type: 'koa#Router', confidence: 'likely' },
  ],
});
