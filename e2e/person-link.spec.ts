// The link to a person in every mail that the AI wrote.
import { fillForm, sendForm } from './contact-form.ts';
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
import type { Stack } from './stack.ts';

// The owner's page sets the workspace up, wherever a run begins.
test.beforeEach(({ page }) => page.goto('/help').then(() => {}));

test('the link to a person in a mail of the AI’s: looking changes nothing, the button does, for good', async ({
  stack,
  visit,
}) => {
  await setAutopilot(stack, 'on', 0.01);
  const customer = newCustomer('Human Hanna');
  const visitor = await visit({ javaScriptEnabled: false });
  await visitor.goto('/help/contact');
  await fillForm(visitor, customer, 'Voiding', 'How long do I have to void an unused label?');
  await sendForm(visitor);
  const number = await conversationOf(stack, customer.address);
  const decision = await decisionOn(stack, number);
  expect(decision, JSON.stringify(decision)).toMatchObject({ action: 'send' });
  await until('the answer of the AI', async () => stack.smtpPeer.to(customer.address).length === 1);
  const [answer] = stack.smtpPeer.to(customer.address);
  const path = /\/help\/person\/[\w.]+/.exec(answer?.mail.text ?? '')?.[0] ?? '';

  await visitor.goto(path);
  await visitor.reload();
  expect((await visitor.request.head(path)).status()).toBe(200);
  const reader = await visit();
  await reader.goto(path);
  for (const colorScheme of ['light', 'dark'] as const) {
    await reader.emulateMedia({ colorScheme });
    await reader.reload();
    await expectNoAxeViolations(reader);
  }
  expect(await personOnly(stack, number)).toBe(false);
  await visitor.getByRole('button', { name: 'Yes, a person please' }).click();
  await expect(visitor.getByText('A person has your request now')).toBeVisible();
  expect(await personOnly(stack, number)).toBe(true);
  await expect(visitor.getByRole('button', { name: 'Yes, a person please' })).toHaveCount(0);

  // From then on the AI answers nothing there by itself, however sure it is.
  await sendMail(stack, customer, {
    to: answer?.mail.from?.address,
    subject: 'Re: Voiding',
    text: 'How long do I have to void an unused label?',
    inReplyTo: answer?.mail.messageId,
  });
  await until('the second decision', async () => {
    const rows = await stack.sql`select action from decisions where conversation_id = ${number} order by id`;
    return rows.length === 2 && rows[1]?.action !== 'send';
  });
  expect(stack.smtpPeer.to(customer.address)).toHaveLength(1);

  const broken = await visitor.goto(path.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
  expect(broken?.status()).toBe(404);
  await expect(visitor.getByText('This link does not work')).toBeVisible();
  await setAutopilot(stack, 'ask');
});

async function personOnly(stack: Stack, number: number): Promise<boolean> {
  const [row] = await stack.sql`select person_only from conversations where id = ${number}`;
  return row?.person_only === true;
}
