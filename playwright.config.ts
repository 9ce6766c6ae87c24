// Browser tests. Each file brings up what it needs through e2e/stack.ts; the browser is found by scripts/test/browser.ts.
import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/test/browser.ts';

const executablePath = process.env.TEST_BROWSER ?? findBrowser();
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
// Chromium refuses its sandbox to root.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: 'e2e',
  testMatch: /.*\.(spec|test)\.ts$/,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [...quiet, '--disable-component-update', '--disable-sync', ...asRoot],
    },
  },
});
