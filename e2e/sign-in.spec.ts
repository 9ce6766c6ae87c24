// Guesses shut out who guesses, never whose account it is.
import type { Page } from '@playwright/test';
import { expect, OWNER, test } from './fixtures.ts';

const KIM = 'known.kim@parcelbird.example';

test('a browser in which one has signed in before is let in while others wait', async ({ page, stack, visit }) => {
  await page.goto('/inbox/open');
  await stack.sql`insert into agents (name, email, role, password_hash)
    select 'Known Kim', ${KIM}, 'agent', password_hash from agents where email = ${OWNER.email}`;
  const known = await visit();
  await known.goto('/sign-in');
  await tryPassword(known, OWNER.password);
  await expect(known).not.toHaveURL(/sign-in/);
  const device = (await known.context().cookies()).filter(({ name }) => name === 'tandem.device');
  expect(device).toMatchObject([{ httpOnly: true, sameSite: 'Lax' }]);

  const stranger = await visit();
  await stranger.goto('/sign-in');
  for (let n = 0; n < 10; n++) {
    await tryPassword(stranger, `a guess, number ${n}`);
    await expect(stranger.getByText('E-mail and password do not match.')).toBeVisible();
    await stranger.reload();
  }
  await tryPassword(stranger, OWNER.password);
  await expect(stranger.getByText('Too many tries.')).toBeVisible();

  const again = await visit({ storageState: { cookies: device, origins: [] } });
  await again.goto('/sign-in');
  await tryPassword(again, OWNER.password);
  await expect(again).not.toHaveURL(/sign-in/);
});

async function tryPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(KIM);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
