// Two people, one proposal: one mail goes out, and the second is told.
import {
  conversationOf,
  decisionOn,
  expect,
  newCustomer,
  sendMail,
  setAutopilot,
  test,
  unhurried,
  until,
} from './fixtures.ts';

const QUESTION = {
  subject: 'Voiding a label',
  text: 'Hello,\n\nhow long do I have to void an unused label?\n\nThank you',
};

test('two reviewers approve the same proposal', async ({ page, stack }) => {
  await setAutopilot(stack, 'ask');
  const customer = newCustomer('Twice Tilda');
  await sendMail(stack, customer, QUESTION);
  await decisionOn(stack, await conversationOf(stack, customer.address));
  const [review] =
    await stack.sql`select id from reviews where conversation_id = ${await conversationOf(stack, customer.address)}`;
  const second = unhurried(await page.context().newPage());
  // The second tab hears nothing live, as over a slow line: it still shows the proposal as open.
  await second.route('**/api/events*', (route) => route.abort());
  for (const tab of [page, second]) {
    await tab.goto(`/review/${review?.id}`);
    await expect(tab.getByText('Proposed reply')).toBeVisible();
  }
  await page.getByRole('button', { name: /Approve and send/ }).click();
  await expect(page.getByText(/Sends in \d+ s/).last()).toBeVisible();
  await second.getByRole('button', { name: /Approve and send/ }).click();
  await expect(second.getByText(/One reply went out|approved this/i).first()).toBeVisible();
  await until('the one reply', async () => stack.smtpPeer.to(customer.address).length > 0);
  const [rows] =
    await stack.sql`select count(*)::int as n from outbox where conversation_id = ${await conversationOf(stack, customer.address)}`;
  expect(rows?.n).toBe(1);
  expect(stack.smtpPeer.to(customer.address)).toHaveLength(1);
});

test('the customer writes again while a proposal waits: the old one is never sent', async ({ page, stack }) => {
  await setAutopilot(stack, 'ask');
  const customer = newCustomer('Again Anna');
  const first = await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  await decisionOn(stack, number);
  const [old] = await stack.sql`select id, proposal_id from reviews where conversation_id = ${number}`;
  await page.goto(`/review/${old?.id}`);
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await sendMail(stack, customer, {
    subject: 'Re: Voiding a label',
    text: 'Sorry, I meant: how do I change the invoice address?',
    inReplyTo: first,
  });
  await until('the old one is stale and a new one there', async () => {
    const rows = await stack.sql`select status from reviews where conversation_id = ${number} order by id`;
    return rows[0]?.status === 'stale' && rows[1]?.status === 'pending';
  });
  await expect(page.getByText(/wrote again|Redone/).first()).toBeVisible();
  const [sent] = await stack.sql`select count(*)::int as n from outbox where conversation_id = ${number}`;
  expect(sent?.n).toBe(0);
});
