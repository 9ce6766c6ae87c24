import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  attachments,
  contacts,
  conversations,
  events,
  mailboxAliases,
  mailboxes,
  messages,
  rawMessages,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { changeStatus } from '#lib/conversations/status.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { MOST_MAILS_AN_HOUR } from './guard.ts';
import { processRawMessage } from './process.ts';
import { listQuarantine, loadQuarantined, retryQuarantined } from './quarantine.ts';
import { type Door, receive } from './receive.ts';
import { requeueForgottenMail } from './requeue.ts';

withTestDatabase();

const SUPPORT = 'support@parcelbird.example';
const SALES = 'sales@parcelbird.example';
const agent: CurrentAgent = { id: 1, name: 'Lena', email: 'lena@x.example', role: 'agent' };
const folder = mkdtempSync(join(tmpdir(), 'tandem-inbound-'));
let support = 0;
let sales = 0;
let n = 0;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  const rows = await db()
    .insert(mailboxes)
    .values([
      { name: 'Support', address: SUPPORT },
      { name: 'Sales', address: SALES },
    ])
    .returning({ id: mailboxes.id });
  support = rows[0]?.id ?? 0;
  sales = rows[1]?.id ?? 0;
});
beforeEach(() => {
  n += 1;
});
afterAll(async () => {
  await closeQueue();
  rmSync(folder, { recursive: true, force: true });
});

test('a first mail: contact, conversation, message, event and the job for the AI; a second time changes nothing', async () => {
  const raw = await take(fixture('plain'));
  await processRawMessage(raw);
  await processRawMessage(raw);
  const { message, conversation, contact } = await outcome(raw);
  expect(contact).toMatchObject({ email: 'jonas.weber@kunde.example', name: 'Jonas Weber' });
  expect(conversation).toMatchObject({
    subject: 'Voiding a label',
    status: 'open',
    channel: 'email',
    mailboxId: support,
    messageCount: 1,
    lastAuthor: 'customer',
  });
  expect(message).toMatchObject({ mailId: 'plain-1@kunde.example', kind: 'inbound', automatic: null, verified: false });
  expect(await eventTypes(conversation.id)).toEqual(['conversation.opened', 'message.received']);
  expect(await jobsFor(message.id)).toBe(1);
  // The same mail brought again is the same row.
  expect(await take(fixture('plain'))).toBe(raw);
});

test('handed out twice at once, it is stored once', async () => {
  const raw = await take(mail({ from: 'twice@x.example' }));
  await Promise.all([processRawMessage(raw), processRawMessage(raw), processRawMessage(raw)]);
  const { conversation, message } = await outcome(raw);
  expect(conversation.messageCount).toBe(1);
  expect(await jobsFor(message.id)).toBe(1);
});

