// A colleague answers from their own mail client. One mail goes on to the customer; each way in which one must not is tried.
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, conversations, mailboxes, messages, outbox, rawMessages, reviews, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { MOST_ANSWERS_AN_HOUR } from '#lib/inbound/colleague.ts';
import { processRawMessage } from '#lib/inbound/process.ts';
import { type Door, receive } from '#lib/inbound/receive.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { answerByMail } from './answer-by-mail.ts';
import { waiting } from './testing.ts';

withTestDatabase();

const SUPPORT = 'support@parcelbird.example';
const MX = 'mx.host.example';
let mailboxId = 0;
let mara = 0;
let written = 0;

beforeAll(async () => {
  process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [mailbox] = await db()
    .insert(mailboxes)
    .values({ name: 'Support', address: SUPPORT, authservId: MX })
    .returning({ id: mailboxes.id });
  mailboxId = mailbox?.id ?? 0;
  const person = (name: string, more: Partial<typeof agents.$inferInsert> = {}) => ({
    name,
    email: `${name}@Team.example`,
    role: 'agent' as const,
    passwordHash: 'x',
    ...more,
  });
  const [first] = await db()
    .insert(agents)
    .values([
      person('mara'),
      person('kim'),
      person('gone', { disabledAt: new Date() }),
      person('viewer', { role: 'viewer' }),
      person('demo', { passwordHash: null }),
    ])
    .returning({ id: agents.id });
  mara = first?.id ?? 0;
});
afterAll(closeQueue);

test('a verified colleague’s words go on to the customer, once, and the AI’s proposal is set aside', async () => {
  const it = await asked();
  const raw = await arrived(it.address, {
    body: 'Hi Jo,\n\nyou have 28 days & a *bit*.\n\n-- \nMara Secret, +49 30 1234\n',
    quote: 'Internal: he is a difficult one',
    headers: 'DKIM-Signature: v=1; d=team.example; h=From : To:Subject; b=x',
  });
  const { message, sent } = await outcome(raw);
  expect(message).toMatchObject({
    conversationId: it.conversationId,
    kind: 'outbound',
    author: 'agent',
    agentId: mara,
    body: 'Hi Jo,\n\nyou have 28 days & a \\*bit\\*.',
  });
  expect(sent).toMatchObject({ messageId: message.id, status: 'queued' });
  expect(await statusOf(it)).toMatchObject({ status: 'pending', lastAuthor: 'agent' });
  const [review] = await db().select().from(reviews).where(eq(reviews.id, it.reviewId));
  expect(review).toMatchObject({ status: 'took_over', agentId: mara });
  await processRawMessage(raw, { answerByMail });
  expect(await sentIn(it.conversationId)).toBe(1);
});

test('an answer by its headers alone, by who takes part', async () => {
  const it = await asked();
  await db()
    .update(messages)
    .set({ mailId: `q${it.messageId}@x.test`, cc: [{ name: '', address: 'mara@team.example' }] })
    .where(eq(messages.id, it.messageId));
  const raw = await arrived(SUPPORT, { headers: `In-Reply-To: <q${it.messageId}@x.test>` });
  expect((await outcome(raw)).sent?.conversationId).toBe(it.conversationId);
});

test('an answer that reaches a second mailbox, too, goes on once, whichever copy is read first', async () => {
  const [billing] = await db()
    .insert(mailboxes)
    .values({ name: 'Billing', address: 'billing@parcelbird.example', authservId: MX })
    .returning({ id: mailboxes.id });
  const other = billing?.id ?? 0;
  for (const order of [
    [mailboxId, other],
    [other, mailboxId],
  ]) {
    const it = await asked();
    const mail = { headers: 'Cc: billing@parcelbird.example', id: `both${order[0]}` };
    for (const mailbox of order) await arrived(it.address, { ...mail, mailbox, body: 'You have 28 days, for both.' });
    expect(await sentIn(it.conversationId)).toBe(1);
  }
  await db().delete(mailboxes).where(eq(mailboxes.id, other));
});

const PDF =
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF\r\n--b--\r\n';
const never: [string, Mail & { to?: (address: string) => string }][] = [
  ['a forged From, which fails DMARC', { results: 'dmarc=fail header.from=team.example' }],
  ['nobody checked', { results: null }],
  ['another domain passed', { results: 'dmarc=pass header.from=evil.example' }],
  ['another server’s word', { server: 'mx.evil.example' }],
  ['our own SMTP door, where no header is believed', { door: 'smtp' }],
  ['two From fields', { headers: 'From: kim@team.example' }],
  ['a sender beside From', { headers: 'Sender: boss@team.example' }],
  ['a disabled agent', { from: 'gone@team.example' }],
  ['a viewer', { from: 'viewer@team.example' }],
  ['a made-up colleague', { from: 'demo@team.example' }],
  ['somebody who is no agent', { from: 'stranger@team.example' }],
  ['an absence notice by its header', { headers: 'Auto-Submitted: auto-replied' }],
  ['an absence notice by its subject', { subject: 'Out of office: back on Monday' }],
  ['a mailing list', { headers: 'List-Id: <team.example>' }],
  ['a forward by its subject', { subject: 'Fwd: Label' }],
  ['a forward by its text', { body: 'Who knows?\n\n---------- Forwarded message ---------\nFrom: x\n\nsecret' }],
  ['a file', { raw: PDF }],
  ['no words of its own', { body: '' }],
  ['the customer has it already', { headers: 'Cc: jo@customer.example' }],
  ['a second To', { headers: 'To: jo@customer.example' }],
  [
    'a signature that leaves the recipients open',
    { headers: 'DKIM-Signature: v=1; d=team.example; h=from:subject; b=x' },
  ],
  ['a signature over a part of the text', { headers: 'DKIM-Signature: v=1; d=team.example; h=from:to; l=3; b=x' }],
  ['the signed address on the envelope only', { to: () => SUPPORT }],
  ['a signed address that was made up', { to: (address) => address.replace(/\.[0-9a-f]{16}@/, '.0123456789abcdef@') }],
];
test.each(never)('it is never sent on: %s', async (_, { to, ...mail }) => {
  const it = await asked();
  const { message, sent } = await outcome(await arrived((to ?? String)(it.address), { envelope: it.address, ...mail }));
  expect(message.kind).toBe('inbound');
  expect(sent).toBeUndefined();
  expect(await sentIn(it.conversationId)).toBe(0);
});

