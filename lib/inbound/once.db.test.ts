// One mail that reaches two mailboxes is one message, whichever copy comes first and however they race; two mails under one Message-ID stay two.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, conversations, events, mailboxAliases, mailboxes, mails, messages, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { loadSource } from '#lib/conversations/source.ts';
import { changeStatus } from '#lib/conversations/status.ts';
import { loadTimeline } from '#lib/conversations/timeline.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { processRawMessage } from './process.ts';
import { type Arrival, receive } from './receive.ts';
import { sameMailKey } from './same-mail.ts';
import { type Listener, startSmtpListener } from './smtp-listener.ts';

withTestDatabase();

const SUPPORT = 'support@parcelbird.example';
const BILLING = 'billing@parcelbird.example';
const lena: CurrentAgent = { id: 1, name: 'Lena', email: 'lena@x.example', role: 'agent' };
const folder = mkdtempSync(join(tmpdir(), 'tandem-once-'));
let listener: Listener;
let support = 0;
let billing = 0;
let n = 0;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  const { id: _, ...row } = lena;
  await db().insert(agents).values(row);
  const rows = await db()
    .insert(mailboxes)
    .values([
      { name: 'Support', address: SUPPORT },
      { name: 'Billing', address: BILLING },
    ])
    .returning({ id: mailboxes.id });
  [support, billing] = rows.map(({ id }) => id) as [number, number];
  listener = await startSmtpListener(0);
});
afterAll(async () => {
  await listener.close();
  await closeQueue();
  rmSync(folder, { recursive: true, force: true });
});

test('over SMTP to both in one transaction: one message, it says whom it reached, and is where To says first', async () => {
  for (const [to, home] of [
    [`${SUPPORT}, ${BILLING}`, support],
    [`${BILLING}, ${SUPPORT}`, billing],
    [`somebody@else.example, ${BILLING}`, billing],
  ] as const) {
    const it = written({ to });
    await over(it.raw, SUPPORT, BILLING);
    const [message] = await readAtOnce(it.id);
    expect(await reachedOf(message)).toEqual([SUPPORT, BILLING]);
    expect(await jobsFor(it.id)).toBe(1);
    const [conversation] = await db()
      .select()
      .from(conversations)
      .where(eq(conversations.id, message?.conversationId ?? 0));
    expect(conversation?.mailboxId).toBe(home);
  }
  // Under a further address, and under two of the same mailbox.
  const alias = 'invoices@parcelbird.example';
  await db().insert(mailboxAliases).values({ address: alias, mailboxId: billing });
  const it = written({ to: `${alias}, ${SUPPORT}, ${BILLING}` });
  await over(it.raw, SUPPORT, alias, BILLING);
  const [aliased] = await readAtOnce(it.id);
  expect(await reachedOf(aliased)).toEqual([SUPPORT, BILLING]);
  expect(await jobsFor(it.id)).toBe(1);
  // Named, but not reached: it is where it came in.
  const only = written({ to: BILLING });
  const message = await become(only.raw, support);
  const [conversation] = await db().select().from(conversations).where(eq(conversations.id, message.conversationId));
  expect(conversation?.mailboxId).toBe(support);
});

test('over SMTP to both, in two transactions at once, again and again: always one', async () => {
  const many = Array.from({ length: 12 }, () => written());
  await Promise.all(
    many.flatMap(({ raw }) => [
      over(`Received: from mx1.example by here\r\n${raw}`, SUPPORT),
      over(`Received: from mx2.example by here\r\nX-Way: other\r\n${raw}`, BILLING),
    ]),
  );
  for (const { id } of many) {
    const [message, ...more] = await readAtOnce(id);
    expect(more).toEqual([]);
    expect((await reachedOf(message)).toSorted()).toEqual([BILLING, SUPPORT]);
    expect(await jobsFor(id)).toBe(1);
  }
});

test('the copy that comes first fails half-way: the other one waits for it and becomes the message', async () => {
  const it = written();
  const [first, second] = [await take(it.raw, support), await take(it.raw, billing)];
  let reading: Promise<void> | undefined;
  const failing = db().transaction(async (tx) => {
    await tx.insert(mails).values({ key: sameMailKey(Buffer.from(it.raw)) });
    reading = processRawMessage(second);
    await waitedFor();
    throw new Error('the worker dies here');
  });
  await expect(failing).rejects.toThrow('dies here');
  await reading;
  expect(await messagesUnder(it.id)).toHaveLength(1);
  await processRawMessage(first);
  expect(await messagesUnder(it.id)).toHaveLength(1);
});