describe('threading', () => {
  test('the signed reply address leads to its conversation, whoever writes', async () => {
    const { conversation } = await first('owner@x.example');
    const address = replyAddress(SUPPORT, conversation.id);
    const reply = await done(await take(mail({ from: 'colleague@x.example', to: address }), { to: [address] }));
    expect(reply.conversation.id).toBe(conversation.id);
    expect(reply.conversation.messageCount).toBe(2);
    const forged = address.replace(/\.[0-9a-f]{16}@/, '.0123456789abcdef@');
    const other = await done(await take(mail({ from: 'forger@x.example', to: forged }), { to: [forged] }));
    expect(other.conversation.id).not.toBe(conversation.id);
  });

  test('headers count for those who take part: the customer, and whom they copied', async () => {
    const opened = await first('head@x.example', { cc: 'boss@x.example' });
    const named = { inReplyTo: opened.message.mailId ?? '' };
    expect((await done(await take(mail({ from: 'Head@X.example', ...named })))).conversation.id).toBe(
      opened.conversation.id,
    );
    expect(
      (await done(await take(mail({ from: 'boss@x.example', references: named.inReplyTo })))).conversation.id,
    ).toBe(opened.conversation.id);
  });

  test('a stranger who names them gets a conversation of their own, linked to the first', async () => {
    const victim = await first('victim@x.example');
    const mailId = victim.message.mailId ?? '';
    const stranger = await done(
      await take(mail({ from: 'stranger@y.example', inReplyTo: mailId, references: mailId })),
    );
    expect(stranger.conversation.id).not.toBe(victim.conversation.id);
    expect(stranger.conversation.contactId).not.toBe(victim.conversation.contactId);
    expect(await eventTypes(stranger.conversation.id)).toContain('conversation.linked');
    expect(await eventTypes(victim.conversation.id)).toEqual(['conversation.opened', 'message.received']);
  });

  test('a number in the subject, and another mailbox’s thread, attach nothing', async () => {
    const { conversation, message } = await first('num@x.example');
    const bySubject = await done(await take(mail({ from: 'num@x.example', subject: `Re: #${conversation.id}` })));
    expect(bySubject.conversation.id).not.toBe(conversation.id);
    const elsewhere = await done(
      await take(mail({ from: 'num@x.example', to: SALES, inReplyTo: message.mailId ?? '' }), {
        mailboxId: sales,
        to: [SALES],
      }),
    );
    expect(elsewhere.conversation.id).not.toBe(conversation.id);
  });

  test('an answer that overtakes its question waits for it', async () => {
    const question = await take(mail({ from: 'fast@x.example', id: `<q${n}@x.example>` }));
    const answer = await take(mail({ from: 'fast@x.example', inReplyTo: `q${n}@x.example` }));
    await processRawMessage(answer);
    await processRawMessage(question);
    const [a, q] = [await outcome(answer), await outcome(question)];
    expect(a.conversation.id).toBe(q.conversation.id);
    expect(a.message.id).toBeGreaterThan(q.message.id);
  });

  test('closed is opened again; trash is left alone', async () => {
    const { conversation, message } = await first('back@x.example');
    await db().update(conversations).set({ status: 'closed' }).where(eq(conversations.id, conversation.id));
    const again = mail({ from: 'back@x.example', inReplyTo: message.mailId ?? '' });
    expect((await done(await take(again))).conversation).toMatchObject({ id: conversation.id, status: 'open' });
    await db().update(conversations).set({ status: 'trash' }).where(eq(conversations.id, conversation.id));
    const third = await done(await take(mail({ from: 'back@x.example', inReplyTo: message.mailId ?? '' })));
    expect(third.conversation.id).not.toBe(conversation.id);
  });
});

describe('machines are kept and never answered', () => {
  test('an auto-reply joins its thread, reopens nothing and starts no AI run', async () => {
    const { conversation } = await first('otto@kunde.example');
    await weSaid(conversation.id, 'first@parcelbird.example');
    await db().update(conversations).set({ status: 'closed' }).where(eq(conversations.id, conversation.id));
    const auto = await done(await take(fixture('auto-reply')));
    expect(auto.conversation).toMatchObject({ id: conversation.id, status: 'closed' });
    expect(auto.message.automatic).toBe('auto_submitted');
    expect(await jobsFor(auto.message.id)).toBe(0);
    const [event] = await db().select().from(events).where(eq(events.type, 'message.automatic')).orderBy(sql`seq desc`);
    expect(event).toMatchObject({ conversationId: conversation.id, data: { reason: 'auto_submitted' } });
  });

  test('a bounce finds the reply it is about and puts it before people', async () => {
    const { conversation } = await first('ana@cliente.example');
    await weSaid(conversation.id, 't.1.abcdef@parcelbird.example');
    await db().update(conversations).set({ status: 'pending' }).where(eq(conversations.id, conversation.id));
    const bounce = await done(await take(fixture('bounce'), { from: '' }));
    expect(bounce.conversation).toMatchObject({ id: conversation.id, status: 'open' });
    expect(bounce.message.automatic).toBe('bounce');
    expect(await jobsFor(bounce.message.id)).toBe(0);
    const [created] = await db().select().from(contacts).where(eq(contacts.email, 'mailer-daemon@mx.kunde.example'));
    expect(created).toBeUndefined();
  });

  test('our own mail coming back, and our own mailboxes as sender', async () => {
    const { conversation } = await first('loop@x.example');
    await weSaid(conversation.id, `t.9.${n}@parcelbird.example`);
    const back = await done(await take(mail({ from: SUPPORT, id: `<t.9.${n}@parcelbird.example>` })));
    expect(back.message.automatic).toBe('own_mail');
    expect(back.conversation.id).toBe(conversation.id);
    const own = await done(await take(mail({ from: SALES, inReplyTo: `t.9.${n}@parcelbird.example` })));
    expect(own.message.automatic).toBe('own_address');
    expect(own.conversation.id).not.toBe(conversation.id);
    await db().insert(mailboxAliases).values({ address: 'help@parcelbird.example', mailboxId: support });
    expect((await done(await take(mail({ from: 'help@parcelbird.example' })))).message.automatic).toBe('own_address');
  });

  test('more mails in an hour than a person writes', async () => {
    let last = await first('storm@x.example');
    for (let i = 0; i < MOST_MAILS_AN_HOUR; i++)
      last = await done(
        await take(mail({ from: 'storm@x.example', id: `<storm${i}@x.example>`, body: `And ${'x'.repeat(i + 1)}?` })),
      );
    expect(last.message.automatic).toBe('too_many');
    expect(await jobsFor(last.message.id)).toBe(0);
    expect(last.conversation.status).toBe('open');
  });

  test('the third time that somebody says the same, whatever its numbers', async () => {
    const said = [];
    for (const n of [1024, 1025, 1026]) {
      const body = `Thank you for your mail. Your request #${n} was received.`;
      said.push(await done(await take(mail({ from: 'desk@x.example', id: `<desk${n}@x.example>`, body }))));
    }
    expect(said.map(({ message }) => message.automatic)).toEqual([null, null, 'repeats']);
    const third = said[2];
    expect(await jobsFor(third?.message.id ?? 0)).toBe(0);
    expect(third?.conversation.status).toBe('open');
  });
});

