// A colleague who is away hears by mail that a customer wrote, and one click ends that kind of mail, without signing in.
import {
  conversationOf,
  expect,
  expectNoAxeViolations,
  newCustomer,
  OWNER,
  sendMail,
  setAutopilot,
  test,
  until,
} from './fixtures.ts';

const QUESTION = { subject: 'Voiding a label', text: 'Hello,\n\nhow long do I have to void an unused label?' };

test('told while away, and ended with one click', async ({ page, stack, visit }) => {
  await setAutopilot(stack, 'off');
  const customer = newCustomer('Away Alma');
  const inReplyTo = await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  await stack.sql`update conversations set assignee_id = (select id from agents where email = ${OWNER.email}) where id = ${number}`;
  await sendMail(stack, customer, {
    subject: `Re: ${QUESTION.subject}`,
    text: 'One thing more: is it free?',
    inReplyTo,
  });
  await until('the notice', async () => {
    await stack.sql`update agents set last_seen_at = now() - interval '1 hour'`;
    return (await stack.sql`update colleague_notices set due_at = now() returning id`).length > 0;
  });
  const mine = () => stack.smtpPeer.to(OWNER.email).find(({ mail }) => mail.subject?.includes(`#${number}`));
  await until('the mail', async () => mine() !== undefined, 60);
  const delivered = mine();
  expect(delivered?.mail.text).toContain('> One thing more: is it free?');
  const header = delivered?.mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const link = header.replace(/[<>]/g, '');

  // Looking changes nothing.
  const tab = await visit();
  await tab.goto(link);
  await expect(tab.getByRole('button', { name: 'Send me no more of these' })).toBeVisible();
  await expectNoAxeViolations(tab);
  const wants = async () =>
    (await stack.sql`select mail_answered as wants from agents where email = ${OWNER.email}`)[0]?.wants;
  expect(await wants()).toBe(true);
  await tab.getByRole('button', { name: 'Send me no more of these' }).click();
  await expect(tab.getByText(/You get none any more/)).toBeVisible();
  expect(await wants()).toBe(false);

  await page.goto('/settings/you');
  const box = page.getByLabel('A customer answers in one of mine');
  await expect(box).not.toBeChecked();
  await box.check();
  await page
    .getByRole('region', { name: 'Mail to you' })
    .or(page.locator('section', { hasText: 'Mail to you' }))
    .getByRole('button', { name: 'Save' })
    .click();
  await expect.poll(wants).toBe(true);

  // What a mail client does for its button (RFC 8058).
  const answer = await fetch(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(answer.status).toBe(200);
  expect(await wants()).toBe(false);
  expect((await fetch(`${link.slice(0, -4)}0000`, { method: 'POST' })).status).toBe(404);
});
