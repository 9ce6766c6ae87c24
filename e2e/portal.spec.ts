// The customer's side: find an answer, or write and get one, or a person.
import type { Page } from '@playwright/test';
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

type Customer = { name: string; address: string };

// The owner's page sets the workspace up, wherever a run begins.
test.beforeEach(({ page }) => page.goto('/help').then(() => {}));

test('search as you type, an article, and the contact form through to the reply', async ({ page, stack, visit }) => {
  await setAutopilot(stack, 'ask');
  const customer = newCustomer('Form Fiona');
  const visitor = await visit();
  await visitor.goto('/help');
  await visitor.getByRole('combobox', { name: /Search the help center/ }).fill('void a label');
  await visitor.getByRole('option').first().click();
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.goto('/help/contact');
  await fill(visitor, customer, 'How long can I void a label', 'How long do I have to void an unused label?');
  await expect(visitor.getByText('These may help')).toBeVisible();
  await send(visitor);
  await expect(visitor.getByText(`We answer by e-mail to ${customer.address}`)).toBeVisible();
  const reference =
    /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await visitor.getByRole('main').textContent()) ?? '')?.[0] ?? '';

  const number = await conversationOf(stack, customer.address);
  const [kept] = await stack.sql`select channel from conversations where id = ${number}`;
  expect(kept?.channel).toBe('form');
  await decisionOn(stack, number);
  await page.goto(`/search?q=${reference}`);
  await expect(page.getByRole('link', { name: /How long can I void a label/ }).first()).toBeVisible();
  await page.goto('/review');
  await page.getByRole('link', { name: /Form Fiona/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.getByRole('button', { name: /Approve and send/ }).click();
  await until('the reply by mail', async () => stack.smtpPeer.to(customer.address).length === 1);
});

test('a search that found nothing good leads to the form, and the question with it', async ({ visit }) => {
  const visitor = await visit();
  const question = 'Do you ship live lobsters to the moon?';
  await visitor.goto(`/help/search?q=${encodeURIComponent(question)}`);
  await visitor.getByRole('complementary').getByRole('link', { name: 'Contact us' }).click();
  await expect(visitor.getByLabel('Message')).toHaveValue(question);
});

test('without JavaScript: reading, searching and writing work', async ({ stack, visit }) => {
  const visitor = await visit({ javaScriptEnabled: false });
  const customer = newCustomer('Plain Paul');
  await visitor.goto('/help/search?q=void');
  await visitor.getByRole('main').getByRole('link').first().click();
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.goto('/help/contact');
  await fill(visitor, customer, 'Plain', 'Sent without any script.');
  await send(visitor);
  const thanks = visitor.url();
  expect(thanks).not.toContain(customer.address);
  await conversationOf(stack, customer.address);
  // The address of the page tells another browser nothing.
  const other = await visit();
  await other.goto(thanks);
  await expect(other.getByText('Your message is with us')).toBeVisible();
  await expect(other.getByText(customer.address)).toHaveCount(0);
});

