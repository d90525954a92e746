/** tRPC: procedures are built by chains that end in `query` or `mutation`. They nearly always start in another file. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

function resolver(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'http', title } } };
}

export const trpc = defineLibrary({
  id: 'trpc',
  title: 'tRPC',
  language: 'ecmascript',
  packages: ['@trpc/server'],
  source: 'https://trpc.io/docs/server/procedures',
  exports: { initTRPC: { type: 'Builder' } },
  types: {
    Builder: { members: { ...rows('context meta', { call: { returns: 'Builder' } }), create: { call: { returns: 'Root' } } } },
    Root: { members: { procedure: { type: 'Procedure' }, middleware: resolver('tRPC middleware'), ...rows('router mergeRouters createCallerFactory', { call: {} }) } },
    Procedure: {
      members: {
        ...rows('input output meta concat unstable_concat', { call: { returns: 'Procedure' } }),
        use: { call: { returns: 'Procedure', entry: { kind: 'http', title: 'tRPC call' } } },
        query: resolver('tRPC query'),
        mutation: resolver('tRPC mutation'),
        subscription: resolver('tRPC subscription'),
      },
    },
  },
  shapes: [
    { receiver: '^(\\w+\\.)*\\w*[pP]rocedure(\\.|$)', method: '^(query|mutation|subscription|use)$', type: 'Procedure', confidence: 'likely' },
    { receiver: '^\\w+(\\.\\w+)*\\.(input|output|meta)\\(', method: '^(query|mutation|subscription)$', type: 'Procedure', confidence: 'likely' },
  ],
});
