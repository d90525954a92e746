import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts', 'server/src/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/fixtures/**', 'node_modules/**'],
    testTimeout: 20_000,
  },
});
