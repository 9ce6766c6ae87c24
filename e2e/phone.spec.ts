// At 390 pixels: nothing sticks out sideways, and reading, replying, approving and settings all work by touch.
import type { Page } from '@playwright/test';
import {
  conversationOf,
  decisionOn,
  expect,
  expectNoAxeViolations,
  newCustomer,
  sendMail,
  setAutopilot,
  test,
  until,
} from './fixtures.ts';
import { agentPages } from './pages.ts';

const PHONE = { width: 390, height: 844 };
const QUESTION = {
  subject: 'Voiding a label',
  text: 'Hello,\n\nhow long do I have to void an unused label?\n\nThank you',
};

test.beforeEach(async ({ page, stack }) => {
  await page.setViewportSize(PHONE);
  await setAutopilot(stack, 'ask');
});

test('no page is wider than the screen', async ({ page, stack }) => {
  test.setTimeout(180_000);
  for (const [name, path] of Object.entries(await agentPages(stack)))
    await test.step(name, async () => {
      await page.goto(path);
      await expect(page.locator('main')).toBeVisible();
      expect(await sticksOut(page)).toEqual([]);
    });
});

test('list, conversation, reply, back', async ({ page, stack }) => {
  const customer = newCustomer('Paula Phone');
  await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  await page.goto('/review');
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('link', { name: /Unassigned/ }).click();
  await page.getByRole('link', { name: /Paula Phone/ }).click();
  await expect(page).toHaveURL(new RegExp(`/inbox/unassigned/${number}$`));
  await expect(page.getByText('how long do I have to void').last()).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByLabel('Write to Paula').fill('You have 28 days, Paula.');
  await page.getByRole('button', { name: /^Send/ }).first().click();
  await expect(page.getByText(/Your reply leaves in \d+ s/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByRole('heading', { name: 'Unassigned' })).toBeVisible();
  await until('the reply', async () => stack.smtpPeer.to(customer.address).length === 1);
  expect(stack.smtpPeer.to(customer.address)[0]?.mail.text).toContain('You have 28 days, Paula.');
});

test('approve, and back to the queue', async ({ page, stack }) => {
  const customer = newCustomer('Phil Phone');
  await sendMail(stack, customer, QUESTION);
  await decisionOn(stack, await conversationOf(stack, customer.address));
  await page.goto('/review');
  await page.getByRole('link', { name: /Phil Phone/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.getByText('Why, and who is asking').click();
  await expect(page.getByText('How the AI came to this').first()).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: /Approve and send/ }).click();
  await expect(page.getByText(/Sends in \d+ s/).last()).toBeVisible();
  await until('the reply', async () => stack.smtpPeer.to(customer.address).length === 1);
});

test('settings: find one’s page and save', async ({ page, stack }) => {
  await page.goto('/settings');
  await page.getByRole('navigation', { name: 'Settings pages' }).getByRole('link', { name: 'You' }).click();
  await expect(page.getByRole('heading', { name: 'You', exact: true })).toBeVisible();
  const profile = page.locator('form', { has: page.getByLabel('Signature') });
  await profile.getByLabel('Signature').fill('Mara, on the way');
  await profile.getByRole('button', { name: 'Save', exact: true }).click();
  await until('the signature', async () => {
    const [row] = await stack.sql`select signature from agents where role = 'owner' order by id limit 1`;
    return row?.signature === 'Mara, on the way';
  });
  await stack.sql`update agents set signature = '' where role = 'owner'`;
});

/** What can be seen beyond the right edge without being in a box that scrolls. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element): boolean =>
      element !== document.body &&
      (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) ||
        (element.parentElement !== null && scrolls(element.parentElement)));
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page'] : [];
    const boxes = [...document.querySelectorAll('main button, main a, main input, main h1')];
    return [
      ...wide,
      ...boxes
        .filter((box) => {
          const { right, width, height } = box.getBoundingClientRect();
          return width > 1 && height > 1 && right > window.innerWidth + 1 && !scrolls(box.parentElement ?? box);
        })
        .map((box) => box.outerHTML.slice(0, 120)),
    ];
  });
}
