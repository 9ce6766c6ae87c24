// kill -9 at the worst moments: nothing accepted is lost, nothing is sent twice.
import { expect, expectNoAxeViolations, newCustomer, OWNER, sendMail, setAutopilot, test, until } from './fixtures.ts';

const QUESTION = { subject: 'Voiding a label', text: 'How long do I have to void an unused label?' };

test('in the middle of ingest: every accepted mail is in exactly one conversation', async ({ page, stack }) => {
  test.setTimeout(180_000);
  // Whoever runs first goes through setup, which makes the mailbox.
  await page.goto('/inbox/open');
  await setAutopilot(stack, 'ask');
  const accepted: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const sending = Array.from({ length: 12 }, async (_, n) => {
      const customer = newCustomer(`Kill ${round} ${'abcdefghijkl'[n]}`);
      const id = await sendMail(stack, customer, QUESTION).catch(() => null);
      if (id) accepted.push(id.slice(1, -1));
    });
    await Promise.race([
      Promise.all(sending),
      until('some are in', async () => accepted.length > round * 12 + 3 + round),
    ]);
    await stack.killWorker();
    await Promise.all(sending);
    await stack.startWorker();
  }
  expect(accepted.length).toBeGreaterThan(8);
  await until(
    'all accepted mail is in conversations',
    async () => {
      const [row] = await stack.sql`select count(*)::int as n from messages where mail_id = any(${accepted})`;
      return row?.n === accepted.length;
    },
    90,
  );
  const doubles =
    await stack.sql`select mail_id from messages where mail_id = any(${accepted}) group by mail_id having count(*) > 1`;
  expect(doubles).toHaveLength(0);
  // What is still with the AI would be answered by whatever the next test sets Autopilot to, and fill the way out.
  await until(
    'the AI has seen all of it',
    async () => {
      const [row] =
        await stack.sql`select count(*)::int as n from messages m where mail_id = any(${accepted}) and not exists (select from ai_runs r where r.message_id = m.id and r.status in ('done', 'superseded'))`;
      return row?.n === 0;
    },
    90,
  );
});

test('in the middle of a send: the reply reached the peer once, and a person is asked about the unknown outcome', async ({
  page,
  stack,
}) => {
  test.setTimeout(180_000);
  await setAutopilot(stack, 'on', 0.3);
  stack.smtpPeer.delay = 4_000;
  const customer = newCustomer('Middle Mia');
  await sendMail(stack, customer, QUESTION);
  await until(
    'the peer holds the mail and has not answered',
    async () => stack.smtpPeer.to(customer.address).length === 1,
  );
  await stack.killWorker();
  stack.smtpPeer.delay = 0;
  await stack.startWorker();
  await until(
    'the row is uncertain',
    async () => {
      const [row] =
        await stack.sql`select o.status, o.conversation_id from outbox o join conversations c on c.id = o.conversation_id join contacts k on k.id = c.contact_id where k.email = ${customer.address}`;
      return row?.status === 'uncertain';
    },
    150,
  );
  expect(stack.smtpPeer.to(customer.address)).toHaveLength(1);
  const [row] =
    await stack.sql`select conversation_id as id from outbox o join conversations c on c.id = o.conversation_id join contacts k on k.id = c.contact_id where k.email = ${customer.address}`;
  await page.goto(`/inbox/open/${row?.id}`);
  await expect(page.getByText(/may have|uncertain|not known|unknown/i).first()).toBeVisible();
});

test('the customer’s server says 4xx: tried again; 5xx: stopped, with the reason on the conversation', async ({
  page,
  stack,
}) => {
  await setAutopilot(stack, 'on', 0.3);
  stack.smtpPeer.mode = 'reject';
  const customer = newCustomer('Bounce Ben');
  await sendMail(stack, customer, QUESTION);
  await until('the failure', async () => {
    const [row] =
      await stack.sql`select o.status from outbox o join conversations c on c.id = o.conversation_id join contacts k on k.id = c.contact_id where k.email = ${customer.address}`;
    return row?.status === 'failed';
  });
  stack.smtpPeer.mode = 'greylist';
  const grey = newCustomer('Grey Greta');
  await sendMail(stack, grey, QUESTION);
  await until('it waits for its next attempt', async () => {
    const [row] =
      await stack.sql`select o.status from outbox o join conversations c on c.id = o.conversation_id join contacts k on k.id = c.contact_id where k.email = ${grey.address}`;
    return row?.status === 'retry';
  });
  await stack.sql`update outbox set due_at = now() where status = 'retry'`;
  await until('it arrives', async () => stack.smtpPeer.to(grey.address).length === 1);
  stack.smtpPeer.mode = 'accept';
  const [row] =
    await stack.sql`select c.id from conversations c join contacts k on k.id = c.contact_id where k.email = ${customer.address}`;
  await page.goto(`/inbox/open/${row?.id}`);
  await expect(page.getByText(/No such user here/).first()).toBeVisible();
});

test('no worker is left: owners see it on screen although nobody can tell them, and hear of it when one is back', async ({
  page,
  stack,
}) => {
  test.setTimeout(300_000);
  await page.goto('/inbox/open');
  await stack.killWorker();
  await stack.sql`update worker_pulse set seen_at = now() - interval '7 minutes'`;
  // A web process that has just started gives a worker a minute.
  await until(
    'the web process says so',
    async () => ((await (await fetch(`${stack.url}/api/ready`)).json()) as { worker: string }).worker === 'away',
    90,
  );
  await page.reload();
  const bar = page.getByText(/No worker has been seen for 7m/);
  await expect(bar).toBeVisible();
  await expect(page.getByText(/Nothing is lost/)).toBeVisible();
  await expectNoAxeViolations(page);
  await stack.startWorker();
  await expect(bar).toBeHidden({ timeout: 60_000 });
  await until(
    'owners are told',
    async () => stack.smtpPeer.to(OWNER.email).some(({ mail }) => mail.subject?.startsWith('Tandem’s worker is back')),
    90,
  );
});
