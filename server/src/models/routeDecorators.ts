/** routing-controllers, tsoa and LoopBack: routes are decorated methods. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

function route(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'http', title } } };
}

export const routeDecorators = defineLibrary({
  id: 'routeDecorators',
  title: 'route decorators',
  language: 'ecmascript',
  packages: ['routing-controllers', 'tsoa', '@tsoa/runtime', '@loopback/rest'],
  source: 'https://github.com/typestack/routing-controllers#usage-examples',
  exports: {
    ...rows('Get get', route('GET {0}')),
    ...rows('Post post', route('POST {0}')),
    ...rows('Put put', route('PUT {0}')),
    ...rows('Patch patch', route('PATCH {0}')),
    ...rows('Delete del', route('DELETE {0}')),
  },
  types: {},
});
