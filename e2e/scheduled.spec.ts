// A reply for later: it waits in the thread, can be moved, hurried and taken back, and does not leave over the head of the customer's next message.
import type { Page } from '@playwright/test';
import {
  conversationOf,
  expect,
  expectNoAxeViolations,
  newCustomer,
  sendMail,
  setAutopilot,
  test,
  until,
} from './fixtures.ts';
import type { Stack } from './stack.ts';

const QUESTION = {
  subject: 'Voiding a label',
  text: 'Hello,\n\nhow long do I have to void an unused label?\n\nThank you',
};

async function opened(page: Page, stack: Stack, name: string) {
  await setAutopilot(stack, 'off');
  const customer = newCustomer(name);
  const mailId = await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  await page.goto(`/inbox/open/${number}`);
  return { customer, mailId, number };
}

/** With the keyboard alone. */
async function schedule(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /Write to/ }).fill(text);
  await page.getByRole('button', { name: 'More ways to send' }).focus();
  await page.keyboard.press('Enter');
  // Keys count from when the menu has the focus, not from when it can be seen.
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.type('tom');
  await expect(page.getByRole('menuitem', { name: /Tomorrow morning/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Scheduled for \w{3},? \d+ \w+,? 09:00\./)).toBeVisible();
  // The server has it.
  await expect(page.getByRole('button', { name: 'Back to draft' })).toBeVisible();
}

test('scheduled, moved, and sent now', async ({ page, stack }) => {
  const { customer, number } = await opened(page, stack, 'Later Lasse');
  await schedule(page, 'You have 28 days.');
  await page.reload();
  await expect(page.getByText(/^Scheduled for/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: /Write to/ })).toHaveValue('');
  await page.getByRole('button', { name: 'Change time' }).click();
  await page.getByLabel('Pick a time').fill('2020-01-01T09:00');
  await page.getByRole('button', { name: 'Schedule' }).click();
  await expect(page.getByText('Choose a time in the future.')).toBeVisible();
  const year = new Date().getFullYear() + 1;
  await page.getByLabel('Pick a time').fill(`${year}-01-02T10:30`);
  await page.getByRole('button', { name: 'Schedule' }).click();
  await expect(page.getByText(/^Scheduled for .* 10:30\./)).toBeVisible();
  await expect(page.getByText(/moved a scheduled reply to/)).toBeVisible();
  await expectNoAxeViolations(page);

  await page.goto('/mail?show=scheduled');
  await page.getByRole('link', { name: /Later Lasse/ }).click();
  await expect(page).toHaveURL(new RegExp(`/inbox/open/${number}`));
  expect(stack.smtpPeer.to(customer.address)).toHaveLength(0);
  await page.getByRole('button', { name: 'Send now' }).click();
  await until('the reply', async () => stack.smtpPeer.to(customer.address).length === 1);
  await expect(page.getByText('Delivered to the mail server')).toBeVisible();
});

test('back to draft: the words are in the composer again, below what was begun meanwhile', async ({ page, stack }) => {
  const { customer } = await opened(page, stack, 'Back Berta');
  await schedule(page, 'You have 28 days.');
  const box = page.getByRole('textbox', { name: /Write to/ });
  await box.fill('And one thing more.');
  await page.getByRole('button', { name: 'Back to draft' }).click();
  await expect(box).toHaveValue('And one thing more.\n\nYou have 28 days.');
  await expect(page.getByText(/^Scheduled for/)).toHaveCount(0);
  await expect(page.getByText('Draft saved')).toBeVisible();
  await page.reload();
  await expect(box).toHaveValue('And one thing more.\n\nYou have 28 days.');
  expect(stack.smtpPeer.to(customer.address)).toHaveLength(0);
});

test('the customer writes first: held with the reason, and sent when a person says so, on a phone', async ({
  page,
  stack,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { customer, mailId } = await opened(page, stack, 'Held Henri');
  await schedule(page, 'You have 28 days.');
  await sendMail(stack, customer, {
    subject: 'Re: Voiding a label',
    text: 'Never mind, I found it.',
    inReplyTo: mailId,
  });
  await expect(page.getByText(/the customer wrote again before that/)).toBeVisible();
  await expect(page.getByText('A scheduled reply was held, because the customer wrote first')).toBeVisible();
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'Send anyway' }).click();
  await until('the reply', async () => stack.smtpPeer.to(customer.address).length === 1);
});
