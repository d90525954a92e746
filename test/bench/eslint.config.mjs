/** ESLint with the one rule that oxlint and Perf Hints are compared on. */
import parser from '@typescript-eslint/parser';

export default [
  {
    files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: { 'no-await-in-loop': 'error' },
  },
];
