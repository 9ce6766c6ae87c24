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
  // A choice made before the page listens is not heard; a person would choose again.
  await expect(async () => {
    await page.getByLabel('Topic', { exact: true }).selectOption({ label: 'Billing and plans' });
    await expect(page.getByText('changed the topic to Billing and plans')).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await sendMail(stack, customer, { subject: 'Re: Voiding', text: 'And how do I void it?', inReplyTo: first });
  await until('the next decision', async () => {
    const rows = await stack.sql`select id from decisions where conversation_id = ${number}`;
    return rows.length === 2;
  });
  const [kept] = await stack.sql`select topic from conversations where id = ${number}`;
  const [chosen] = await stack.sql`select key from topics where name = 'Billing and plans'`;
  expect(kept?.topic).toBe(chosen?.key);
});
