/** Astro: endpoints are exports of modules under `src/pages`. */
import { defineLibrary } from './model';

export const astro = defineLibrary({
  id: 'astro',
  title: 'Astro',
  language: 'ecmascript',
  packages: ['astro', 'astro:middleware'],
  source: 'https://docs.astro.build/en/guides/endpoints/',
  exports: {
    defineMiddleware: { call: { entry: { kind: 'http', title: 'request' } } },
  },
  types: {
    APIContext: { traits: ['open'], entry: { kind: 'http', title: 'HTTP request' } },
    APIRoute: { handler: { kind: 'http', title: 'HTTP request' } },
  },
  conventions: [
    { path: '(^|/)src/pages/.*\\.[jt]s$', exports: '^(GET|POST|PUT|PATCH|DELETE|ALL)$', kind: 'http', title: '{name} {path}' },
  ],
});
