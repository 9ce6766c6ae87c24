// The contact form under everything that people and machines do with it.
import { fillForm, messagesOf } from './contact-form.ts';
import { conversationOf, expect, newCustomer, test, until } from './fixtures.ts';

// The owner's page sets the workspace up, wherever a run begins.
test.beforeEach(({ page }) => page.goto('/help').then(() => {}));

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
  await fillForm(visitor, { ...customer, address: 'no-address' }, 'Voiding a label', message);
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
  await fillForm(visitor, customer, 'Broken printer', 'It prints stripes, see the picture.');
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
  await fillForm(visitor, customer, 'My tool', 'It prints stripes, here is the tool that I use.');
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
  await fillForm(visitor, customer, 'Cheap watches', 'Buy them now.');
  await visitor.locator('input[name=website]').evaluate((input: HTMLInputElement) => {
    input.value = 'https://watches.example';
  });
  await visitor.getByRole('button', { name: 'Send' }).click();
  await expect(visitor.getByText('A field that should stay empty was filled in')).toBeVisible();
  await expect(visitor.getByLabel('Message')).toHaveValue('Buy them now.');
  expect(await messagesOf(stack, customer)).toBe(0);
});
