// What would have happened, and what would happen with a change: asked before it is saved, and saved as it was asked.
import { expect, expectNoAxeViolations, newCustomer, sendMail, setAutopilot, test, until } from './fixtures.ts';
import type { Stack } from './stack.ts';

test('a replay is started, goes on while nobody looks, and ends in a report', async ({ page, stack }) => {
  await page.goto('/autopilot');
  await page.getByRole('link', { name: 'Replay last 30 days' }).click();
  await expectNoAxeViolations(page);
  await page.getByLabel('Which conversations').selectOption({ label: 'The newest, whenever they were' });
  await page.getByLabel('At most this many conversations').fill('15');
  // With no worker there it waits, so that the page can be seen waiting.
  await stack.killWorker();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page).toHaveURL(/\/autopilot\/replay\/\d+$/);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0');
  await expectNoAxeViolations(page);
  await stack.startWorker();
  await expect(page.getByRole('heading', { name: 'What would have happened' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Judged wrong' }).click();
  await expect(page).toHaveURL(/show=disagree/);
  const [row] = await stack.sql`select done, total from replays order by id desc limit 1`;
  expect(row?.done).toBe(row?.total);
});

test('a rule is replayed from where it is written, compared, and saved as it was replayed', async ({ page, stack }) => {
  await setAutopilot(stack, 'ask', 0.3);
  await page.goto('/autopilot');
  await page.getByRole('button', { name: 'Rule', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Labels to people');
  await dialog.getByLabel('Then at most').selectOption({ label: 'Person answers' });
  await dialog.getByText('Replay before saving').click();
  await expectNoAxeViolations(page);
  await dialog.getByLabel('Over which messages').selectOption({ label: 'Answered by people, the newest' });
  await dialog.getByLabel('At most', { exact: true }).fill('15');
  await dialog.getByRole('button', { name: 'Replay with this rule' }).click();
  await expect(page.getByRole('heading', { name: 'Beside what is saved' })).toBeVisible({ timeout: 60_000 });
  const all = page.getByRole('row', { name: /Left to a person/ });
  await expect(all.getByRole('cell').last()).toContainText('100%');
  expect(await stack.sql`select 1 from policy_rules where name = 'Labels to people'`).toHaveLength(0);
  await page.getByRole('link', { name: 'Gone another way' }).click();
  await expect(page.getByText('Saved: the AI would have written').first()).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Save this change' }).click();
  await expect(page.getByText(/Saved by Mara Ruiz/)).toBeVisible();
  const [rule] = await stack.sql`select action, enabled from policy_rules where name = 'Labels to people'`;
  expect(rule).toMatchObject({ action: 'person', enabled: true });

  // Meanwhile changed: from the report without the rule, nothing is saved.
  await page.goto('/autopilot');
  await page.getByRole('button', { name: 'Edit Labels to people' }).click();
  await dialog.getByText('Replay before saving').click();
  await dialog.getByLabel('At most', { exact: true }).fill('5');
  await dialog.getByRole('button', { name: 'Replay without it' }).click();
  await expect(page.getByRole('heading', { name: 'Beside what is saved' })).toBeVisible({ timeout: 60_000 });
  await stack.sql`update policy_rules set action = 'review' where name = 'Labels to people'`;
  await page.getByRole('button', { name: 'Save this change' }).click();
  await expect(page.getByText(/Since this replay somebody changed the rules/)).toBeVisible();
  await expect(page.getByText(/Since then somebody changed the rules/)).toBeVisible();
  expect(await stack.sql`select 1 from policy_rules where name = 'Labels to people'`).toHaveLength(1);
  await stack.sql`delete from policy_rules where name = 'Labels to people'`;
});

test('another model is replayed with its key before it is saved; how answers should sound is on record', async ({
  page,
  stack,
}) => {
  stack.model.reply = () => ({
    kind: 'reply',
    answer: 'You can void a label within 28 days of buying it [1].',
    covers: 'all',
    confidence: 0.9,
    open: [],
    verdicts: [{ statement: 1, supported: true }],
    questions: ['How do I void a label?'],
  });
  await page.goto('/settings/ai');
  await page.getByLabel('Provider').selectOption({ label: 'OpenAI-compatible server' });
  await page.getByLabel('Address of the server').fill(`http://127.0.0.1:${stack.model.port}/v1`);
  await page.getByLabel('Model', { exact: true }).fill('gpt-4.1-mini');
  await page.getByLabel('Key', { exact: true }).fill('sk-for-the-replay');
  const engine = page.locator('form').filter({ has: page.getByLabel('Provider') });
  await engine.getByText('Replay before saving').first().click();
  await expectNoAxeViolations(page);
  await engine.getByLabel('Over which messages').selectOption({ label: 'Answered by people, the newest' });
  await engine.getByLabel('At most').fill('3');
  await engine.getByRole('button', { name: 'Replay before saving' }).click();
  await expect(page).toHaveURL(/\/autopilot\/replay\/\d+$/);
  await expect(page.getByText(/Model: openai-compatible/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Beside what is saved' })).toBeVisible({ timeout: 60_000 });
  const [kept] = await stack.sql`select ai_engine->>'provider' as provider from workspace`;
  expect(kept?.provider).toBe('builtin');
  expect(JSON.stringify(await stack.sql`select * from replays`)).not.toContain('for-the-replay');
  await page.getByRole('button', { name: 'Save this change' }).click();
  await expect(page.getByText(/Saved by Mara Ruiz/)).toBeVisible();
  const [now] = await stack.sql`select ai_engine->>'provider' as provider, ai_key_encrypted from workspace`;
  expect(now?.provider).toBe('openai-compatible');
  expect(now?.ai_key_encrypted).toBeTruthy();
  // The reviews of the built-in answerer count for nothing now, and the page says what would carry them over.
  await page.goto('/autopilot');
  await expect(page.getByRole('link', { name: 'Replay over the reviews' })).toBeVisible();
  await expectNoAxeViolations(page);
  await stack.sql`update workspace set ai_engine = '{"provider":"builtin"}', ai_key_encrypted = null`;

  await page.goto('/settings/ai');
  await expect(page.getByText(/changes nothing until a model is chosen/)).toBeVisible();
  await page.getByLabel('In your words').fill('Plain and short.\nNever “sticker”.');
  await page
    .locator('form')
    .filter({ has: page.getByLabel('In your words') })
    .getByRole('button', { name: 'Save' })
    .click();
  await until('the text is kept', async () => {
    const [row] = await stack.sql`select ai_guidance from workspace`;
    return row?.ai_guidance === 'Plain and short.\nNever “sticker”.';
  });
  await page.goto('/autopilot');
  await expect(page.getByText('Mara Ruiz changed how answers should sound')).toBeVisible();
  await expectNoAxeViolations(page);
  await stack.sql`update workspace set ai_guidance = ''`;
});

test('a set is imported all or nothing, and deleted with its replay', async ({ page, stack }) => {
  await page.goto('/autopilot/replay');
  const sample = await page.request.get('/autopilot/replay/sample?format=csv');
  const csv = await sample.text();
  const give = async (text: string) => {
    await page.getByLabel('File').setInputFiles({ name: 'set.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Import and start' }).click();
  };
  await give(`${csv}only a question,,2026-01-01,en,\n`);
  await expect(page.getByText(/Line 4: the answer is empty/)).toBeVisible();
  expect(await stack.sql`select 1 from replay_cases where imported is not null`).toHaveLength(0);
  const count = async () => (await stack.sql`select count(*)::int as n from conversations`)[0]?.n;
  const before = await count();
  await give(csv);
  await expect(page).toHaveURL(/\/autopilot\/replay\/\d+$/);
  await expect(page.getByRole('heading', { name: 'What would have happened' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('I bought it by mistake')).toBeVisible();
  await expectNoAxeViolations(page);
  expect(await count()).toBe(before);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expectNoAxeViolations(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
  await expect(page).toHaveURL(/\/autopilot\/replay$/);
  expect(await stack.sql`select 1 from replay_cases where imported is not null`).toHaveLength(0);
});

test('the customer says that it did not help, and a person reads why; another rates what solved it', async ({
  page,
  stack,
}) => {
  await page.goto('/review');
  await setAutopilot(stack, 'on', 0.3);
  const unhappy = await answeredAlone(stack, 'Uma Unhappy');
  await page.goto(unhappy.link);
  await expectNoAxeViolations(page);
  // Looking is not saying: mail scanners open links.
  expect(
    await stack.sql`select 1 from events where type like 'customer.%' and conversation_id = ${unhappy.id}`,
  ).toHaveLength(0);
  await page.getByLabel('What was missing? (optional)').fill('There is no such button');
  await page.getByRole('button', { name: 'This did not help' }).click();
  await expect(page.getByRole('heading', { name: 'A person has your request now' })).toBeVisible();
  await page.goto(`/inbox/open/${unhappy.id}`);
  await expect(page.getByText('There is no such button').first()).toBeVisible();
  await expect(page.getByText('The customer says that the answer did not help')).toBeVisible();

  const solved = await answeredAlone(stack, 'Sol Solved');
  await page.goto(solved.link);
  await page.getByRole('button', { name: 'No need, that solved it' }).click();
  await page.getByRole('button', { name: '2 of 5' }).click();
  await expect(page.getByText('Thank you. You gave 2 of 5.')).toBeVisible();
  await expectNoAxeViolations(page);
  await page.goto('/autopilot');
  await expect(page.getByText(/1 said that it did not help, 1 gave 1 or 2 of 5/)).toBeVisible();
});

async function answeredAlone(stack: Stack, name: string): Promise<{ id: number; link: string }> {
  const customer = newCustomer(name);
  await sendMail(stack, customer, {
    subject: 'Voiding a label',
    text: 'Hello,\n\nhow long do I have to void an unused label?\n\nThank you',
  });
  await until('the answer', async () => stack.smtpPeer.to(customer.address).length === 1);
  const text = stack.smtpPeer.to(customer.address)[0]?.mail.text ?? '';
  const link = /https?:\/\/\S+\/help\/person\/[^\s>\])]+/.exec(text)?.[0] ?? '';
  return { id: Number(/person\/(\d+)\./.exec(link)?.[1]), link };
}
