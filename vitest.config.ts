import { defineConfig } from 'vitest/config';

// `server-only` throws outside a server bundle; tests are a server.
const alias = { 'server-only': new URL('node_modules/server-only/empty.js', import.meta.url).pathname };
const nowhere = ['node_modules/**', '.next/**', 'data/**', 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...nowhere, '**/*.db.test.ts'] },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          globalSetup: './db/testing-server.ts',
          exclude: nowhere,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
