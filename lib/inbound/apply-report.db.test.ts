// Bounces and complaints on a real database: what they do to the reply, to the address and to the next reply.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  contacts,
  conversations,
  events,
  mailboxes,
  messages,
  outbox,
  rawMessages,
  suppressedAddresses,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { suppressedAmong } from '#lib/contacts/suppressed.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { processRawMessage } from './process.ts';
import { receive } from './receive.ts';

withTestDatabase();

const SUPPORT = 'support@parcelbird.example';
const folder = mkdtempSync(join(tmpdir(), 'tandem-report-'));
let mailboxId = 0;
let n = 0;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  const [row] = await db().insert(mailboxes).values({ name: 'Support', address: SUPPORT }).returning();
  mailboxId = row?.id ?? 0;
});
afterAll(async () => {
  await closeQueue();
  rmSync(folder, { recursive: true, force: true });
});

test('a hard bounce marks the reply, stops mail to the address, and starts no AI', async () => {
  const reply = await weSent('gone@kunde.example');
  const { messageId } = await arrives(
    dsn(reply.mailId, 'gone@kunde.example', 'failed', '5.1.1', '550 5.1.1 no such user'),
  );
  expect(await returnedOf(reply.id)).toMatchObject({
    kind: 'hard',
    recipient: 'gone@kunde.example',
    status: '5.1.1',
    words: '550 5.1.1 no such user',
  });
  expect(await suppressedAmong(db(), ['Gone@kunde.example', 'other@kunde.example'])).toEqual(
    new Set(['gone@kunde.example']),
  );
  expect(await eventsOf(reply.conversationId)).toEqual([
    'message.automatic',
    'message.returned_hard',
    'address.suppressed',
  ]);
  expect(await jobsFor(messageId)).toBe(0);
});

test('a soft one marks the reply and stops nothing; what is worse stays', async () => {
  const reply = await weSent('full@kunde.example');
  await arrives(dsn(reply.mailId, 'full@kunde.example', 'failed', '5.2.2', '552 5.2.2 mailbox full'));
  expect(await returnedOf(reply.id)).toMatchObject({ kind: 'soft', status: '5.2.2' });
  expect(await suppressedAmong(db(), ['full@kunde.example'])).toEqual(new Set());
  await arrives(dsn(reply.mailId, 'full@kunde.example', 'failed', '5.1.1', '550 gone'));
  await arrives(dsn(reply.mailId, 'full@kunde.example', 'delayed', '4.4.7', 'later'));
  expect(await returnedOf(reply.id)).toMatchObject({ kind: 'hard', words: '550 gone' });
});

test('a complaint marks the reply and stops nothing', async () => {
  const reply = await weSent('cross@kunde.example');
  const { automatic } = await arrives(complaint(reply.mailId));
  expect(automatic).toBe('feedback');
  expect(await returnedOf(reply.id)).toMatchObject({ kind: 'complaint', recipient: 'cross@kunde.example' });
  expect(await suppressedAmong(db(), ['cross@kunde.example'])).toEqual(new Set());
});

test('anybody can write a bounce: without a message of ours, or about somebody else, it stops no mail', async () => {
  const before = await db().$count(suppressedAddresses);
  await arrives(dsn('made-up@parcelbird.example', 'boss@kunde.example', 'failed', '5.1.1', '550'));
  const reply = await weSent('ana@kunde.example');
  await arrives(dsn(reply.mailId, 'boss@kunde.example', 'failed', '5.1.1', '550'));
  expect(await returnedOf(reply.id)).toMatchObject({ kind: 'hard', recipient: 'boss@kunde.example' });
  // By the address alone the reply is found, and marked; no more.
  const other = await weSent('bo@kunde.example');
  await arrives(
    dsn('unknown@x.example', 'bo@kunde.example', 'failed', '5.1.1', '550'),
    replyAddress(SUPPORT, other.conversationId),
  );
  expect(await returnedOf(other.id)).toMatchObject({ kind: 'hard' });
  expect(await db().$count(suppressedAddresses)).toBe(before);
});

async function weSent(email: string) {
  n += 1;
  const mailId = `tandem.${n}.abc@parcelbird.example`;
  const [contact] = await db().insert(contacts).values({ email }).returning();
  const [conversation] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId: contact?.id ?? 0, mailboxId })
    .returning();
  const conversationId = conversation?.id ?? 0;
  const [message] = await db()
    .insert(messages)
    .values({
      conversationId,
      kind: 'outbound',
      author: 'agent',
      body: 'Hi',
      mailId,
      to: [{ name: '', address: email }],
    })
    .returning();
  const id = message?.id ?? 0;
  const before = {
    status: 'open' as const,
    assigneeId: null,
    answeredByAi: false,
    lastAuthor: 'customer' as const,
    preview: '',
    waitingSince: null,
    lastActivityAt: new Date().toISOString(),
    firstReplyAt: null,
    snoozedUntil: null,
  };
  await db().insert(outbox).values({ conversationId, messageId: id, status: 'sent', before });
  return { id, conversationId, mailId };
}

async function arrives(raw: string, to = SUPPORT) {
  const arrival = { mailboxId, door: 'smtp' as const, envelope: { from: '', to: [to] }, raw: Buffer.from(raw) };
  const { rawMessageId } = await db().transaction((tx) => receive(tx, arrival));
  await processRawMessage(rawMessageId);
  const [row] = await db()
    .select({ messageId: rawMessages.messageId, automatic: messages.automatic })
    .from(rawMessages)
    .innerJoin(messages, eq(messages.id, rawMessages.messageId))
    .where(eq(rawMessages.id, rawMessageId));
  if (!row) throw new Error('it became no message');
  return row;
}

const report = (type: string, ...parts: string[]) =>
  [
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    `Message-ID: <report-${++n}@mx.example>`,
    'Subject: Report',
    `Content-Type: multipart/report; report-type=${type}; boundary=r`,
    '',
    ...parts.flatMap((part) => ['--r', part]),
    '--r--',
  ].join('\r\n');
const headers = (mailId: string) => `Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${mailId}>\r\n`;
const dsn = (mailId: string, to: string, action: string, status: string, words: string) =>
  report(
    'delivery-status',
    `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; ${to}\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${words}\r\n`,
    headers(mailId),
  );
const complaint = (mailId: string) =>
  report('feedback-report', 'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n', headers(mailId));

async function returnedOf(messageId: number) {
  const [row] = await db().select({ returned: outbox.returned }).from(outbox).where(eq(outbox.messageId, messageId));
  return row?.returned;
}

async function eventsOf(conversationId: number) {
  const rows = await db()
    .select({ type: events.type })
    .from(events)
    .where(eq(events.conversationId, conversationId))
    .orderBy(events.seq);
  return rows.map(({ type }) => type);
}

async function jobsFor(messageId: number | null) {
  const [row] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from pgboss.job where name = 'message.received' and (data ->> 'messageId')::bigint = ${messageId}`,
  );
  return row?.n ?? -1;
}