test('an answer to a thread, with the other mailbox in copy: it is in its thread, whichever copy is read first', async () => {
  for (const [one, other] of [
    [support, billing],
    [billing, support],
  ] as const) {
    const opened = await become(written({ to: SUPPORT }).raw, support);
    for (const named of [
      { to: replyAddress(SUPPORT, opened.conversationId) },
      { to: SUPPORT, headers: `In-Reply-To: <${opened.mailId}>\r\n` },
    ]) {
      const it = written({ from: opened.from?.address, cc: BILLING, ...named });
      const first = await become(it.raw, one);
      expect(first.conversationId).toBe(opened.conversationId);
      expect((await become(it.raw, other)).id).toBe(first.id);
    }
  }
});

test('days later, when somebody drags it to another folder: it neither comes again nor opens anything', async () => {
  const it = written();
  const message = await become(it.raw, support);
  await db().transaction((tx) => changeStatus(tx, lena, message.conversationId, 'closed'));
  expect((await become(it.raw, billing, 'imap')).id).toBe(message.id);
  const [conversation] = await db().select().from(conversations).where(eq(conversations.id, message.conversationId));
  expect(conversation).toMatchObject({ status: 'closed', messageCount: 1, mailboxId: support });
  expect((await loadSource(lena, message.id)).toString()).toBe(it.raw);
});

test('a copy of a mail that came before keys were kept is known by its bytes', async () => {
  const it = written();
  const message = await become(it.raw, support);
  await db().delete(mails);
  await db().update(rawMessages).set({ sameKey: null }).where(eq(rawMessages.messageId, message.id));
  // In its own mailbox, too.
  expect((await become(it.raw, support)).id).toBe(message.id);
  expect((await become(`Received: from x by y\r\n${it.raw}`, billing)).id).toBe(message.id);
  expect(await messagesUnder(it.id)).toHaveLength(1);
});

test.each([
  ['the same mailbox', () => support],
  ['another mailbox', () => billing],
])(
  'another mail of the same sender under the same Message-ID, in %s: both are kept, people see it, the AI stays out',
  async (_, mailbox) => {
    const it = written();
    const first = await become(it.raw, support);
    const changed = it.raw.replace('parcel?', 'parcel? [External mail]');
    const second = await become(changed, mailbox());
    expect(second.id).not.toBe(first.id);
    expect(second).toMatchObject({ automatic: 'known_id', body: expect.stringContaining('[External mail]') });
    expect(second.conversationId).not.toBe(first.conversationId);
    const [row] = await db().select().from(conversations).where(eq(conversations.id, second.conversationId));
    expect(row).toMatchObject({ status: 'open' });
    expect(row?.waitingSince).not.toBeNull();
    expect(await eventsOf(second.conversationId)).toContain('conversation.linked');
    expect(await jobsFor(it.id)).toBe(1);
    // Each of them again is known.
    expect((await become(changed, mailbox())).id).toBe(second.id);
    expect((await become(it.raw, billing)).id).toBe(first.id);
    expect(await messagesUnder(it.id)).toHaveLength(2);
  },
);

test('two different mails under one Message-ID, read at once, again and again: the AI is asked about one', async () => {
  for (let i = 0; i < 12; i++) {
    const it = written();
    const ids = [
      await take(it.raw, support),
      await take(it.raw.replace('parcel?', 'parcel? [External mail]'), billing),
    ];
    await Promise.all(ids.map((id) => processRawMessage(id)));
    const both = await messagesUnder(it.id);
    expect(both.map(({ automatic }) => automatic).sort()).toEqual(['known_id', null]);
    expect(await jobsFor(it.id)).toBe(1);
  }
});

test('another sender under the same Message-ID is a customer like any other', async () => {
  const it = written();
  const first = await become(it.raw, support);
  const second = await become(it.raw.replaceAll('jonas', 'erika'), support);
  expect(second).toMatchObject({ automatic: null });
  expect(second.conversationId).not.toBe(first.conversationId);
  expect(await jobsFor(it.id)).toBe(2);
});

test('one filter takes it for spam, the other server’s does not: people see it, but not what a person put aside', async () => {
  const it = written();
  const flagged = `X-Spam-Flag: YES\r\n${it.raw}`;
  const message = await become(flagged, support);
  expect(await statusOf(message.conversationId)).toBe('spam');
  await become(it.raw, billing);
  expect(await statusOf(message.conversationId)).toBe('open');
  expect(await eventsOf(message.conversationId)).toContain('conversation.unfiltered');
  expect(await jobsFor(it.id)).toBe(0);

  const other = written();
  const second = await become(`X-Spam-Flag: YES\r\n${other.raw}`, support);
  await db().transaction((tx) => changeStatus(tx, lena, second.conversationId, 'open'));
  await db().transaction((tx) => changeStatus(tx, lena, second.conversationId, 'spam'));
  await become(other.raw, billing);
  expect(await statusOf(second.conversationId)).toBe('spam');
});

