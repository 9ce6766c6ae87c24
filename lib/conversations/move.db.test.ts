// A conversation goes to another mailbox: what leaves from where, what still finds it, and that nothing is sent twice. Real SMTP on the way out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { conversations, mailboxes, messages, outbox, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { addTeam } from '#lib/agents/teams.ts';
import { saveDkim } from '#lib/channels/dkim.ts';
import { saveMailboxTeam } from '#lib/channels/mailbox-team.ts';
import { removeMailbox } from '#lib/channels/mailboxes.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { processRawMessage } from '#lib/inbound/process.ts';
import { receive } from '#lib/inbound/receive.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { resendReply } from '#lib/outbox/decide.ts';
import { deliverReply } from '#lib/outbox/deliver.ts';
import {
  answeredAlone,
  asked,
  conversationRow,
  eventsOf,
  house,
  JONAS,
  openLanes,
  queued,
  rowOf,
} from '#lib/outbox/testing.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { assignConversation } from './assign.ts';
import { moveToMailbox } from './move.ts';
import { loadTimeline } from './timeline.ts';

withTestDatabase();

const SUPPORT = 'support@parcelbird.test';
const BILLING = 'billing@parcelbird.test';
const folder = mkdtempSync(join(tmpdir(), 'tandem-move-'));
process.env.TANDEM_DATA = folder;
const peer = new SmtpPeer();
const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@x.test', role: 'owner' };
let mara: CurrentAgent;
let support = 0;
let billing = 0;
let n = 0;

beforeAll(async () => {
  await peer.start();
  const smtp = { host: '127.0.0.1', port: peer.port, secure: false };
  const it = await house(smtp);
  support = it.mailboxId;
  mara = { id: it.agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
  const [row] = await db()
    .insert(mailboxes)
    .values({ name: 'Parcelbird Billing', address: BILLING, smtp, signature: 'Billing desk' })
    .returning({ id: mailboxes.id });
  billing = row?.id ?? 0;
});
beforeEach(async () => {
  await openLanes();
  peer.mode = 'accept';
  peer.delivered.length = 0;
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
  rmSync(folder, { recursive: true, force: true });
});

const move = (id: number, to: number, agent = mara) => db().transaction((tx) => moveToMailbox(tx, agent, id, to));
const answer = (conversationId: number, body = 'Done.') =>
  queued({ conversationId, body, author: 'agent', agentId: mara.id });

test('what is written after the move leaves from the other mailbox: address, reply address, signature and DKIM; the timeline says so', async () => {
  await db().transaction((tx) => saveDkim(tx, owner, billing, { domain: 'parcelbird.test', selector: 'bill' }, ''));
  const { conversationId } = await asked(support);
  expect(await move(conversationId, billing)).toEqual({ from: SUPPORT, to: BILLING, waiting: 0 });
  const { outboxId } = await answer(conversationId);
  await deliverReply(outboxId);
  const [{ mail, raw } = { mail: undefined, raw: '' }] = peer.delivered;
  expect(mail?.from).toEqual({ name: 'Parcelbird Billing', address: BILLING });
  expect(mail?.replyTo?.[0]?.address).toBe(replyAddress(BILLING, conversationId));
  expect(mail?.text).toContain('Billing desk');
  expect(raw.replace(/\r?\n[ \t]+/g, ' ')).toMatch(/^DKIM-Signature: .*\bs=bill;/m);
  const { timeline } = await loadTimeline(conversationId, { whole: true, sources: true });
  expect(timeline).toContainEqual(
    expect.objectContaining({
      event: 'conversation.moved',
      agentName: 'Mara',
      data: { from: SUPPORT, to: BILLING, waiting: 0 },
    }),
  );
  await db().transaction((tx) => saveDkim(tx, owner, billing, null, ''));
});

test('answers to mails from before and after find it, by reply address and by Message-ID, in both mailboxes', async () => {
  const { conversationId } = await asked(support);
  const before = await sent(conversationId);
  await move(conversationId, billing);
  const after = await sent(conversationId);
  for (const [mailbox, address] of [
    [support, SUPPORT],
    [billing, BILLING],
  ] as const) {
    expect(await arrives(mailbox, replyAddress(address, conversationId))).toBe(conversationId);
    for (const named of [before, after]) expect(await arrives(mailbox, address, named)).toBe(conversationId);
  }
  // Back again, and round once more: still found, and no mailbox is remembered twice.
  await move(conversationId, support);
  await move(conversationId, billing);
  await move(conversationId, support);
  expect((await conversationRow(conversationId))?.formerMailboxIds).toEqual([billing]);
  expect(await arrives(billing, BILLING, after)).toBe(conversationId);
  // One that was never there is not found there.
  const other = await asked(support);
  expect(await arrives(billing, BILLING, await sent(other.conversationId))).not.toBe(other.conversationId);
});

test.each<
  [
    string,
    (conversationId: number, question: { conversationId: number; messageId: number }) => Promise<{ outboxId: number }>,
  ]
>([
  ['a person’s', (conversationId) => answer(conversationId)],
  ['the AI’s', (_, question) => answeredAlone(question)],
])(
  '%s reply that waits when it is moved leaves from where it was decided, once, also when the first attempt fails',
  async (_, write) => {
    const question = await asked(support);
    const { conversationId } = question;
    const { outboxId } = await write(conversationId, question);
    expect(await move(conversationId, billing)).toMatchObject({ waiting: 1 });
    peer.mode = 'greylist';
    await deliverReply(outboxId);
    expect(await rowOf(outboxId)).toMatchObject({ status: 'retry' });
    await db().update(outbox).set({ dueAt: new Date() }).where(eq(outbox.id, outboxId));
    await deliverReply(outboxId);
    await deliverReply(outboxId);
    expect(peer.delivered.map(({ mail }) => mail.from?.address)).toEqual([SUPPORT]);
    // And the customer's answer to it comes to the old mailbox and is seen in the new one.
    expect(await arrives(support, replyAddress(SUPPORT, conversationId))).toBe(conversationId);
  },
);

test('nobody knows whether it left: sent again after the move, it is the same mail from the same address', async () => {
  const { conversationId } = await asked(support);
  const { outboxId } = await answer(conversationId);
  // As rows from before they said where they leave from.
  await db().update(outbox).set({ mailboxId: null }).where(eq(outbox.id, outboxId));
  peer.mode = 'drop';
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'uncertain' });
  await move(conversationId, billing);
  peer.mode = 'accept';
  await openLanes();
  await db().transaction((tx) => resendReply(tx, mara, outboxId));
  await deliverReply(outboxId);
  const [first, second] = peer.delivered;
  expect(second?.mail.from?.address).toBe(SUPPORT);
  expect(second?.mail.messageId).toBe(first?.mail.messageId);
});