describe('spam filters', () => {
  const headers = 'X-Spam-Status: Yes, score=12.1 required=5.0';

  test('a new mail goes into Spam with the reason and without the AI; one click, and the AI looks', async () => {
    const { message, conversation } = await first('pills@x.example', { headers });
    expect(message.automatic).toBe('spam');
    expect(conversation).toMatchObject({ status: 'spam', waitingSince: null });
    expect(await jobsFor(message.id)).toBe(0);
    const [event] = await db().select().from(events).where(eq(events.type, 'conversation.marked_spam'));
    expect(event).toMatchObject({ conversationId: conversation.id, actor: 'system', data: { filter: 'SpamAssassin' } });
    const person = { name: 'Mara', email: 'mara@x.example', role: 'agent' as const };
    const [row] = await db().insert(agents).values(person).returning({ id: agents.id });
    const mara: CurrentAgent = { ...person, id: row?.id ?? 0 };
    await db().transaction((tx) => changeStatus(tx, mara, conversation.id, 'open'));
    const [after] = await db().select().from(messages).where(eq(messages.id, message.id));
    expect(after?.automatic).toBeNull();
    expect(await jobsFor(message.id)).toBe(1);
    // Marked by hand and taken back: there is nothing new to look at.
    await db().transaction((tx) => changeStatus(tx, mara, conversation.id, 'spam'));
    await db().transaction((tx) => changeStatus(tx, mara, conversation.id, 'open'));
    expect(await jobsFor(message.id)).toBe(1);
  });

  test('in a thread that is under way it stays before people, and the AI stays out', async () => {
    const opened = await first('known@x.example');
    await db().update(conversations).set({ status: 'pending' }).where(eq(conversations.id, opened.conversation.id));
    const raw = mail({ from: 'known@x.example', inReplyTo: opened.message.mailId ?? '', headers });
    const { message, conversation } = await done(await take(raw));
    expect(conversation).toMatchObject({ id: opened.conversation.id, status: 'open' });
    expect(message.automatic).toBe('spam');
    expect(await jobsFor(message.id)).toBe(0);
  });

  test('a form has no filter before it', async () => {
    const { message } = await done(await take(mail({ from: 'form@x.example', headers }), { door: 'form' }));
    expect(message.automatic).toBeNull();
  });
});

test('who answers go to is Reply-To, who the customer is stays From; our own address is neither', async () => {
  const { message, contact } = await done(
    await take(mail({ from: 'shop@x.example', headers: `Reply-To: Kim <Kim@Y.example>, ${SUPPORT}` })),
  );
  expect(message.replyTo).toEqual([{ name: 'Kim', address: 'kim@y.example' }]);
  expect(contact.email).toBe('shop@x.example');
});