test('its sender is proven on one way only: that counts, whichever copy came first', async () => {
  await db().update(mailboxes).set({ authservId: 'mx.host.example' }).where(eq(mailboxes.id, billing));
  const proof =
    'Authentication-Results: mx.host.example; spf=pass; dkim=pass header.d=kunde.example; dmarc=pass header.from=kunde.example\r\n';
  for (const [one, other] of [
    [support, billing],
    [billing, support],
  ] as const) {
    const it = written();
    const raw = (mailbox: number) => (mailbox === billing ? proof : '') + it.raw;
    const first = await become(raw(one), one, 'imap');
    expect(first.verified).toBe(one === billing);
    expect(await become(raw(other), other, 'imap')).toMatchObject({ id: first.id, verified: true });
  }
  await db().update(mailboxes).set({ authservId: null }).where(eq(mailboxes.id, billing));
});

test('what was taken back since does not come again', async () => {
  const it = written();
  const message = await become(it.raw, support);
  await db().delete(messages).where(eq(messages.id, message.id));
  const copy = await take(it.raw, billing);
  await processRawMessage(copy);
  expect(await messagesUnder(it.id)).toEqual([]);
  const [row] = await db().select().from(rawMessages).where(eq(rawMessages.id, copy));
  expect(row).toMatchObject({ status: 'processed', messageId: null });
});

function written({
  from = `jonas${n + 1}@kunde.example`,
  to = `${SUPPORT}, ${BILLING}`,
  cc = '',
  headers = '',
}: {
  from?: string | undefined;
  to?: string;
  cc?: string;
  headers?: string;
} = {}) {
  n += 1;
  const id = `mail${n}@kunde.example`;
  const raw = `From: Jonas <${from}>\r\nTo: ${to}\r\n${cc ? `Cc: ${cc}\r\n` : ''}${headers}Subject: Parcel ${n}\r\nDate: Mon, 30 Nov 2026 10:00:00 +0100\r\nMessage-ID: <${id}>\r\n\r\nWhere is my parcel?\r\n`;
  return { id, raw };
}

async function over(raw: string, ...to: string[]): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, secure: false, ignoreTLS: true });
  await transport.sendMail({ envelope: { from: 'jonas@kunde.example', to }, raw });
  transport.close();
}

async function take(raw: string, mailboxId: number, door: Arrival['door'] = 'smtp'): Promise<number> {
  const envelope = { from: 'jonas@kunde.example', to: [mailboxId === support ? SUPPORT : BILLING] };
  const arrival = { mailboxId, door, envelope, raw: Buffer.from(raw) };
  return (await db().transaction((tx) => receive(tx, arrival))).rawMessageId;
}

async function become(raw: string, mailboxId: number, door?: Arrival['door']) {
  const id = await take(raw, mailboxId, door);
  await processRawMessage(id);
  const [message] = await db()
    .select()
    .from(messages)
    .where(sql`id = (select message_id from raw_messages where id = ${id})`);
  if (!message) throw new Error('it became no message');
  return message;
}

/** Both copies are worked on at the same time, as two workers would. */
async function readAtOnce(id: string) {
  const copies = await db().select({ id: rawMessages.id }).from(rawMessages).where(eq(rawMessages.dedupeKey, id));
  expect(copies).toHaveLength(2);
  await Promise.all(copies.map((copy) => processRawMessage(copy.id)));
  const rows = await db().select().from(rawMessages).where(eq(rawMessages.dedupeKey, id));
  expect(rows.map(({ status }) => status)).toEqual(['processed', 'processed']);
  return messagesUnder(id);
}

const messagesUnder = (id: string) => db().select().from(messages).where(eq(messages.mailId, id));

async function reachedOf(message: { id: number; conversationId: number } | undefined): Promise<string[]> {
  if (!message) throw new Error('no message');
  const { timeline } = await loadTimeline(message.conversationId, { whole: true, sources: true });
  return timeline.flatMap((one) => (one.type === 'message' && one.id === message.id ? one.reached : []));
}

async function jobsFor(mailId: string): Promise<number> {
  const [counted] = await db().execute<{ n: number }>(sql`
    select count(*)::int as n from pgboss.job
    where name = 'message.received' and (data ->> 'messageId')::bigint in (select id from messages where mail_id = ${mailId})`);
  return counted?.n ?? 0;
}

async function eventsOf(conversationId: number): Promise<string[]> {
  const rows = await db().select().from(events).where(eq(events.conversationId, conversationId));
  return rows.map(({ type }) => type);
}

async function statusOf(id: number) {
  const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
  return row?.status;
}

/** Until some transaction waits for another one's. */
async function waitedFor(): Promise<void> {
  for (;;) {
    const [row] = await db().execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'`);
    if (row?.n) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
