// A team has a mailbox, sees what waits there and takes it; one mail to two mailboxes is one conversation; moved, it answers from where it is.
import {
  conversationOf,
  expect,
  expectNoAxeViolations,
  newCustomer,
  SUPPORT,
  sendMail,
  setAutopilot,
  test,
  until,
} from './fixtures.ts';

const BILLING = 'billing@parcelbird.example';
const TEAM = 'Invoices, refunds and everything about money';

test('a team is made, gets a mailbox, and sees what comes in there until somebody takes it', async ({
  page,
  stack,
}) => {
  await setAutopilot(stack, 'off');
  await page.goto('/settings/people');
  await page.getByLabel('New team').fill(TEAM);
  await page.getByRole('button', { name: 'Add team' }).click();
  await page.getByRole('button', { name: `Edit team ${TEAM}` }).click();
  await page.getByRole('checkbox', { name: /Mara Ruiz/ }).check();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const sidebar = page.getByRole('navigation', { name: 'Main' });
  await expect(sidebar.getByRole('link', { name: TEAM })).toBeVisible();
  // The same name again is refused, and what was typed stays.
  await page.getByLabel('New team').fill(TEAM.toUpperCase());
  await page.getByRole('button', { name: 'Add team' }).click();
  await expect(page.getByText('There is a team with this name already.')).toBeVisible();
  await expect(page.getByLabel('New team')).toHaveValue(TEAM.toUpperCase());

  await page.goto('/settings/mail');
  await page.locator('#new-name').fill('Parcelbird Billing');
  await page.locator('#new-address').fill(BILLING);
  await page.getByRole('button', { name: 'Add a mailbox' }).click();
  await expect(page.getByRole('heading', { name: new RegExp(BILLING) })).toBeVisible();
  const smtp = { host: '127.0.0.1', port: stack.smtpPeer.port, secure: false };
  await stack.sql`update mailboxes set smtp = ${stack.sql.json(smtp)} where address = ${BILLING}`;
  const [box] = await stack.sql`select id from mailboxes where address = ${BILLING}`;
  await page.locator(`#team-${box?.id}`).selectOption(TEAM);
  await page
    .locator('form', { has: page.locator(`#team-${box?.id}`) })
    .getByRole('button', { name: 'Save' })
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();

  const customer = newCustomer('Bea Billing');
  await sendMail(stack, customer, { to: BILLING, subject: 'My invoice', text: 'Where is my invoice?' });
  await expect(sidebar.getByRole('link', { name: TEAM })).toContainText('1');
  await sidebar.getByRole('link', { name: TEAM }).click();
  await expect(page.getByRole('heading', { name: `Team: ${TEAM}` })).toBeVisible();
  await page.getByRole('link', { name: /Bea Billing/ }).click();
  await expect(page.getByText(`For team ${TEAM}, as its mailbox says`)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Team' })).toHaveValue(/\d+/);
  await expectNoAxeViolations(page);
  await page.keyboard.press('i');
  await page.getByRole('menuitem', { name: 'Take it yourself' }).click();
  await expect(page.getByText('Nothing waits for this team')).toBeVisible();
  await page.getByRole('radio', { name: 'All open' }).click();
  await expect(page.getByRole('link', { name: /Bea Billing/ })).toBeVisible();
  await expect(sidebar.getByRole('link', { name: TEAM })).toHaveAttribute('aria-current', 'page');
});

test('one mail to both mailboxes is one conversation; moved by keyboard, it is answered from there, and answers find it', async ({
  page,
  stack,
}) => {
  await setAutopilot(stack, 'off');
  const customer = newCustomer('Bo Both');
  await sendMail(stack, customer, {
    to: `${SUPPORT}, ${BILLING}`,
    subject: 'Refund',
    text: 'I paid twice. May I have one payment back?',
  });
  const number = await conversationOf(stack, customer.address);
  await until('both copies were read', async () => {
    const [row] =
      await stack.sql`select count(*)::int as n from raw_messages r join messages m on m.id = r.message_id where m.conversation_id = ${number}`;
    return row?.n === 2;
  });
  const [same] =
    await stack.sql`select count(*)::int as n from conversations c join contacts k on k.id = c.contact_id where k.email = ${customer.address}`;
  expect(same?.n).toBe(1);
  const [{ there } = { there: 0 }] =
    await stack.sql`select id as there from mailboxes where address in ${stack.sql([SUPPORT, BILLING])} and id <> (select mailbox_id from conversations where id = ${number})`;
  const [{ address } = { address: '' }] = await stack.sql`select address from mailboxes where id = ${there}`;
  await page.goto(`/inbox/open/${number}`);
  await expect(page.getByText(/One mail, which reached/)).toContainText(BILLING);

  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Move to another mailbox' });
  await expect(dialog).toBeVisible();
  await expectNoAxeViolations(page);
  await dialog.getByRole('radio', { name: new RegExp(address) }).check();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Moved to ${address}.`)).toBeVisible();
  await expect(page.getByText(new RegExp(`Mara Ruiz moved this from .+ to ${address}`))).toBeVisible();

  await page.getByLabel('Write to Bo').fill('You have it back, Bo.');
  await page.getByRole('button', { name: /^Send/ }).first().click();
  await until('the reply', async () => stack.smtpPeer.to(customer.address).length === 1);
  const [sent] = stack.smtpPeer.to(customer.address);
  expect(sent?.mail.from?.address).toBe(address);
  await sendMail(stack, customer, {
    to: sent?.mail.replyTo?.[0]?.address ?? '',
    subject: 'Re: Refund',
    text: 'Thank you, it has arrived.',
  });
  await expect(page.getByText('Thank you, it has arrived.').last()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/${number}$`));
});
