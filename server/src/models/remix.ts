/** Remix and React Router: loaders and actions are exports of route modules. */
import { defineLibrary } from './model';

const entry = { kind: 'http', title: 'route request' } as const;

export const remix = defineLibrary({
  id: 'remix',
  title: 'Remix',
  language: 'ecmascript',
  packages: ['@remix-run/node', '@remix-run/server-runtime', '@remix-run/cloudflare', 'react-router'],
  source: 'https://remix.run/docs/en/main/route/loader',
  exports: {},
  types: {
    LoaderFunctionArgs: { traits: ['open'], entry },
    ActionFunctionArgs: { traits: ['open'], entry },
    LoaderArgs: { traits: ['open'], entry },
    ActionArgs: { traits: ['open'], entry },
    DataFunctionArgs: { traits: ['open'], entry },
    LoaderFunction: { handler: entry },
    ActionFunction: { handler: entry },
  },
  conventions: [
    { path: '(^|/)app/(routes/.*|root)\\.[jt]sx?$', exports: '^(loader|action)$', kind: 'http', title: '{name} of {path}' },
  ],
});