test('moved while it is being delivered, and by two people at once: one mail, one place, a line for each move', async () => {
  const { conversationId } = await asked(support);
  const { outboxId } = await answer(conversationId);
  peer.delay = 200;
  const leaving = deliverReply(outboxId);
  await Promise.all([move(conversationId, billing), move(conversationId, billing, owner)]);
  await leaving;
  peer.delay = 0;
  expect(peer.delivered.map(({ mail }) => mail.from?.address)).toEqual([SUPPORT]);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
  expect((await eventsOf(conversationId)).filter((type) => type === 'conversation.moved')).toHaveLength(1);
});

test('it goes to the team of the mailbox, and whoever is not in it lets go', async () => {
  const teamId = await db().transaction((tx) => addTeam(tx, owner, 'Billing'));
  await db().transaction((tx) => saveMailboxTeam(tx, owner, billing, teamId));
  const { conversationId } = await asked(support);
  await db().transaction((tx) => assignConversation(tx, mara, conversationId, mara.id));
  await move(conversationId, billing);
  expect(await conversationRow(conversationId)).toMatchObject({ mailboxId: billing, teamId, assigneeId: null });
  // A mailbox without a team takes none away.
  await move(conversationId, support);
  expect(await conversationRow(conversationId)).toMatchObject({ mailboxId: support, teamId });
  await db().transaction((tx) => saveMailboxTeam(tx, owner, billing, null));
});

test('a viewer may not; a mailbox that is gone says so; one that is removed later takes nothing with it', async () => {
  const { conversationId } = await asked(support);
  await expect(move(conversationId, billing, { ...mara, role: 'viewer' })).rejects.toThrow(Forbidden);
  await expect(move(conversationId, 9999)).rejects.toThrow(NotFound);
  await expect(move(9999, billing)).rejects.toThrow(NotFound);
  const [third] = await db()
    .insert(mailboxes)
    .values({ name: 'Third', address: 'third@parcelbird.test' })
    .returning({ id: mailboxes.id });
  await move(conversationId, third?.id ?? 0);
  const { outboxId } = await answer(conversationId);
  await db().transaction((tx) => removeMailbox(tx, owner, third?.id ?? 0));
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
  expect((await conversationRow(conversationId))?.mailboxId).toBeNull();
  expect(await move(conversationId, billing)).toMatchObject({ from: null });
});

/** An answer of ours that has left. Returns its Message-ID. */
async function sent(conversationId: number): Promise<string> {
  const { outboxId, messageId } = await answer(conversationId, `Answer ${n++}.`);
  await deliverReply(outboxId);
  const [row] = await db().select().from(messages).where(eq(messages.id, messageId));
  if (!row?.mailId) throw new Error('it did not leave');
  return row.mailId;
}

/** The customer's answer. Returns the conversation that it is in. */
async function arrives(mailboxId: number, to: string, inReplyTo?: string): Promise<number | undefined> {
  const raw = Buffer.from(
    `From: ${JONAS.address}\r\nTo: ${to}\r\nSubject: Re: Label\r\nMessage-ID: <answer${n++}@customer.test>\r\n${inReplyTo ? `In-Reply-To: <${inReplyTo}>\r\n` : ''}\r\nThanks ${n}.\r\n`,
  );
  const envelope = { from: JONAS.address, to: [to] };
  const { rawMessageId } = await db().transaction((tx) => receive(tx, { mailboxId, door: 'smtp', envelope, raw }));
  await processRawMessage(rawMessageId);
  const [row] = await db()
    .select({ id: conversations.id })
    .from(rawMessages)
    .innerJoin(messages, eq(messages.id, rawMessages.messageId))
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(eq(rawMessages.id, rawMessageId));
  return row?.id;
}
