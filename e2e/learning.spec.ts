// What people correct is learnt: an edit becomes a lesson that somebody accepts, a label stays as an agent set it.
import { conversationOf, decisionOn, expect, newCustomer, sendMail, setAutopilot, test, until } from './fixtures.ts';

test('an edited fact becomes a lesson; accepted, the AI knows it', async ({ page, stack }) => {
  await setAutopilot(stack, 'ask');
  const customer = newCustomer('Lena Learn');
  await sendMail(stack, customer, {
    subject: 'Voiding',
    text: 'How long do I have to void an unused label?',
  });
  const number = await conversationOf(stack, customer.address);
  await decisionOn(stack, number);
  const [review] = await stack.sql`select id from reviews where conversation_id = ${number}`;
  await page.goto(`/review/${review?.id}`);
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.keyboard.press('e');
  const editor = page.getByRole('textbox', { name: 'Your version of the reply' });
  const draft = await editor.inputValue();
  expect(draft).toContain('28 days');
  await editor.fill(draft.replace(/28 days/g, '35 days'));
  await editor.press('ControlOrMeta+Enter');
  await until('the edited reply', async () => stack.smtpPeer.to(customer.address).length === 1);
  let lesson: { id: number; kind: string; after: string } | undefined;
  await until(
    'the lesson',
    async () => {
      const [row] = await stack.sql`select id, kind, after from lessons where after like '%35 days%'`;
      lesson = row as typeof lesson;
      return lesson !== undefined;
    },
    60,
  );
  expect(lesson?.kind).toBe('article');

  await page.goto('/help-center/lessons');
  const card = page.locator('main').locator('div', { hasText: '35 days' }).getByRole('button', { name: 'Accept' });
  await card.last().click();
  await until('the article', async () => {
    const [row] = await stack.sql`select count(*)::int as n from articles where body like '%35 days%'`;
    return row?.n === 1;
  });
});

test('a topic that an agent corrects stays, and the timeline says who', async ({ page, stack }) => {
  const customer = newCustomer('Theo Turn');
  const first = await sendMail(stack, customer, {
    subject: 'Voiding',
    text: 'How long do I have to void an unused label?',
  });
  const number = await conversationOf(stack, customer.address);
  await decisionOn(stack, number);
  await page.goto(`/inbox/open/${number}`);
  await page.getByLabel('Topic', { exact: true }).selectOption({ label: 'Billing and plans' });
  await expect(page.getByText('changed the topic to Billing and plans')).toBeVisible();
  await sendMail(stack, customer, { subject: 'Re: Voiding', text: 'And how do I void it?', inReplyTo: first });
  await until('the next decision', async () => {
    const rows = await stack.sql`select id from decisions where conversation_id = ${number}`;
    return rows.length === 2;
  });
  const [kept] = await stack.sql`select topic from conversations where id = ${number}`;
  const [chosen] = await stack.sql`select key from topics where name = 'Billing and plans'`;
  expect(kept?.topic).toBe(chosen?.key);
});

test('what a person answered before is proposed to a person, and kept as a snippet it counts like one', async ({
  page,
  stack,
}) => {
  await setAutopilot(stack, 'on');
  const first = newCustomer('Wanda Quist');
  await sendMail(stack, first, {
    subject: 'Gift wrapping',
    text: 'Hello, can you wrap parcels as gifts in your warehouse before they are shipped? My order is PB44871203. Wanda Quist',
  });
  const number = await conversationOf(stack, first.address);
  await decisionOn(stack, number);
  await page.goto(`/inbox/open/${number}`);
  const answer = 'Gifts cannot be wrapped in a warehouse: parcels are shipped from your own shop.';
  await page.getByRole('textbox', { name: 'Write to Wanda' }).fill(`Hi Wanda,\n\n${answer}\n\nBest regards`);
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await until(
    'the answer as a source',
    async () => {
      const [row] = await stack.sql`select status from solved_answers where conversation_id = ${number}`;
      return row?.status === 'ready';
    },
    150,
  );

  const second = newCustomer('Otto Berg');
  await sendMail(stack, second, {
    subject: 'Question',
    text: 'Hi, can you wrap parcels as gifts in the warehouse before they are shipped?',
  });
  const next = await conversationOf(stack, second.address);
  const { action, reasons } = await decisionOn(stack, next);
  expect(action).toBe('review');
  expect(reasons.map(({ code }) => code)).toContain('solved_source');
  const [review] = await stack.sql`select r.id, p.body from reviews r join proposals p on p.id = r.proposal_id
    where r.conversation_id = ${next}`;
  expect(review?.body).toContain(answer);
  expect(review?.body).not.toMatch(/Wanda|PB44871203/);
  await page.goto(`/review/${review?.id}`);
  await page.getByRole('button', { name: /Solved conversation/ }).click();
  await expect(page.getByText('From a conversation that was solved on')).toBeVisible();
  const keep = page.getByRole('link', { name: 'Keep this answer as a snippet' });
  await page.goto((await keep.getAttribute('href')) ?? '');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Kept as a snippet.')).toBeVisible();
  const [kept] = await stack.sql`select body from snippets order by id desc limit 1`;
  expect(kept?.body).toBe(answer);
});
