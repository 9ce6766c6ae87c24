// A person decides: approve, edit, reject, take over. Mail comes in and goes out through real sockets.
import {
  conversationOf,
  decisionOn,
  expect,
  newCustomer,
  SUPPORT,
  sendMail,
  setAutopilot,
  test,
  until,
} from './fixtures.ts';

const QUESTION = {
  subject: 'Voiding a label',
  text: 'Hello,\n\nhow long after the purchase can I still void a label that I won’t use?\n\nThank you',
};

test.beforeEach(({ page: _, stack }) => setAutopilot(stack, 'ask'));

test('a mail comes in, its proposal appears without reload, A approves it, and the reply threads', async ({
  page,
  stack,
}) => {
  const jonas = newCustomer('Jonas Weber');
  await page.goto('/review');
  const messageId = await sendMail(stack, jonas, QUESTION);

  await page.getByRole('link', { name: /Jonas Weber/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await expect(page.getByText(/28 days/).first()).toBeVisible();
  await page
    .getByRole('button', { name: /^Source 1/ })
    .first()
    .click();
  await expect(page.getByRole('link', { name: /Open the article/ }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await expect(page.getByText(/Sends in \d+ s/).last()).toBeVisible();

  await until('the reply at the peer', async () => stack.smtpPeer.to(jonas.address).length === 1);
  const [delivered] = stack.smtpPeer.to(jonas.address);
  expect(delivered?.mail.inReplyTo).toBe(messageId);
  expect(delivered?.mail.references).toContain(messageId);
  expect(delivered?.mail.subject).toBe('Re: Voiding a label');
  expect(delivered?.mail.from?.address).toBe(SUPPORT);
  expect(delivered?.mail.replyTo?.[0]?.address).toMatch(/^support\+r\d+\.[0-9a-f]+@parcelbird\.example$/);
  expect(delivered?.mail.text).toContain('28 days');
  expect(delivered?.mail.html).toContain('28 days');
  expect(delivered?.raw).not.toMatch(/^Auto-Submitted: auto-replied/m);

  const number = await conversationOf(stack, jonas.address);
  await page.goto(`/inbox/pending/${number}`);
  await expect(page.getByText(/approved by Mara Ruiz|Mara Ruiz approved/i).first()).toBeVisible();

  // The customer answers; the signed reply address and the headers bring it back here.
  await sendMail(stack, jonas, {
    to: delivered?.mail.replyTo?.[0]?.address ?? '',
    subject: 'Re: Voiding a label',
    text: 'Thanks, and does that hold for DHL Express too?',
    inReplyTo: delivered?.mail.messageId ?? '',
  });
  await expect(page.getByText('does that hold for DHL Express too?').first()).toBeVisible();
  expect(await conversationOf(stack, jonas.address)).toBe(number);
});

test('undo takes an approved reply back, and nothing is sent', async ({ page, stack }) => {
  const customer = newCustomer('Undo Ulla');
  await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  await decisionOn(stack, number);
  await page.goto('/review');
  await page.getByRole('link', { name: /Undo Ulla/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByText(/Sends in \d+ s/).last()).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByText('Taken back. Nothing was sent.').last()).toBeVisible();
  const [review] = await stack.sql`select status from reviews where conversation_id = ${number}`;
  expect(review?.status).toBe('pending');
  const [row] = await stack.sql`select count(*)::int as n from outbox where conversation_id = ${number}`;
  expect(row?.n).toBe(0);
});

test('an edited reply leaves in the reviewer’s words', async ({ page, stack }) => {
  const customer = newCustomer('Edda Edit');
  await sendMail(stack, customer, QUESTION);
  await decisionOn(stack, await conversationOf(stack, customer.address));
  await page.goto('/review');
  await page.getByRole('link', { name: /Edda Edit/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.keyboard.press('e');
  const editor = page.getByRole('textbox', { name: 'Your version of the reply' });
  await editor.fill('Hi Edda,\n\nyou have **28 days**, and I have just voided yours.\n\nMara');
  await editor.press('ControlOrMeta+Enter');
  await until('the edited reply', async () => stack.smtpPeer.to(customer.address).length === 1);
  expect(stack.smtpPeer.to(customer.address)[0]?.mail.text).toContain('I have just voided yours');
  expect(stack.smtpPeer.to(customer.address)[0]?.mail.html).toContain('<strong>28 days</strong>');
  const [review] =
    await stack.sql`select status, unchanged from reviews where conversation_id = ${await conversationOf(stack, customer.address)}`;
  expect(review).toEqual({ status: 'edited', unchanged: false });
});

test('a rejected proposal sends nothing and leaves the conversation to people', async ({ page, stack }) => {
  const customer = newCustomer('Rita Reject');
  await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  await decisionOn(stack, number);
  await page.goto('/review');
  await page.getByRole('link', { name: /Rita Reject/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.keyboard.press('r');
  await page.getByRole('dialog').getByText('Something is missing').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('Rejected. Nothing is sent.').last()).toBeVisible();
  // The screen moves at once, the server has the last word.
  await expect
    .poll(
      async () => (await stack.sql`select status, reason, unchanged from reviews where conversation_id = ${number}`)[0],
    )
    .toEqual({ status: 'rejected', reason: 'incomplete', unchanged: false });
  const [conversation] = await stack.sql`select status from conversations where id = ${number}`;
  expect(conversation?.status).toBe('open');
});

test('taking over makes it a person’s conversation, and the AI does not send there again', async ({ page, stack }) => {
  const customer = newCustomer('Tom Takeover');
  await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  await decisionOn(stack, number);
  await page.goto('/review');
  await page.getByRole('link', { name: /Tom Takeover/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.keyboard.press('t');
  await until('the take-over', async () => {
    const [row] =
      await stack.sql`select person_only, assignee_id is not null as assigned from conversations where id = ${number}`;
    return row?.person_only === true && row?.assigned === true;
  });
  await setAutopilot(stack, 'on', 0.01);
  await sendMail(stack, customer, {
    ...QUESTION,
    subject: 'Re: Voiding a label',
    inReplyTo: await mailIdOf(stack, number),
  });
  await until('the second decision', async () => {
    const [row] = await stack.sql`select count(*)::int as n from decisions where conversation_id = ${number}`;
    return row?.n === 2;
  });
  expect((await decisionOn(stack, number)).action).not.toBe('send');
});

async function mailIdOf(stack: Parameters<typeof conversationOf>[0], number: number): Promise<string> {
  const [row] =
    await stack.sql`select mail_id from messages where conversation_id = ${number} and kind = 'inbound' order by id limit 1`;
  return `<${row?.mail_id}>`;
}

test('the queue stays where one scrolled it while the page came alive, and a click opens what it hits', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 420 });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*.js', async (route) => {
    await released;
    await route.continue();
  });
  const loading = page.goto('/review');
  const last = page.locator('[data-review]').last();
  await last.waitFor();
  await expect(last).not.toBeInViewport();
  await last.scrollIntoViewIfNeeded();
  release();
  await loading;
  await expect(last).toBeInViewport();
  await last.click();
  await expect(page).toHaveURL(new RegExp(`/review/${await last.getAttribute('data-review')}$`));
});
