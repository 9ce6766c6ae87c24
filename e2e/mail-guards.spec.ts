// Loops, doubles, strangers and hostile mail at the door.
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
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
import type { Stack } from './stack.ts';

const QUESTION = { subject: 'Voiding a label', text: 'How long do I have to void an unused label?' };

// `page` goes through setup on its first use, which brings the mailbox.
test.beforeEach(async ({ page, stack }) => {
  await page.goto('/inbox/open');
  await setAutopilot(stack, 'on', 0.01);
});

test('an auto-reply is kept and never answered', async ({ stack }) => {
  const customer = newCustomer('Otto Office');
  await sendMail(stack, customer, { ...QUESTION, headers: { 'Auto-Submitted': 'auto-replied' } });
  const number = await conversationOf(stack, customer.address);
  await until('its mail is worked off', async () => {
    const [row] = await stack.sql`select automatic from messages where conversation_id = ${number}`;
    return Boolean(row?.automatic);
  });
  // A later, ordinary mail has gone through the whole pipeline: whatever the first would have caused has happened by now.
  const other = newCustomer('Later Lars');
  await sendMail(stack, other, QUESTION);
  await decisionOn(stack, await conversationOf(stack, other.address));
  const [row] = await stack.sql`select count(*)::int as n from outbox where conversation_id = ${number}`;
  expect(row?.n).toBe(0);
});

test('the same mail twice is one message and one answer', async ({ stack }) => {
  const customer = newCustomer('Dora Double');
  const messageId = `<double-${Date.now()}@customer.example>`;
  // With another Date it would be another mail under that id.
  const mail = { ...QUESTION, messageId, date: new Date() };
  await sendMail(stack, customer, mail);
  await sendMail(stack, customer, mail);
  await until('the answer', async () => stack.smtpPeer.to(customer.address).length === 1);
  const [row] = await stack.sql`select count(*)::int as n from messages where mail_id = ${messageId.slice(1, -1)}`;
  expect(row?.n).toBe(1);
});

test('a stranger who names the headers of somebody’s thread does not get into it', async ({ stack }) => {
  const customer = newCustomer('Victim Vera');
  const messageId = await sendMail(stack, customer, QUESTION);
  const number = await conversationOf(stack, customer.address);
  const stranger = newCustomer('Strange Stan');
  await sendMail(stack, stranger, {
    subject: 'Re: Voiding a label',
    text: 'What did they tell you?',
    inReplyTo: messageId,
    references: messageId,
  });
  expect(await conversationOf(stack, stranger.address)).not.toBe(number);
});

test('what the SMTP door answers to bad input', async ({ stack }) => {
  expect(await smtp(stack, ['MAIL FROM:<a@b.example>', 'RCPT TO:<nobody@parcelbird.example>'])).toMatch(/^550/);
  expect(await smtp(stack, ['MAIL FROM:<a@b.example>', 'RCPT TO:<someone@else.example>'])).toMatch(/^550/);
  expect(await smtp(stack, [`MAIL FROM:<a@b.example> SIZE=${30 * 1024 * 1024}`])).toMatch(/^552/);
  const customer = newCustomer('Line Lina');
  await sendMail(stack, customer, { subject: 'One very long line', text: 'x'.repeat(100_000) });
  await conversationOf(stack, customer.address);
});

