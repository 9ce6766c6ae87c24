// Files that strangers send: on a host of their own, without the session, and never before they were checked.
import { conversationOf, expect, newCustomer, sendMail, test, until } from './fixtures.ts';
import { EICAR, EICAR_NAME } from './peers/clamd.ts';

const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test.beforeEach(async ({ page }) => {
  await page.goto('/inbox/open');
});

test('a file opens on its own host, which knows no session; the app does not answer there', async ({ page, stack }) => {
  const customer = newCustomer('Pia Page');
  const html = '<script>document.title = "owned"</script>';
  await sendMail(stack, customer, {
    subject: 'A page',
    text: 'Look',
    attachments: [{ filename: 'page.html', content: html, contentType: 'text/html' }],
  });
  const number = await conversationOf(stack, customer.address);
  await page.goto(`/inbox/open/${number}`);
  const link = page.getByRole('link', { name: /page\.html/ });
  await expect(link).toBeVisible();
  const door = new URL((await link.getAttribute('href')) ?? '', stack.url).href;
  const sent = await page.request.get(door, { maxRedirects: 0 });
  expect(sent.status()).toBe(302);
  const address = sent.headers().location ?? '';
  expect(address).toMatch(new RegExp(`^${stack.filesUrl}/files/\\d+\\.[0-9a-z]+\\.[0-9a-f]{32}/page\\.html$`));
  expect((await fetch(door)).status).toBe(401);

  // Without a cookie, and without being given one.
  const answer = await fetch(address);
  expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).toEqual([200, html, null]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=3600',
  });
  const part = await fetch(address, { headers: { range: 'bytes=1-6' } });
  expect([part.status, await part.text()]).toEqual([206, 'script']);

  const statusOf = async (url: string) => (await fetch(url, { redirect: 'manual' })).status;
  const { pathname } = new URL(address);
  for (const path of ['/', '/inbox/open', '/sign-in', '/api/app/conversations/1', '/help', '/icon.svg'])
    expect(await statusOf(stack.filesUrl + path), path).toBe(404);
  expect(await statusOf(`${stack.filesUrl}/api/health`)).toBe(200);
  expect(await statusOf(stack.url + pathname)).toBe(404);
  const wrong = await fetch(address.replace(/[0-9a-f]{4}\/page/, '0000/page'));
  expect([wrong.status, await wrong.text()]).toEqual([404, 'There is no such file, or it was removed.\n']);
});

test('a picture within a mail shows in its frame, from that host', async ({ page, stack }) => {
  const customer = newCustomer('Cid Cleo');
  await sendMail(stack, customer, {
    subject: 'A picture',
    text: '',
    html: '<p>Here it is</p><img alt="The dot" src="cid:dot@x.example">',
    attachments: [{ filename: 'dot.png', content: DOT, contentType: 'image/png', cid: 'dot@x.example' }],
  });
  const number = await conversationOf(stack, customer.address);
  await page.goto(`/inbox/open/${number}`);
  const picture = page.locator('iframe').first().contentFrame().getByAltText('The dot');
  // The frame is written anew once the scanner has seen the picture.
  const width = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(() => width().catch(() => 0), { timeout: 20_000 }).toBe(1);
});

test('a file with a virus says so and does not open; nor does its picture of itself', async ({ page, stack }) => {
  const customer = newCustomer('Vera Virus');
  await sendMail(stack, customer, {
    subject: 'Invoice',
    text: 'See the invoice',
    attachments: [{ filename: 'invoice.txt', content: EICAR, contentType: 'text/plain' }],
  });
  const number = await conversationOf(stack, customer.address);
  await page.goto(`/inbox/open/${number}`);
  await expect(page.getByText(`invoice.txt holds a virus (${EICAR_NAME})`)).toBeVisible();
  await expect(page.getByRole('link', { name: /invoice\.txt/ })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Download the original mail, with the virus in it' })).toBeVisible();
  const [file] = await stack.sql`select id from attachments where filename = 'invoice.txt' order by id desc limit 1`;
  const answer = await page.request.get(`/api/attachments/${file?.id}`);
  expect([answer.status(), (await answer.json()).error]).toEqual([403, expect.stringContaining(EICAR_NAME)]);
});

test('an agent cannot send one on; the composer learns of it while the file waits there', async ({ page, stack }) => {
  const customer = newCustomer('Olaf Onward');
  await sendMail(stack, customer, { subject: 'Send me the form', text: 'Please send me the form again.' });
  const number = await conversationOf(stack, customer.address);
  await page.goto(`/inbox/open/${number}`);
  const composer = page.getByRole('form', { name: 'Answer' });
  await composer
    .locator('input[type=file]')
    .setInputFiles({ name: 'form.txt', mimeType: 'text/plain', buffer: Buffer.from(EICAR) });
  await expect(composer.getByText(`form.txt holds a virus (${EICAR_NAME})`)).toBeVisible();
  await composer.getByRole('textbox').fill('Here it is.');
  await composer.getByRole('textbox').press('Control+Enter');
  await expect(page.getByText(/Nothing was sent; remove the file first/)).toBeVisible();
  const [row] = await stack.sql`select count(*)::int as n from outbox where conversation_id = ${number}`;
  expect(row?.n).toBe(0);
});

test('while the scanner is away files wait, and settings say so', async ({ page, stack }) => {
  await stack.clamd.stop();
  const customer = newCustomer('Wanda Waits');
  await sendMail(stack, customer, {
    subject: 'While it is away',
    text: 'With a file',
    attachments: [{ filename: `later-${Date.now()}.txt`, content: `later ${Date.now()}`, contentType: 'text/plain' }],
  });
  const number = await conversationOf(stack, customer.address);
  await page.goto(`/inbox/open/${number}`);
  await expect(page.getByText(/not checked for viruses yet/)).toBeVisible();
  await until('the worker has noted it', async () => {
    const [row] = await stack.sql`select problem from scanner_health`;
    return Boolean(row?.problem);
  });
  await page.goto('/settings/files');
  await expect(page.getByText(/ClamAV has not answered since/)).toBeVisible();
  await expect(page.getByText('One file waits to be checked.')).toBeVisible();
  await page.goto(`/inbox/open/${number}`);
  await stack.clamd.start();
  await expect(page.getByRole('link', { name: /later-/ })).toBeVisible();
});
