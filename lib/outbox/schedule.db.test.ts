// Replies for later: what is true while they wait, what holds them back, and who decides then.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, attachments, conversations, outbox } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { assignConversation } from '#lib/conversations/assign.ts';
import { changeStatus } from '#lib/conversations/status.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { deliverReply } from './deliver.ts';
import { holdScheduled, rescheduleReply, sendNow } from './schedule.ts';
import { listScheduled } from './scheduled.ts';
import { sweepOutbox } from './sweep.ts';
import { asked, conversationRow, eventsOf, house, messageRow, openLanes, queued, rowOf, wrote } from './testing.ts';
import { undoReply } from './undo.ts';

withTestDatabase();

const peer = new SmtpPeer();
let mailboxId = 0;
let mara: CurrentAgent;
let omar = 0;

beforeAll(async () => {
  await peer.start();
  const made = await house({ host: '127.0.0.1', port: peer.port, secure: false });
  mailboxId = made.mailboxId;
  mara = { id: made.agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
  const [colleague] = await db()
    .insert(agents)
    .values({ name: 'Omar', email: 'omar@parcelbird.test', role: 'agent' })
    .returning({ id: agents.id });
  omar = colleague?.id ?? 0;
});
beforeEach(async () => {
  await openLanes();
  await db().delete(outbox);
  peer.mode = 'accept';
  peer.delivered.length = 0;
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

async function scheduled(sendAt = inHours(20)) {
  const question = await asked(mailboxId);
  const reply = await queued({
    conversationId: question.conversationId,
    body: 'Void it.',
    author: 'agent',
    agentId: mara.id,
    sendAt,
  });
  return { ...question, ...reply };
}

/** Its time has come. */
async function timePasses(outboxId: number): Promise<void> {
  await db().update(outbox).set({ dueAt: sql`now() - interval '5 seconds'` }).where(eq(outbox.id, outboxId));
}

const back = (id: number) => db().transaction((tx) => undoReply(tx, mara, id));
const now = (id: number) => db().transaction((tx) => sendNow(tx, mara, id));
const later = (id: number, at = inHours(40)) => db().transaction((tx) => rescheduleReply(tx, mara, id, at));

test('until its time it does not leave and the customer counts as waiting; then it is like any reply', async () => {
  const sendAt = inHours(20);
  const { conversationId, outboxId, messageId: _question } = await scheduled(sendAt);
  const row = await rowOf(outboxId);
  expect(row).toMatchObject({ status: 'queued', dueAt: sendAt, sendAt });
  await deliverReply(outboxId);
  await sweepOutbox();
  expect(peer.delivered).toHaveLength(0);
  const before = await conversationRow(conversationId);
  expect(before).toMatchObject({ status: 'pending', firstReplyAt: null, lastAuthor: 'agent' });
  expect(before?.waitingSince).not.toBeNull();

  await timePasses(outboxId);
  // The job of its time was lost with the worker that had it.
  expect(await sweepOutbox()).toMatchObject({ due: 1 });
  const left = Date.now();
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
  const after = await conversationRow(conversationId);
  expect(after).toMatchObject({ status: 'pending', waitingSince: null });
  expect(after?.firstReplyAt?.getTime()).toBeGreaterThanOrEqual(left - 1000);
  expect((await messageRow(row?.messageId ?? 0))?.createdAt.getTime()).toBeGreaterThanOrEqual(left - 1000);
});

test('the customer writes first: held at its time at the latest, and people are told', async () => {
  const { conversationId, outboxId } = await scheduled();
  await wrote(conversationId, { body: 'Never mind, I found it.' });
  await timePasses(outboxId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'held', heldBecause: 'customer_wrote' });
  expect(await conversationRow(conversationId)).toMatchObject({ status: 'open', lastAuthor: 'customer' });
  expect(await eventsOf(conversationId)).toContain('message.held');
  await sweepOutbox();
  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(0);
  expect((await listScheduled(mara)).rows[0]).toMatchObject({ outboxId, heldBecause: 'customer_wrote' });

  await now(outboxId);
  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(1);
  // What they asked last is still not answered.
  const conversation = await conversationRow(conversationId);
  expect(conversation).toMatchObject({ status: 'open' });
  expect(conversation?.waitingSince).not.toBeNull();
  expect(conversation?.firstReplyAt).not.toBeNull();
});

test('held at once where the message is known before, and again by the next one after another time was chosen', async () => {
  const { conversationId, outboxId } = await scheduled();
  await wrote(conversationId);
  await db().transaction((tx) => holdScheduled(tx, conversationId));
  expect(await rowOf(outboxId)).toMatchObject({ status: 'held' });
  await later(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'queued', heldBecause: null });
  await db().transaction((tx) => holdScheduled(tx, conversationId));
  expect(await rowOf(outboxId)).toMatchObject({ status: 'queued' });
  await wrote(conversationId);
  await timePasses(outboxId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'held' });
  expect(peer.delivered).toHaveLength(0);
});

test('another time for one that waits does not mean that its writer has read what came since', async () => {
  const { conversationId, outboxId } = await scheduled();
  await wrote(conversationId);
  await later(outboxId);
  await timePasses(outboxId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'held' });
});

test('a machine’s mail holds nothing; spam and trash do, until the conversation is back', async () => {
  const quiet = await scheduled();
  await wrote(quiet.conversationId, { automatic: 'auto-replied' });
  await timePasses(quiet.outboxId);
  await deliverReply(quiet.outboxId);
  expect(await rowOf(quiet.outboxId)).toMatchObject({ status: 'sent' });

  const { conversationId, outboxId } = await scheduled();
  await db().update(conversations).set({ status: 'trash' }).where(eq(conversations.id, conversationId));
  await timePasses(outboxId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'held', heldBecause: 'put_away' });
  await expect(now(outboxId)).rejects.toThrow(Conflict);
  await db().update(conversations).set({ status: 'open' }).where(eq(conversations.id, conversationId));
  await now(outboxId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
});

