// The SMTP door on a real socket, down to the message in its conversation: what each kind of bad input gets.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { desc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxAliases, mailboxes, messages, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { processRawMessage } from './process.ts';
import { type Listener, startSmtpListener } from './smtp-listener.ts';

withTestDatabase();

const SUPPORT = 'support@parcelbird.example';
const MB = 1024 * 1024;
let listener: Listener;

beforeAll(async () => {
  await db().insert(mailboxes).values({ name: 'Support', address: SUPPORT });
  listener = await startSmtpListener(0);
});
afterAll(async () => {
  await listener.close();
  await closeQueue();
});

const mailFrom = 'MAIL FROM:<jonas@kunde.example>';
const rcptTo = (address: string) => `RCPT TO:<${address}>`;

test('a mail is on disk when it is acknowledged; again it is the same', async () => {
  const raw = readFileSync(new URL('testdata/plain.eml', import.meta.url), 'latin1');
  const before = await stored();
  expect(await say(mailFrom, rcptTo(SUPPORT), 'DATA', body(raw))).toMatch(/^250/);
  expect(await stored()).toBe(before + 1);
  expect(await say(mailFrom, rcptTo(SUPPORT.toUpperCase()), 'DATA', body(raw))).toMatch(/^250/);
  expect(await stored()).toBe(before + 1);
  expect((await newestMessage()).body).toContain('how long do I have to void');
});

test('known addresses only: a mailbox, a further address of one, or a reply address of its form', async () => {
  expect(await say(mailFrom, rcptTo('nobody@parcelbird.example'))).toMatch(/^550 5\.1\.1/);
  expect(await say(mailFrom, rcptTo('someone@else.example'))).toMatch(/^550/);
  expect(await say(mailFrom, rcptTo(replyAddress(SUPPORT, 7)))).toMatch(/^250/);
  await db().insert(mailboxAliases).values({ address: 'help@parcelbird.example', mailboxId: 1 });
  expect(await say(mailFrom, rcptTo('Help@parcelbird.example'))).toMatch(/^250/);
});

test('30 MB: refused when announced, and refused when not', async () => {
  expect(await say(`${mailFrom} SIZE=${30 * MB}`)).toMatch(/^552/);
  const before = await stored();
  const line = `${'x'.repeat(998)}\r\n`;
  const large = `Subject: large\r\n\r\n${line.repeat(30 * 1024)}`;
  expect(await say(mailFrom, rcptTo(SUPPORT), 'DATA', body(large))).toMatch(/^552/);
  expect(await stored()).toBe(before);
});

test('2,000 recipients: those past the hundredth are refused, the mail is one', async () => {
  const before = await stored();
  const answers = await talk(
    mailFrom,
    ...Array.from({ length: 2000 }, (_, i) => rcptTo(replyAddress(SUPPORT, i + 1))),
    'DATA',
    body('Subject: many\r\n\r\nHi'),
  );
  expect(answers.filter((answer) => answer.startsWith('452'))).toHaveLength(1900);
  expect(answers.at(-1)).toMatch(/^250/);
  expect(await stored()).toBe(before + 1);
});

test('a line of 100,000 characters, no body, no headers at all', async () => {
  const before = await stored();
  const long = `From: long@kunde.example\r\nSubject: long\r\n\r\n${'y'.repeat(100_000)}`;
  expect(await say(mailFrom, rcptTo(SUPPORT), 'DATA', body(long))).toMatch(/^250/);
  expect((await newestMessage()).body).toHaveLength(100_000);
  expect(await say(mailFrom, rcptTo(SUPPORT), 'DATA', body('From: empty@kunde.example\r\nSubject: no body'))).toMatch(
    /^250/,
  );
  expect(await newestMessage()).toMatchObject({ body: '', subject: 'no body' });
  expect(await say(mailFrom, rcptTo(SUPPORT), 'DATA', body('just words'))).toMatch(/^250/);
  expect((await newestMessage()).from).toEqual({ name: '', address: 'jonas@kunde.example' });
  expect(await stored()).toBe(before + 3);
});

test('dots at line starts arrive as they were written', async () => {
  await say(mailFrom, rcptTo(SUPPORT), 'DATA', body('From: dot@kunde.example\r\nSubject: dots\r\n\r\n.hidden\r\n..'));
  expect((await newestMessage()).body).toBe('.hidden\n..');
});

test('a peer that hangs up in the middle leaves nothing behind', async () => {
  const before = await stored();
  const socket = await dial();
  for (const line of ['EHLO x', mailFrom, rcptTo(SUPPORT), 'DATA']) await ask(socket, line);
  socket.write('Subject: half\r\n\r\nhalf a ma');
  socket.destroy();
  expect(await say('NOOP')).toMatch(/^250/);
  expect(await stored()).toBe(before);
});

async function stored(): Promise<number> {
  const [row] = await db().select({ n: sql<number>`count(*)::int` }).from(rawMessages);
  return row?.n ?? 0;
}

async function newestMessage() {
  const [raw] = await db().select({ id: rawMessages.id }).from(rawMessages).orderBy(desc(rawMessages.id)).limit(1);
  await processRawMessage(raw?.id ?? 0);
  const [message] = await db().select().from(messages).orderBy(desc(messages.id)).limit(1);
  if (!message) throw new Error('no message');
  return message;
}

/** A message as DATA wants it: dots doubled, and the dot that ends it. */
function body(raw: string): string {
  return `${raw.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..')}\r\n.`;
}

/** The answer to the last line. */
async function say(...lines: string[]): Promise<string> {
  return (await talk(...lines)).at(-1) ?? '';
}

async function talk(...lines: string[]): Promise<string[]> {
  const socket = await dial();
  const answers = [];
  for (const line of ['EHLO test.example', ...lines]) answers.push(await ask(socket, line));
  socket.end('QUIT\r\n');
  return answers;
}

function dial(): Promise<Socket> {
  const socket = connect(listener.port, '127.0.0.1');
  return answer(socket).then(() => socket);
}

function ask(socket: Socket, line: string): Promise<string> {
  socket.write(`${line}\r\n`);
  return answer(socket);
}

function answer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = () => {
      socket.off('data', read);
      socket.off('error', reject);
      socket.off('close', closed);
    };
    const read = (chunk: Buffer) => {
      text += chunk;
      if (!/(^|\n)\d{3} [^\n]*\r?\n$/.test(text)) return;
      done();
      resolve(text);
    };
    const closed = () => {
      done();
      reject(new Error(`the connection closed after: ${text}`));
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.once('close', closed);
  });
}
