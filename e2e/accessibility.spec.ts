// No page breaks a rule of WCAG 2.2 AA that a machine can check, in light and in dark, and neither do the things that open on top.
import type { Page } from '@playwright/test';
import { expect, expectNoAxeViolations, test, unhurried } from './fixtures.ts';
import { agentPages, portalPages } from './pages.ts';
import { Stack } from './stack.ts';

const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

for (const theme of THEMES) {
  test(`every page of the agent app, ${theme}`, async ({ page, stack }) => {
    test.setTimeout(480_000);
    await paint(page, stack, theme);
    const pages = await agentPages(stack);
    expect(Object.keys(pages).length).toBeGreaterThan(30);
    for (const [name, path] of Object.entries(pages))
      await test.step(name, async () => {
        await page.goto(path);
        await expect(page.locator('main')).toBeVisible();
        await expectNoAxeViolations(page);
      });
  });

  test(`what opens on top, ${theme}`, async ({ page, stack }) => {
    test.setTimeout(240_000);
    await paint(page, stack, theme);
    const { 'a proposal': proposal = '', 'a conversation': conversation = '' } = await agentPages(stack);
    await opened(page, conversation, 'Control+k', 'dialog');
    await opened(page, conversation, '?', 'dialog');
    await opened(page, conversation, 'i', 'menu');
    await opened(page, conversation, 's', 'menu');
    await opened(page, conversation, 'l', 'dialog');
    await opened(page, proposal, 'r', 'dialog');
    await page.goto(proposal);
    await page.keyboard.press('e');
    await expect(page.getByRole('textbox', { name: /Your version of the reply|Your answer/ })).toBeVisible();
    await expectNoAxeViolations(page);
    await page.goto('/autopilot');
    await page.getByRole('radio', { name: 'On', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoAxeViolations(page);
  });

  test(`the pages of customers and of people who are not signed in, ${theme}`, async ({ page, stack, visit }) => {
    test.setTimeout(240_000);
    await page.goto('/settings/people');
    await page.getByLabel('E-mail').fill(`lena.${theme}@parcelbird.example`);
    await page.getByRole('button', { name: 'Make a link' }).click();
    const invite = await page.locator('#invite-link').inputValue();
    const stranger = await visit({ colorScheme: theme });
    await paint(stranger, stack, theme);
    const pages = { ...(await portalPages(stack)), 'sign in': '/sign-in', invite, 'not there at all': '/nowhere' };
    for (const [name, path] of Object.entries(pages))
      await test.step(name, async () => {
        await stranger.goto(path);
        await expect(stranger.locator('main')).toBeVisible();
        await expectNoAxeViolations(stranger);
      });
  });
}

test('setup', async ({ browser }) => {
  const fresh = new Stack();
  try {
    await fresh.start();
    for (const theme of THEMES) {
      const context = await browser.newContext({ baseURL: fresh.url });
      const page = unhurried(await context.newPage());
      await paint(page, fresh, theme);
      await page.goto('/');
      await expect(page.getByRole('button', { name: 'Create workspace' })).toBeVisible();
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Create workspace' }).click();
      await expectNoAxeViolations(page);
      await context.close();
    }
  } finally {
    await fresh.stop();
  }
});

async function paint(page: Page, stack: Stack, theme: Theme): Promise<void> {
  await page.context().addCookies([{ name: 'theme', value: theme, url: stack.url }]);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
}

async function opened(page: Page, path: string, key: string, role: 'dialog' | 'menu'): Promise<void> {
  await page.goto(path);
  await expect(page.locator('main')).toBeVisible();
  await page.keyboard.press(key);
  await expect(page.getByRole(role)).toBeVisible();
  await expectNoAxeViolations(page);
}
