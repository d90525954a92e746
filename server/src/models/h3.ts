/** h3, Nitro and Nuxt's server: event handlers, also without an import, since Nitro brings them in by itself. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const handler: Operation = { entry: { kind: 'http', title: 'HTTP request' } };

export const h3 = defineLibrary({
  id: 'h3',
  title: 'h3 and Nitro',
  language: 'ecmascript',
  packages: ['h3', 'nitropack/*', 'nitro/*', '#imports', 'global'],
  source: 'https://h3.dev/guide/basics/handler',
  exports: {
    ...rows('defineEventHandler eventHandler', { call: handler }),
    // Results are kept for as long as its options say, but work runs per key.
    defineCachedEventHandler: { call: handler },
    ...rows('readBody readValidatedBody getValidatedQuery readMultipartFormData', { call: {} }),
  },
  types: {
    H3Event: { traits: ['open'], entry: { kind: 'http', title: 'HTTP request' } },
  },
});
