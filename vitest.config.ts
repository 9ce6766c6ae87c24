import { defineConfig } from 'vitest/config';

// `server-only` throws outside a server bundle; tests are a server.
const alias = { 'server-only': new URL('node_modules/server-only/empty.js', import.meta.url).pathname };
// No test is about speed: this only ends one that hangs, on the slowest machine.
const PATIENCE = 60_000;
const nowhere = ['node_modules/**', '.next/**', 'data/**', 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...nowhere, '**/*.db.test.ts'],
          testTimeout: PATIENCE,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          globalSetup: './db/testing-server.ts',
          exclude: nowhere,
          testTimeout: PATIENCE,
          hookTimeout: PATIENCE,
        },
      },
    ],
  },
});