test('mail without a From, and mail with scripts, reach the inbox harmlessly', async ({ page, stack }) => {
  const text = `Subject: no from ${Date.now()}\r\nMessage-ID: <nofrom-${Date.now()}@x.example>\r\n\r\nHello`;
  expect(await smtp(stack, ['MAIL FROM:<envelope@x.example>', `RCPT TO:<${SUPPORT}>`, 'DATA', `${text}\r\n.`])).toMatch(
    /^250/,
  );
  await conversationOf(stack, 'envelope@x.example');

  const customer = newCustomer('Scripty Sam');
  await sendMail(stack, customer, {
    subject: 'Active HTML',
    text: '',
    html: `<p>Visible words</p><script>document.title='owned';fetch('/api/events')</script><img src="x" onerror="top.document.title='owned'"><a href="javascript:top.document.title='owned'">click</a><form action="https://evil.example"><button>go</button></form>`,
  });
  const number = await conversationOf(stack, customer.address);
  const outside: string[] = [];
  page.on('request', (request) => {
    if (
      !request.url().startsWith(stack.url) &&
      !request.url().startsWith('data:') &&
      !request.url().startsWith('about:')
    )
      outside.push(request.url());
  });
  await page.goto(`/inbox/open/${number}`);
  await expect(page.getByRole('heading', { name: /Active HTML/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show the original' }).click();
  await expect(page.locator('iframe').first().contentFrame().getByText('Visible words')).toBeVisible();
  await expect(page).not.toHaveTitle(/owned/);
  expect(outside).toEqual([]);
});

test('pictures on other servers are asked for by nobody, then by our server alone, and never inside our network', async ({
  page,
  stack,
}) => {
  const asked: string[] = [];
  const inside = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('secret');
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const { port } = inside.address() as AddressInfo;
  const customer = newCustomer('Pixel Pia');
  const places = [`127.0.0.1:${port}`, `2130706433:${port}`, `[::ffff:127.0.0.1]:${port}`, `localhost:${port}`];
  const pictures = places.map((place, n) => `<img src="http://${place}/${n}.png">`).join('');
  await sendMail(stack, customer, { subject: 'Pictures', text: '', html: `<p>Look</p>${pictures}` });
  const number = await conversationOf(stack, customer.address);
  const requests: string[] = [];
  const answers: number[] = [];
  page.on('request', (request) => {
    if (!/^(data|about):/.test(request.url())) requests.push(request.url());
  });
  page.on('response', (response) => {
    if (response.url().includes('/api/pictures/')) answers.push(response.status());
  });
  await page.goto(`/inbox/open/${number}`);
  await expect(page.locator('iframe').first().contentFrame().getByText('Look')).toBeVisible();
  expect(requests.filter((url) => url.includes('/api/pictures/'))).toEqual([]);
  await page.getByRole('button', { name: 'Load remote images' }).click();
  await expect.poll(() => answers).toEqual([404, 404, 404, 404]);
  expect(requests.filter((url) => !url.startsWith(stack.url))).toEqual([]);
  expect(asked).toEqual([]);
  const picture = requests.find((url) => url.includes('/api/pictures/')) ?? '';
  expect((await fetch(picture)).status).toBe(401);
  inside.close();
});

test('a program that came along is marked and only ever downloaded', async ({ page, stack }) => {
  const customer = newCustomer('Exe Emil');
  const boundary = 'b1';
  const mail = [
    `From: ${customer.address}`,
    `To: ${SUPPORT}`,
    'Subject: Try this',
    `Message-ID: <program-${Date.now()}@x.example>`,
    `Content-Type: multipart/mixed; boundary=${boundary}`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain',
    '',
    'Look at the photo',
    `--${boundary}`,
    'Content-Type: image/png; name="photo.png.exe"',
    'Content-Disposition: attachment; filename="photo.png.exe"',
    '',
    'MZ',
    `--${boundary}--`,
    '.',
  ];
  await smtp(stack, [`MAIL FROM:<${customer.address}>`, `RCPT TO:<${SUPPORT}>`, 'DATA', mail.join('\r\n')]);
  const number = await conversationOf(stack, customer.address);
  await page.goto(`/inbox/open/${number}`);
  await expect(page.getByText('photo.png.exe: files of this type can run programs')).toBeVisible();
  const href = await page.getByRole('link', { name: /photo\.png\.exe/ }).getAttribute('href');
  const answer = await page.request.get(href ?? '');
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'x-content-type-options': 'nosniff',
  });
  const source = await page.getByRole('link', { name: 'Download the original mail' }).getAttribute('href');
  const original = await page.request.get(source ?? '');
  expect(original.headers()).toMatchObject({
    'content-type': 'message/rfc822',
    'content-disposition': expect.stringMatching(/^attachment; filename="message-\d+\.eml"$/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
  expect(await original.text()).toContain('Subject: Try this');
  expect((await fetch(new URL(source ?? '', stack.url))).status).toBe(401);
});

/** Speaks SMTP line by line; returns the server's answer to the last one. */
function smtp(stack: Stack, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(stack.smtpPort, '127.0.0.1');
    const queue = ['EHLO test.example', ...lines];
    let buffer = '';
    let last = '';
    socket.setTimeout(15_000, () => reject(new Error('the SMTP listener did not answer')));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      buffer += chunk;
      if (!/(^|\n)\d{3} [^\n]*\r?\n$/.test(buffer)) return;
      last = buffer;
      buffer = '';
      const next = queue.shift();
      if (next === undefined || /^5|^4/.test(last)) {
        socket.end('QUIT\r\n');
        resolve(last);
      } else socket.write(`${next}\r\n`);
    });
  });
}
