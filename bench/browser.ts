// The browser of the measurements: a signed-in page, alone in its own profile.
import { chromium, type Page } from '@playwright/test';
import { say } from '../scripts/start/console.ts';
import { requireBrowser } from '../scripts/test/browser.ts';

export const browserArgs = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium refuses its sandbox to root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export async function withPage<T>(url: string, cookie: string, run: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: requireBrowser(say), args: browserArgs });
  try {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    return await run(await context.newPage());
  } finally {
    await browser.close();
  }
}
