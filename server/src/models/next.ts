/**
 * Next.js: entry points by place and exported name, server actions by directive, and helpers that keep results or bind the
 * request. `getStaticProps` and `getStaticPaths` are left out: they run at build time.
 */
import { defineLibrary } from './model';
import { rows } from './rows';

const requestEntry = { kind: 'http', title: 'HTTP request' } as const;

export const next = defineLibrary({
  id: 'next',
  title: 'Next.js',
  language: 'ecmascript',
  packages: ['next', 'next/*'],
  source: 'https://nextjs.org/docs/app/api-reference/file-conventions/route',
  exports: {
    unstable_cache: { call: { traits: ['memoises'] } },
    ...rows('cookies headers draftMode connection', { call: { traits: ['context'] } }),
    ...rows('revalidatePath revalidateTag updateTag redirect permanentRedirect notFound unstable_noStore', { call: {} }),
  },
  types: {
    NextRequest: { traits: ['open'], members: { cookies: { type: 'globals#Collection' }, headers: { type: 'globals#Collection' } }, entry: requestEntry },
    NextApiRequest: { traits: ['open'], entry: requestEntry },
    NextApiResponse: { traits: ['open'], members: rows('json send end status redirect', { call: {} }), entry: requestEntry },
    NextApiHandler: { handler: requestEntry },
    GetServerSidePropsContext: { traits: ['open'], entry: { kind: 'render', title: 'getServerSideProps' } },
    GetServerSideProps: { handler: { kind: 'render', title: 'getServerSideProps' } },
  },
  conventions: [
    { path: '(^|/)app/(.*/)?route\\.[jt]sx?$', exports: '^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$', kind: 'http', title: '{name} {path}' },
    { path: '(^|/)pages/api/.*\\.[jt]sx?$', exports: '^default$', kind: 'http', title: 'API route {path}' },
    { path: '^(.*/)?(middleware|proxy)\\.[jt]s$', exports: '^(default|middleware|proxy)$', kind: 'http', title: 'request' },
    { path: '(^|/)app/(.*/)?(page|layout|template|default)\\.[jt]sx$', exports: '^default$', kind: 'render', title: 'render of {path}' },
    { path: '(^|/)app/(.*/)?(page|layout)\\.[jt]sx?$', exports: '^generateMetadata$', kind: 'render', title: 'metadata of {path}' },
    { path: '(^|/)pages/.*\\.[jt]sx?$', exports: '^getServerSideProps$', kind: 'render', title: 'getServerSideProps of {path}' },
    { path: '\\.[cm]?[jt]sx?$', exports: '.', kind: 'action', title: 'server action {name}', directive: 'use server' },
  ],
});