test('headers that name a conversation in which the colleague takes no part', async () => {
  const it = await asked();
  await db().update(messages).set({ mailId: 'foreign@x.test' }).where(eq(messages.id, it.messageId));
  const { message, sent } = await outcome(await arrived(SUPPORT, { headers: 'In-Reply-To: <foreign@x.test>' }));
  expect(message.conversationId).not.toBe(it.conversationId);
  expect(sent).toBeUndefined();
});

test('two conversations at once; spam and trash; the colleague’s own matter', async () => {
  const [one, two] = [await asked(), await asked()];
  expect((await outcome(await arrived(`${one.address}, ${two.address}`))).sent).toBeUndefined();
  for (const status of ['spam', 'trash'] as const) {
    const it = await asked();
    await db().update(conversations).set({ status }).where(eq(conversations.id, it.conversationId));
    expect((await outcome(await arrived(it.address))).sent).toBeUndefined();
  }
  const { message } = await outcome(await arrived(SUPPORT, { from: 'kim@team.example' }));
  const own = replyAddress(SUPPORT, message.conversationId);
  const again = await outcome(await arrived(own, { from: 'kim@team.example', body: 'One more thing' }));
  expect(again).toMatchObject({
    message: { kind: 'inbound', conversationId: message.conversationId },
    sent: undefined,
  });
});

test('a loop: the same words again, or more than a person answers', async () => {
  const it = await asked();
  await arrived(it.address, { body: 'The same.' });
  expect((await outcome(await arrived(it.address, { body: 'The same.' }))).message.kind).toBe('inbound');
  for (let n = 0; n < MOST_ANSWERS_AN_HOUR + 3; n++) await arrived(it.address, { body: `Number ${n}` });
  expect(await sentIn(it.conversationId)).toBe(MOST_ANSWERS_AN_HOUR);
});

test('where nothing sends on, a colleague’s mail is anybody’s', async () => {
  const it = await asked();
  const raw = await arrived(it.address, { sends: false });
  expect((await outcome(raw)).message.kind).toBe('inbound');
});

type Mail = {
  from?: string;
  envelope?: string;
  subject?: string;
  body?: string;
  quote?: string;
  headers?: string;
  raw?: string;
  server?: string;
  results?: string | null;
  door?: Door;
  sends?: boolean;
  id?: string;
  mailbox?: number | undefined;
};

async function arrived(to: string, mail: Mail = {}): Promise<number> {
  const {
    from = 'mara@team.example',
    envelope = to.split(',')[0] ?? to,
    subject = 'Re: Label',
    quote,
    door = 'http',
  } = mail;
  const results = mail.results === undefined ? 'dmarc=pass header.from=team.example' : mail.results;
  written += 1;
  const head = [
    ...(results ? [`Authentication-Results: ${mail.server ?? MX}; ${results}`] : []),
    `From: Mara <${from}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${mail.id ?? `c${written}`}@team.example>`,
    ...(mail.headers ? [mail.headers] : []),
  ];
  const text = [
    mail.body ?? `You have 28 days. ${written}`,
    ...(quote ? [`On Mon, 2 Nov 2026 at 10:00, Jo <jo@customer.example> wrote:\n> ${quote}`] : []),
  ].join('\n\n');
  const source = `${head.join('\r\n')}\r\n${mail.raw ?? `\r\n${text.replace(/\n/g, '\r\n')}`}`;
  const { rawMessageId } = await db().transaction((tx) =>
    receive(tx, {
      mailboxId: mail.mailbox ?? mailboxId,
      door,
      envelope: { from, to: [envelope] },
      raw: Buffer.from(source),
    }),
  );
  await processRawMessage(rawMessageId, mail.sends === false ? {} : { answerByMail });
  return rawMessageId;
}

async function asked() {
  const it = await waiting();
  await db().update(conversations).set({ mailboxId }).where(eq(conversations.id, it.conversationId));
  return { ...it, address: replyAddress(SUPPORT, it.conversationId) };
}

async function outcome(raw: number) {
  const [row] = await db()
    .select({ message: messages, reason: rawMessages.reason })
    .from(rawMessages)
    .leftJoin(messages, eq(messages.id, rawMessages.messageId))
    .where(eq(rawMessages.id, raw));
  if (!row?.message) throw new Error(`it became no message: ${row?.reason}`);
  const [sent] = await db().select().from(outbox).where(eq(outbox.messageId, row.message.id)).orderBy(desc(outbox.id));
  return { message: row.message, sent };
}

async function sentIn(conversationId: number): Promise<number> {
  return (await db().select().from(outbox).where(eq(outbox.conversationId, conversationId))).length;
}

async function statusOf({ conversationId }: { conversationId: number }) {
  const [row] = await db().select().from(conversations).where(eq(conversations.id, conversationId));
  return row;
}
