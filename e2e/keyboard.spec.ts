// The whole day on the keyboard: inbox and Review by the keys that the sheet names.
import { conversationOf, decisionOn, expect, newCustomer, sendMail, setAutopilot, test, until } from './fixtures.ts';

const QUESTION = {
  subject: 'Voiding a label',
  text: 'Hello,\n\nhow long do I have to void an unused label?\n\nThank you',
};

// The page sets the workspace up, for whichever test is the first of its process.
test.beforeEach(({ page: _, stack }) => setAutopilot(stack, 'ask'));

test('the inbox', async ({ page, stack }) => {
  test.setTimeout(120_000);
  const older = newCustomer('Kurt Keys');
  const newer = newCustomer('Kira Keys');
  await sendMail(stack, older, { subject: 'From Kurt', text: 'Where do I change my password?' });
  const kurt = await conversationOf(stack, older.address);
  await decisionOn(stack, kurt);
  await sendMail(stack, newer, { subject: 'From Kira', text: 'Where do I change my password?' });
  const kira = await conversationOf(stack, newer.address);
  await decisionOn(stack, kira);
  const statusOf = async (number: number) =>
    (await stack.sql`select status, assignee_id, tags from conversations where id = ${number}`)[0];

  await page.goto('/inbox/unassigned');
  await expect(page.getByRole('link', { name: /Kira Keys/ })).toBeVisible();

  // Enter opens the first, J the one below, K goes back up.
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${kira}$`));
  await page.keyboard.press('j');
  await expect(page).toHaveURL(new RegExp(`/${kurt}$`));
  await page.keyboard.press('k');
  await expect(page).toHaveURL(new RegExp(`/${kira}$`));
  await expect(page.getByRole('heading', { level: 1, name: /From Kira/ })).toBeVisible();

  // N writes a note; keys typed there are letters.
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'Note', pressed: true })).toBeVisible();
  await page.keyboard.type('seen je ask rest');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('seen je ask rest')).toBeVisible();
  expect((await statusOf(kira))?.status).toBe('open');
  await page.keyboard.press('Escape');

  // L tags, I assigns.
  await page.keyboard.press('l');
  await page.getByRole('dialog').getByRole('textbox').fill('password');
  await page.keyboard.press('ControlOrMeta+Enter');
  await until('the tag', async () => (await statusOf(kira))?.tags.includes('password'));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('i');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[role=menuitem]:focus')).toBeVisible();
  await page.keyboard.press('Enter');
  await until('the assignment', async () => (await statusOf(kira))?.assignee_id !== null);

  // S snoozes and Z takes it back; E closes and Z takes it back.
  await page.goto(`/inbox/mine/${kira}`);
  await expect(page.getByRole('heading', { level: 1, name: /From Kira/ })).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[role=menuitem]:focus')).toBeVisible();
  await page.keyboard.press('Enter');
  await until('the snooze', async () => (await statusOf(kira))?.status === 'snoozed');
  await expect(page.getByText(`Snoozed #${kira}`)).toBeVisible();
  await page.keyboard.press('z');
  await until('the undo', async () => (await statusOf(kira))?.status === 'open');
  await page.goto(`/inbox/mine/${kira}`);
  await expect(page.getByRole('heading', { level: 1, name: /From Kira/ })).toBeVisible();
  await page.keyboard.press('e');
  await until('the close', async () => (await statusOf(kira))?.status === 'closed');
  await expect(page.getByText(`Closed #${kira}`)).toBeVisible();
  await page.keyboard.press('z');
  await until('the second undo', async () => (await statusOf(kira))?.status === 'open');

  // R replies, Z takes the reply back into the composer.
  await page.goto(`/inbox/mine/${kira}`);
  await expect(page.getByRole('heading', { level: 1, name: /From Kira/ })).toBeVisible();
  await page.keyboard.press('r');
  await page.keyboard.type('Under Settings, Kira.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(/Your reply leaves in \d+ s/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('z');
  await expect(page.getByText('Your reply is back in the composer. Nothing was sent.')).toBeVisible();
  await expect(page.getByLabel('Write to Kira')).toHaveValue('Under Settings, Kira.');
  expect(stack.smtpPeer.to(newer.address)).toHaveLength(0);
  await page.getByLabel('Write to Kira').fill('');
});

test('Review', async ({ page, stack }) => {
  const customers = ['Anna Approve', 'Rolf Reject', 'Tina Take'].map(newCustomer);
  const numbers: number[] = [];
  for (const customer of customers) {
    await sendMail(stack, customer, QUESTION);
    const number = await conversationOf(stack, customer.address);
    await decisionOn(stack, number);
    numbers.push(number);
  }
  const reviewOf = async (number = 0) =>
    (await stack.sql`select id, status from reviews where conversation_id = ${number}`)[0];
  const [anna, rolf, tina] = numbers;

  // J and K walk the queue, oldest first; Esc leaves a proposal.
  await page.goto(`/review/${(await reviewOf(anna))?.id}`);
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(new RegExp(`/review/${(await reviewOf(rolf))?.id}$`));
  await page.keyboard.press('k');
  await expect(page).toHaveURL(new RegExp(`/review/${(await reviewOf(anna))?.id}$`));
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(new RegExp(`/review/${(await reviewOf(rolf))?.id}$`));

  // R asks why and rejects; the next one lies on the desk.
  await expect(page.getByRole('article').filter({ hasText: 'Rolf Reject' }).first()).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('1');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Reject/ })
    .click();
  await until('the rejection', async () => (await reviewOf(rolf))?.status === 'rejected');
  await expect(page).toHaveURL(new RegExp(`/review/${(await reviewOf(tina))?.id}$`));

  // E edits, Esc leaves the editor with the proposal as it was.
  await expect(page.getByRole('article').filter({ hasText: 'Tina Take' }).first()).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByRole('textbox', { name: 'Your version of the reply' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Your version of the reply' })).toHaveCount(0);

  // A approves, Z takes it back and puts it on the desk again; T takes over.
  await page.keyboard.press('a');
  await until('the approval', async () => (await reviewOf(tina))?.status === 'approved');
  await expect(page.getByText(/Sends in \d+ s/).last()).toBeVisible();
  await page.keyboard.press('z');
  await until('the undo', async () => (await reviewOf(tina))?.status === 'pending');
  await expect(page).toHaveURL(new RegExp(`/review/${(await reviewOf(tina))?.id}$`));
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.keyboard.press('t');
  await expect(page).toHaveURL(new RegExp(`/inbox/mine/${tina}`));
  await expect(page.getByLabel('Write to Tina')).toBeVisible();
});

test('everywhere: search, the list of keys, the palette', async ({ page }) => {
  await page.goto('/autopilot');
  await expect(page.getByRole('heading', { name: 'Autopilot' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('mailboxes');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings\/mail$/);
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/search/);
  await expect(page.getByRole('searchbox').or(page.getByRole('combobox'))).toBeFocused();
  await page.keyboard.type('label');
  await expect(page.getByText(/label/i).nth(2)).toBeVisible();
});
