/** SvelteKit: server functions are exports of files whose names start with a plus sign. */
import { defineLibrary } from './model';

const entry = { kind: 'http', title: 'HTTP request' } as const;

export const sveltekit = defineLibrary({
  id: 'sveltekit',
  title: 'SvelteKit',
  language: 'ecmascript',
  packages: ['@sveltejs/kit'],
  source: 'https://svelte.dev/docs/kit/routing',
  exports: {},
  types: {
    RequestEvent: { traits: ['open'], entry },
    ServerLoadEvent: { traits: ['open'], entry },
    RequestHandler: { handler: entry },
    Handle: { handler: entry },
  },
  conventions: [
    { path: '(^|/)\\+server\\.[jt]s$', exports: '^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|fallback)$', kind: 'http', title: '{name} {path}' },
    { path: '(^|/)\\+(page|layout)\\.server\\.[jt]s$', exports: '^load$', kind: 'http', title: 'load of {path}' },
    { path: '(^|/)hooks\\.server\\.[jt]s$', exports: '^(handle|handleFetch|handleError)$', kind: 'http', title: '{name} hook' },
  ],
});