test('no From: the envelope says who; nobody at all: quarantine, with the way back', async () => {
  const named = await done(await take(fixture('no-from'), { from: 'Envelope@x.example' }));
  expect(named.contact.email).toBe('envelope@x.example');
  const raw = await take(Buffer.from(`To: ${SUPPORT}\nSubject: nobody ${n}\n\nHi`), { from: '' });
  await processRawMessage(raw);
  const [waiting] = await listQuarantine(agent);
  expect(waiting).toMatchObject({ id: raw, mailbox: SUPPORT, reason: expect.stringContaining('no sender') });
  expect((await loadQuarantined(agent, raw)).toString()).toContain(`nobody ${n}`);
  await expect(listQuarantine({ ...agent, role: 'viewer' })).rejects.toThrow(Forbidden);
  await db().transaction((tx) => retryQuarantined(tx, agent, raw));
  expect((await row(raw)).status).toBe('received');
  await expect(db().transaction((tx) => retryQuarantined(tx, agent, raw))).rejects.toThrow(/no longer in quarantine/);
});

test('what cannot be read goes to quarantine and is tried again only when asked', async () => {
  let nested = 'From: deep@x.example\n';
  for (let i = 0; i < 300; i++) nested += `Content-Type: multipart/mixed; boundary="b${i}"\n\n--b${i}\n`;
  const raw = await take(Buffer.from(nested));
  await processRawMessage(raw);
  expect(await row(raw)).toMatchObject({ status: 'quarantined', reason: expect.stringContaining('nesting depth') });
  expect(await db().select().from(contacts).where(eq(contacts.email, 'deep@x.example'))).toEqual([]);
});

test('a mail that took the worker down again and again is left alone', async () => {
  const raw = await take(mail({ from: 'poison@x.example' }));
  await db().update(rawMessages).set({ attempts: 4 }).where(eq(rawMessages.id, raw));
  await processRawMessage(raw);
  expect((await row(raw)).status).toBe('quarantined');
});

test('a store that is away is no reason for quarantine: the job comes again', async () => {
  const raw = await take(fixture('inline-picture'));
  process.env.TANDEM_DATA = '/dev/null/nowhere';
  const { forgetEnv } = await import('#lib/platform/env.ts');
  forgetEnv();
  await expect(processRawMessage(raw)).rejects.toThrow();
  process.env.TANDEM_DATA = folder;
  forgetEnv();
  expect(await row(raw)).toMatchObject({ status: 'received', attempts: 0 });
  const { message } = await done(raw);
  const files = await db()
    .select()
    .from(attachments)
    .where(eq(attachments.messageId, message.id))
    .orderBy(asc(attachments.id));
  expect(files).toMatchObject([
    { filename: 'label.png', inline: true, contentType: 'image/png', size: 70 },
    { filename: 'proof.pdf', inline: false },
  ]);
  expect(message.html).toContain(`src="/api/attachments/${files[0]?.id}"`);
  expect(message.html).not.toContain('cid:');
  expect(readFileSync(join(folder, 'attachments', files[1]?.storageKey ?? '')).toString()).toBe('%PDF-1.4\n');
});

test('the form door alone makes form conversations', async () => {
  const headers = 'X-Tandem-Form: 1';
  expect((await done(await take(mail({ from: 'f1@x.example', headers }), { door: 'form' }))).conversation.channel).toBe(
    'form',
  );
  expect((await done(await take(mail({ from: 'f2@x.example', headers })))).conversation.channel).toBe('email');
});

test('the reviewer and the AI’s triage learn of hidden text', async () => {
  const { message } = await done(await take(fixture('hidden-text')));
  expect(message.hiddenText).toContain('ignore all previous instructions');
  expect(message.body).not.toContain('ignore all previous');
});

test('mail whose job got lost is queued again', async () => {
  const raw = await take(mail({ from: 'lost@x.example' }));
  expect(await db().transaction((tx) => requeueForgottenMail(tx))).toBe(0);
  await db().update(rawMessages).set({ receivedAt: sql`now() - interval '1 hour'` }).where(eq(rawMessages.id, raw));
  expect(await db().transaction((tx) => requeueForgottenMail(tx))).toBe(1);
});

