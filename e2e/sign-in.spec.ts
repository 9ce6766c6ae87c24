// Guesses shut out who guesses, never whose account it is.
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, OWNER, test } from './fixtures.ts';
import type { Stack } from './stack.ts';

const KIM = 'known.kim@parcelbird.example';

test('a browser in which one has signed in before is let in while others wait', async ({ page, stack, browser }) => {
  await page.goto('/inbox/open');
  await stack.sql`insert into agents (name, email, role, password_hash)
    select 'Known Kim', ${KIM}, 'agent', password_hash from agents where email = ${OWNER.email}`;
  const known = await visit(browser, stack);
  await tryPassword(known, OWNER.password);
  await expect(known).not.toHaveURL(/sign-in/);
  const device = (await known.context().cookies()).filter(({ name }) => name === 'tandem.device');
  expect(device).toMatchObject([{ httpOnly: true, sameSite: 'Lax' }]);
  await known.context().close();

  const stranger = await visit(browser, stack);
  for (let n = 0; n < 10; n++) {
    await tryPassword(stranger, `a guess, number ${n}`);
    await expect(stranger.getByText('E-mail and password do not match.')).toBeVisible();
    await stranger.reload();
  }
  await tryPassword(stranger, OWNER.password);
  await expect(stranger.getByText('Too many tries.')).toBeVisible();

  const again = await visit(browser, stack, { storageState: { cookies: device, origins: [] } });
  await tryPassword(again, OWNER.password);
  await expect(again).not.toHaveURL(/sign-in/);
  await Promise.all([stranger.context().close(), again.context().close()]);
});

async function visit(browser: Browser, stack: Stack, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.url, ...options });
  const page = await context.newPage();
  await page.goto('/sign-in');
  return page;
}

async function tryPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(KIM);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