test('without JavaScript: articles come before sending, and what was typed survives every answer', async ({
  stack,
  visit,
}) => {
  const visitor = await visit({ javaScriptEnabled: false });
  const customer = newCustomer('Patient Paula');
  const message = 'How long do I have to void an unused label?';
  await visitor.goto('/help/contact');
  // The browser's own check would stop this first.
  await visitor
    .locator('form[enctype], main form')
    .last()
    .evaluate((form) => form.setAttribute('novalidate', ''));
  await fill(visitor, { ...customer, address: 'no-address' }, 'Voiding a label', message);
  await visitor.getByRole('button', { name: 'Send' }).click();
  await expect(visitor.getByText('Write an e-mail address that we can answer')).toBeVisible();
  await expect(visitor.getByLabel('Message')).toHaveValue(message);
  await visitor.getByLabel('E-mail').fill(customer.address);
  await expect(async () => {
    await visitor.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(visitor.getByRole('button', { name: 'Send anyway' })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(visitor.getByRole('status').getByRole('link').first()).toBeVisible();
  await expect(visitor.getByLabel('Message')).toHaveValue(message);
  expect(await messagesOf(stack, customer)).toBe(0);
  await visitor.getByRole('button', { name: 'Send anyway' }).click();
  await expect(visitor.getByText('Your message is with us')).toBeVisible();
  await conversationOf(stack, customer.address);
});

test('a double click with a file is one conversation, and the file arrives', async ({ stack, visit }) => {
  const visitor = await visit();
  const customer = newCustomer('Double Dora');
  await visitor.goto('/help/contact');
  await fill(visitor, customer, 'Broken printer', 'It prints stripes, see the picture.');
  await visitor.getByLabel('Attachments').setInputFiles({
    name: 'stripes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('|||||'),
  });
  await expect(async () => {
    const button = visitor.getByRole('button', { name: 'Send' });
    if (await button.isVisible()) await button.dblclick({ timeout: 2000 });
    await expect(visitor.getByText('Your message is with us')).toBeVisible({ timeout: 2000 });
  }).toPass();
  const number = await conversationOf(stack, customer.address);
  const files = await stack.sql`select filename from attachments a join messages m on m.id = a.message_id
    where m.conversation_id = ${number}`;
  expect(files.map(({ filename }) => filename)).toEqual(['stripes.txt']);
  expect(await messagesOf(stack, customer)).toBe(1);
});

test('a program is refused in words, and the message can go without it', async ({ stack, visit }) => {
  const visitor = await visit();
  const customer = newCustomer('Program Petra');
  await visitor.goto('/help/contact');
  await fill(visitor, customer, 'My tool', 'It prints stripes, here is the tool that I use.');
  const tool = { name: 'Tool.EXE', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') };
  await visitor.getByLabel('Attachments').setInputFiles(tool);
  await visitor.getByRole('button', { name: 'Send' }).click();
  await expect(visitor.getByText('We cannot take files of this type: Tool.EXE.')).toBeVisible();
  expect(await messagesOf(stack, customer)).toBe(0);
  await visitor.getByLabel('Attachments').setInputFiles([]);
  // A form that comes back within two seconds of its page is asked to be sent once more.
  await expect(async () => {
    const send = visitor.getByRole('button', { name: 'Send' });
    if (await send.isVisible()) await send.click();
    await expect(visitor.getByText('Your message is with us')).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 30_000 });
  expect(await messagesOf(stack, customer)).toBe(1);
});

test('the same form posted again and again, as a reload does, is one conversation', async ({ stack, visit }) => {
  const visitor = await visit({ javaScriptEnabled: false });
  const customer = newCustomer('Reloading Rita');
  await visitor.goto('/help/contact');
  const hidden = await visitor
    .locator('form:has(textarea) input[type=hidden]')
    .evaluateAll((inputs) => inputs.map((input) => [input.getAttribute('name'), input.getAttribute('value') ?? '']));
  const multipart = {
    ...Object.fromEntries(hidden),
    name: customer.name,
    email: customer.address,
    subject: 'Once',
    message: 'This was written once.',
    seen: '1',
  };
  const post = () => visitor.request.post('/help/contact', { multipart, maxRedirects: 0 });
  let first = await post();
  await until('the form is taken', async () => {
    if (first.status() !== 303) first = await post();
    return first.status() === 303;
  });
  const again = await Promise.all([post(), post(), post()]);
  for (const one of again) expect(one.headers().location).toBe(first.headers().location);
  await conversationOf(stack, customer.address);
  const [kept] = await stack.sql`select count(*)::int as n from raw_messages
    where envelope->>'from' = ${customer.address}`;
  expect(kept?.n).toBe(1);
  expect(await messagesOf(stack, customer)).toBe(1);
});

test('what fills every field is refused, in words, and loses nothing', async ({ stack, visit }) => {
  const visitor = await visit();
  const customer = newCustomer('Trapped Tom');
  await visitor.goto('/help/contact');
  await fill(visitor, customer, 'Cheap watches', 'Buy them now.');
  await visitor.locator('input[name=website]').evaluate((input: HTMLInputElement) => {
    input.value = 'https://watches.example';
  });
  await visitor.getByRole('button', { name: 'Send' }).click();
  await expect(visitor.getByText('A field that should stay empty was filled in')).toBeVisible();
  await expect(visitor.getByLabel('Message')).toHaveValue('Buy them now.');
  expect(await messagesOf(stack, customer)).toBe(0);
});

test('the link to a person in a mail of the AI’s: looking changes nothing, the button does, for good', async ({
  stack,
  visit,
}) => {
  await setAutopilot(stack, 'on', 0.01);
  const customer = newCustomer('Human Hanna');
  const visitor = await visit({ javaScriptEnabled: false });
  await visitor.goto('/help/contact');
  await fill(visitor, customer, 'Voiding', 'How long do I have to void an unused label?');
  await send(visitor);
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

test('internal articles and drafts are nowhere in the portal', async ({ stack, visit }) => {
  const hidden = await stack.sql`select id, slug, title from articles where status <> 'published' order by id limit 5`;
  expect(hidden.length).toBeGreaterThan(0);
  const visitor = await visit();
  const read = async (path: string) => (await visitor.request.get(path)).text();
  for (const { slug, title } of hidden) {
    expect((await visitor.goto(`/help/articles/${slug}`))?.status()).toBe(404);
    await expect(visitor.getByText('This page is not here')).toBeVisible();
    const asked = encodeURIComponent(title);
    const suggested = await visitor.request.post('/api/help/suggestions', { data: { message: title } });
    for (const text of [
      await read(`/api/help/search?q=${asked}`),
      (await read(`/help/search?q=${asked}`)).replaceAll(title, '').replaceAll(asked, ''),
      await suggested.text(),
      await read('/help/sitemap.xml'),
      await read('/help'),
    ])
      expect(text).not.toContain(slug);
  }
  // Nor after it was public: a published article that is taken back is gone at once.
  const [open] = await stack.sql`select id, slug from articles where status = 'published' order by id desc limit 1`;
  expect((await visitor.goto(`/help/articles/${open?.slug}`))?.status()).toBe(200);
  await stack.sql`update articles set status = 'internal' where id = ${open?.id}`;
  expect((await visitor.goto(`/help/articles/${open?.slug}`))?.status()).toBe(404);
  expect(await read('/help/sitemap.xml')).not.toContain(`${open?.slug}<`);
  await stack.sql`update articles set status = 'published' where id = ${open?.id}`;
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`no accessibility violation on any portal page, ${colorScheme}, and no sideways scrolling on a phone`, async ({
    stack,
    visit,
  }) => {
    const [article] = await stack.sql`select a.slug, c.slug as collection from articles a
      join collections c on c.id = a.collection_id where a.status = 'published' order by length(a.body) desc limit 1`;
    const visitor = await visit({ colorScheme, viewport: { width: 390, height: 844 } });
    for (const path of [
      '/help',
      '/help/search?q=void%20a%20label',
      '/help/search?q=zzqxj',
      `/help/articles/${article?.slug}`,
      `/help/collections/${article?.collection}`,
      '/help/contact?q=How%20long%20can%20I%20void%20a%20label',
      '/help/contact/thanks?ref=0000-0000-0000',
      '/help/nowhere',
      '/help/person/1.none',
      '/help?lang=ja',
    ]) {
      await visitor.goto(path);
      await expectNoAxeViolations(visitor);
      const sideways = await visitor.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways, path).toBeLessThanOrEqual(0);
    }
  });

async function fill(visitor: Page, { name, address }: Customer, subject: string, message: string): Promise<void> {
  await visitor.getByLabel('Your name').fill(name);
  await visitor.getByLabel('E-mail').fill(address);
  await visitor.getByLabel('Subject').fill(subject);
  await visitor.getByLabel('Message').fill(message);
}

/** As a person does who is asked to press it again (a test types faster than people), or to look at articles first. */
async function send(visitor: Page): Promise<void> {
  await expect(async () => {
    const button = visitor.getByRole('button', { name: /^Send( anyway)?$/ });
    if (await button.isVisible()) await button.click();
    await expect(visitor.getByText('Your message is with us')).toBeVisible({ timeout: 2000 });
  }).toPass();
}

async function messagesOf(stack: Stack, { address }: Customer): Promise<number> {
  const [row] =
    await stack.sql`select count(*)::int as n from messages m join conversations c on c.id = m.conversation_id
    join contacts k on k.id = c.contact_id where k.email = ${address} and m.kind = 'inbound'`;
  return row?.n ?? 0;
}

async function personOnly(stack: Stack, number: number): Promise<boolean> {
  const [row] = await stack.sql`select person_only from conversations where id = ${number}`;
  return row?.person_only === true;
}
