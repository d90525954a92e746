/** NestJS controllers: routes are decorated methods. Decorators of other Nest packages share names with these and stand apart. */
import { defineLibrary } from './model';
import type { Operation } from './model';

function route(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'http', title } } };
}

export const nest = defineLibrary({
  id: 'nest',
  title: 'NestJS',
  language: 'ecmascript',
  packages: ['@nestjs/common'],
  source: 'https://docs.nestjs.com/controllers',
  exports: {
    Get: route('GET {0}'),
    Post: route('POST {0}'),
    Put: route('PUT {0}'),
    Patch: route('PATCH {0}'),
    Delete: route('DELETE {0}'),
    Head: route('HEAD {0}'),
    Options: route('OPTIONS {0}'),
    All: route('ALL {0}'),
    Sse: route('GET {0}'),
  },
  types: {
    /** Guards and interceptors get it once per request. */
    ExecutionContext: { entry: { kind: 'http', title: 'HTTP request' } },
  },
});