test('the customer’s message and the delivery at once: held, or it had left before; never both', async () => {
  for (let round = 0; round < 8; round += 1) {
    peer.delivered.length = 0;
    const { conversationId, outboxId } = await scheduled();
    await timePasses(outboxId);
    await Promise.all([wrote(conversationId), deliverReply(outboxId)]);
    const row = await rowOf(outboxId);
    expect(['held', 'sent']).toContain(row?.status);
    expect(peer.delivered).toHaveLength(row?.status === 'held' ? 0 : 1);
  }
});

test('back to draft gives text and files back, from waiting and from held', async () => {
  for (const held of [false, true]) {
    const { conversationId } = await asked(mailboxId);
    const [file] = await db()
      .insert(attachments)
      .values({
        filename: 'a.txt',
        contentType: 'text/plain',
        size: 1,
        storageKey: 'k',
        sha256: 'x',
        uploadedBy: mara.id,
        draftConversationId: conversationId,
      })
      .returning({ id: attachments.id });
    const { outboxId } = await queued({
      conversationId,
      body: 'See the file.',
      author: 'agent',
      agentId: mara.id,
      sendAt: inHours(2),
      attachmentIds: [file?.id ?? 0],
    });
    if (held) {
      await wrote(conversationId);
      await db().transaction((tx) => holdScheduled(tx, conversationId));
    }
    const back = await db().transaction((tx) => undoReply(tx, mara, outboxId));
    expect(back).toMatchObject({ body: 'See the file.', fileIds: [file?.id] });
    expect(await rowOf(outboxId)).toBeUndefined();
    const conversation = await conversationRow(conversationId);
    expect(conversation).toMatchObject({ status: 'open' });
    expect(conversation?.waitingSince).not.toBeNull();
    await expect(now(outboxId)).rejects.toThrow(NotFound);
  }
});

test('taken back days later, it leaves alone what people did with the conversation meanwhile', async () => {
  const assigned = await scheduled();
  await db().transaction((tx) => assignConversation(tx, mara, assigned.conversationId, omar));
  const trashed = await scheduled();
  await db().transaction((tx) => changeStatus(tx, mara, trashed.conversationId, 'trash'));
  for (const { outboxId } of [assigned, trashed]) await back(outboxId);
  expect(await conversationRow(assigned.conversationId)).toMatchObject({ status: 'open', assigneeId: omar });
  expect(await conversationRow(trashed.conversationId)).toMatchObject({ status: 'trash', assigneeId: null });
});

test('taken back after a colleague has answered: their answer stands', async () => {
  const { conversationId, outboxId } = await scheduled();
  const answer = await queued({ conversationId, body: 'Done.', author: 'agent', agentId: omar });
  await deliverReply(answer.outboxId);
  const answered = await conversationRow(conversationId);
  await back(outboxId);
  expect(await conversationRow(conversationId)).toEqual({ ...answered, messageCount: 2 });
});

test('what waits is taken back, the earlier one first: the customer waits as before', async () => {
  const { conversationId } = await asked(mailboxId);
  const before = await conversationRow(conversationId);
  peer.mode = 'greylist';
  const first = await queued({ conversationId, body: 'One.', author: 'agent', agentId: mara.id });
  await deliverReply(first.outboxId);
  const second = await queued({ conversationId, body: 'Two.', author: 'agent', agentId: mara.id, sendAt: inHours(2) });
  await back(first.outboxId);
  const one = await conversationRow(conversationId);
  expect(one).toMatchObject({
    status: 'pending',
    preview: 'Two.',
    waitingSince: before?.waitingSince,
    firstReplyAt: null,
  });
  await back(second.outboxId);
  expect(await conversationRow(conversationId)).toEqual(before);
});

test('times that are past or too far, viewers, and what is on its way already are refused', async () => {
  const { outboxId } = await scheduled();
  await expect(later(outboxId, inHours(-1))).rejects.toThrow(Invalid);
  await expect(later(outboxId, inHours(24 * 400))).rejects.toThrow(Invalid);
  await expect(scheduled(inHours(-1))).rejects.toThrow(Invalid);
  const viewer: CurrentAgent = { ...mara, role: 'viewer' };
  await expect(db().transaction((tx) => sendNow(tx, viewer, outboxId))).rejects.toThrow(Forbidden);
  await expect(listScheduled(viewer)).rejects.toThrow(Forbidden);
  const both = await Promise.allSettled([now(outboxId), db().transaction((tx) => undoReply(tx, mara, outboxId))]);
  expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);

  const ordinary = await queued({
    conversationId: (await asked(mailboxId)).conversationId,
    body: 'Hi',
    author: 'agent',
    agentId: mara.id,
  });
  await expect(later(ordinary.outboxId)).rejects.toThrow(Conflict);
  await deliverReply(ordinary.outboxId);
  await expect(now(ordinary.outboxId)).rejects.toThrow(Conflict);
});

test('the list: what was held first, then the soonest', async () => {
  const third = await scheduled(inHours(30));
  const second = await scheduled(inHours(3));
  const first = await scheduled(inHours(50));
  await wrote(first.conversationId);
  await db().transaction((tx) => holdScheduled(tx, first.conversationId));
  const { rows, more } = await listScheduled(mara);
  expect(rows.map(({ outboxId }) => outboxId)).toEqual([first, second, third].map(({ outboxId }) => outboxId));
  expect(rows[0]).toMatchObject({ agentName: 'Mara', subject: 'Label', preview: 'Void it.' });
  expect(more).toBe(0);
});