function fixture(name: string): Buffer {
  return readFileSync(new URL(`testdata/${name}.eml`, import.meta.url));
}

type Written = {
  from: string;
  to?: string;
  cc?: string;
  subject?: string;
  id?: string;
  inReplyTo?: string;
  references?: string;
  headers?: string;
  body?: string;
};
let written = 0;

function mail({
  from,
  to = SUPPORT,
  cc,
  subject = 'Hello',
  id,
  inReplyTo,
  references,
  headers,
  body,
}: Written): Buffer {
  written += 1;
  return Buffer.from(
    [
      `From: ${from}`,
      `To: ${to}`,
      cc && `Cc: ${cc}`,
      `Subject: ${subject}`,
      `Message-ID: ${id ?? `<m${written}@test.example>`}`,
      inReplyTo && `In-Reply-To: <${inReplyTo}>`,
      references && `References: <other@test.example> <${references}>`,
      headers,
      '',
      body ?? 'How long do I have to void a label?',
    ]
      .filter((line) => line !== undefined)
      .join('\r\n'),
  );
}

type Way = { door?: Door; mailboxId?: number; from?: string; to?: string[] };

async function take(
  raw: Buffer,
  { door = 'smtp', mailboxId = support, from = 'envelope@x.example', to = [SUPPORT] }: Way = {},
) {
  const { rawMessageId } = await db().transaction((tx) =>
    receive(tx, { mailboxId, door, envelope: { from, to }, raw }),
  );
  return rawMessageId;
}

async function done(raw: number) {
  await processRawMessage(raw);
  return outcome(raw);
}

async function first(from: string, more: Partial<Written> = {}) {
  return done(await take(mail({ from, ...more })));
}

async function outcome(raw: number) {
  const [found] = await db()
    .select({ message: messages, conversation: conversations, contact: contacts })
    .from(rawMessages)
    .innerJoin(messages, eq(messages.id, rawMessages.messageId))
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(eq(rawMessages.id, raw));
  if (!found) throw new Error(`raw message ${raw} became no message: ${(await row(raw)).reason}`);
  return found;
}

async function row(raw: number) {
  const [found] = await db().select().from(rawMessages).where(eq(rawMessages.id, raw));
  if (!found) throw new Error('no such row');
  return found;
}

/** An answer of ours, as the outbox leaves it behind. */
async function weSaid(conversationId: number, mailId: string) {
  await db().insert(messages).values({ conversationId, kind: 'outbound', author: 'agent', body: 'Hi', mailId });
}

async function eventTypes(conversationId: number) {
  const rows = await db()
    .select({ type: events.type })
    .from(events)
    .where(eq(events.conversationId, conversationId))
    .orderBy(events.seq);
  return rows.map(({ type }) => type);
}

async function jobsFor(messageId: number): Promise<number> {
  const [counted] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from pgboss.job where name = 'message.received' and (data ->> 'messageId')::bigint = ${messageId}`,
  );
  return counted?.n ?? 0;
}

test('the word of the receiving server that the owner named is kept with the message, and proves its sender', async () => {
  const raw = (id: string) =>
    Buffer.from(
      `Authentication-Results: mx.host.example; spf=pass; dkim=pass header.d=kunde.example; dmarc=pass header.from=kunde.example\r\nFrom: proven@kunde.example\r\nMessage-ID: <${id}@kunde.example>\r\n\r\nHi\r\n`,
    );
  const unproven = await done(await take(raw('proven-1'), { door: 'http' }));
  expect(unproven.message).toMatchObject({ verified: false, authentication: { dmarc: 'none', by: 'us' } });
  await db().update(mailboxes).set({ authservId: 'mx.host.example' }).where(eq(mailboxes.id, support));
  const proven = await done(await take(raw('proven-2'), { door: 'http' }));
  expect(proven.message).toMatchObject({
    verified: true,
    authentication: { spf: 'pass', dkim: 'pass', dmarc: 'pass', domain: 'kunde.example', by: 'receiver' },
  });
  // At our own door nobody else's word counts.
  expect((await done(await take(raw('proven-3')))).message.verified).toBe(false);
});
