/** React on the server: `cache` remembers a function's results for one request. */
import { defineLibrary } from './model';

export const react = defineLibrary({
  id: 'react',
  title: 'React',
  language: 'ecmascript',
  packages: ['react'],
  source: 'https://react.dev/reference/react/cache',
  exports: { cache: { call: { traits: ['memoises'] } } },
  types: {},
});
