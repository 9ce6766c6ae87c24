import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, autopilot, conversations, drafts, events, messages, outbox, reviews, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { Conflict, Forbidden, Invalid } from '#lib/platform/errors.ts';
import { approveReview } from './approve.ts';
import { editReview } from './edit.ts';
import { rejectReview } from './reject.ts';
import { requestReview } from './request.ts';
import { decide, markStaleReviews, settleOvertaken } from './stale.ts';
import { takeOverReview } from './take-over.ts';
import { BODY, propose, waiting, write } from './testing.ts';
import { reopenReview, undoReview } from './undo.ts';

withTestDatabase();

let lena: CurrentAgent;
let omar: CurrentAgent;
let viewer: CurrentAgent;

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Test', undoSeconds: 10 });
  await db().insert(autopilot).values({});
  [lena, omar, viewer] = (await db()
    .insert(agents)
    .values([
      { name: 'Lena', email: 'lena@x.test', role: 'agent' },
      { name: 'Omar', email: 'omar@x.test', role: 'agent' },
      { name: 'Vera', email: 'vera@x.test', role: 'viewer' },
    ])
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role })) as [
    CurrentAgent,
    CurrentAgent,
    CurrentAgent,
  ];
});
afterAll(closeQueue);

describe('approve', () => {
  test('sends the proposal once, without its marks, and labels it unchanged', async () => {
    const it = await waiting();
    const sent = await decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
    expect(await review(it.reviewId)).toMatchObject({ status: 'approved', agentId: lena.id, unchanged: true });
    const [row] = await db().select().from(outbox).where(eq(outbox.id, sent.outboxId));
    expect(row).toMatchObject({ status: 'queued', proposalId: it.proposalId, dueAt: sent.dueAt });
    const [message] = await db()
      .select()
      .from(messages)
      .where(eq(messages.id, row?.messageId ?? 0));
    expect(message).toMatchObject({ author: 'ai', agentId: lena.id, edited: false, kind: 'outbound' });
    expect(message?.body).toBe('Hi Jonas,\n\nunused labels can be voided within 28 days. Open Labels and press Void.');
    expect(await eventTypes(it.conversationId)).toContain('review.approved');
  });

  test('two reviewers at once: one reply, and the second is told who was first', async () => {
    const it = await waiting();
    const results = await Promise.allSettled(
      [lena, omar].map((agent) => decide((tx) => approveReview(tx, agent, it.reviewId, { proposalId: it.proposalId }))),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(Conflict);
    expect(String(refused?.reason)).toMatch(/(Lena|Omar) approved this a moment ago; one reply goes out, not two/);
    expect(await replies(it.conversationId)).toHaveLength(1);
  });

  test('approve and reject at once: exactly one happens', async () => {
    const it = await waiting();
    const results = await Promise.allSettled([
      decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId })),
      decide((tx) => rejectReview(tx, omar, it.reviewId, { reason: 'wrong' })),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await replies(it.conversationId)).toHaveLength(results[0]?.status === 'fulfilled' ? 1 : 0);
  });

  test('is refused to viewers, for another proposal, and where the AI only asks', async () => {
    const it = await waiting();
    const approve = (agent: CurrentAgent, reviewId: number, proposalId: number) =>
      decide((tx) => approveReview(tx, agent, reviewId, { proposalId }));
    await expect(approve(viewer, it.reviewId, it.proposalId)).rejects.toBeInstanceOf(Forbidden);
    await expect(approve(lena, it.reviewId, it.proposalId + 1000)).rejects.toBeInstanceOf(Conflict);
    const asked = await waiting({ kind: 'question', body: 'Do we ship to Norway?' });
    await expect(approve(lena, asked.reviewId, asked.proposalId)).rejects.toBeInstanceOf(Invalid);
    expect(await review(it.reviewId)).toMatchObject({ status: 'pending' });
  });
});

describe('the customer writes again', () => {
  test('before the decision: never sent, and stale', async () => {
    const it = await waiting();
    await write(it.conversationId, 'Never mind, found it.');
    const approve = decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
    await expect(approve).rejects.toThrow(/wrote again/);
    expect(await review(it.reviewId)).toMatchObject({ status: 'stale', unchanged: null });
    expect(await replies(it.conversationId)).toHaveLength(0);
    expect(await eventTypes(it.conversationId)).toContain('review.stale');
  });

  test('the worker marks it stale, once', async () => {
    const it = await waiting();
    const messageId = await write(it.conversationId, 'One more thing.');
    for (let i = 0; i < 2; i++) await db().transaction((tx) => markStaleReviews(tx, messageId));
    expect(await review(it.reviewId)).toMatchObject({ status: 'stale' });
    expect((await eventTypes(it.conversationId)).filter((type) => type === 'review.stale')).toHaveLength(1);
  });

  test('a machine wrote, or the message is the one that the proposal answers: nothing changes', async () => {
    const it = await waiting();
    const auto = await write(it.conversationId, 'I am on holiday.', 'auto-replied');
    await db().transaction((tx) => markStaleReviews(tx, auto));
    await db().transaction((tx) => markStaleReviews(tx, it.messageId));
    expect(await review(it.reviewId)).toMatchObject({ status: 'pending' });
    await decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
  });

  test('within the undo time: what was approved is taken back', async () => {
    const it = await waiting();
    await decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
    const messageId = await write(it.conversationId, 'Wait, it was the other label.');
    await db().transaction((tx) => markStaleReviews(tx, messageId));
    expect(await review(it.reviewId)).toMatchObject({ status: 'stale', unchanged: null });
    expect(await replies(it.conversationId)).toHaveLength(0);
    expect(await conversation(it.conversationId)).toMatchObject({ status: 'open', lastAuthor: 'customer' });
    const [stale] = await db().select().from(events).where(eq(events.type, 'review.stale')).orderBy(sql`seq desc`);
    expect(stale?.data).toMatchObject({ takenBack: true, messageId });
  });

  test("a reviewer's own words are kept as their draft", async () => {
    const it = await waiting();
    await decide((tx) =>
      editReview(tx, lena, it.reviewId, { body: 'Hi Jonas, I have looked at both labels for you.' }),
    );
    const messageId = await write(it.conversationId, 'Wait.');
    await db().transaction((tx) => markStaleReviews(tx, messageId));
    const [draft] = await db().select().from(drafts).where(eq(drafts.conversationId, it.conversationId));
    expect(draft).toMatchObject({ agentId: lena.id, body: 'Hi Jonas, I have looked at both labels for you.' });
  });

  test('once the worker has it, it is on its way', async () => {
    const it = await waiting();
    const { outboxId } = await decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
    await db().update(outbox).set({ status: 'sending' }).where(eq(outbox.id, outboxId));
    const messageId = await write(it.conversationId, 'Wait.');
    await db().transaction((tx) => markStaleReviews(tx, messageId));
    expect(await review(it.reviewId)).toMatchObject({ status: 'approved' });
    expect(await replies(it.conversationId)).toHaveLength(1);
  });

  test("a person's own reply stays", async () => {
    const it = await waiting({ kind: 'abstain', body: '' });
    await decide((tx) => editReview(tx, lena, it.reviewId, { body: 'Yes, we ship to Norway.' }));
    const messageId = await write(it.conversationId, 'Thanks.');
    await db().transaction((tx) => markStaleReviews(tx, messageId));
    expect(await review(it.reviewId)).toMatchObject({ status: 'answered' });
    expect(await replies(it.conversationId)).toHaveLength(1);
  });
});

describe('edit', () => {
  test('sends the edited words and says so', async () => {
    const it = await waiting();
    await decide((tx) =>
      // biome-ignore lint/suspicious/noThenProperty: the name that replies use
      editReview(tx, lena, it.reviewId, { body: `${BODY}\n\nI have voided it for you already.`, then: 'closed' }),
    );
    expect(await review(it.reviewId)).toMatchObject({ status: 'edited', unchanged: false });
    expect(await replies(it.conversationId)).toMatchObject([{ author: 'ai', agentId: lena.id, edited: true }]);
    expect(await conversation(it.conversationId)).toMatchObject({ status: 'closed' });
  });

  test('a typo counts as unchanged', async () => {
    const it = await waiting();
    await decide((tx) => editReview(tx, lena, it.reviewId, { body: BODY.replace('Hi Jonas', 'Hello Mr Weber') }));
    expect(await review(it.reviewId)).toMatchObject({ status: 'edited', unchanged: true });
    expect(await replies(it.conversationId)).toMatchObject([{ author: 'ai', edited: false }]);
  });

  test("a question is answered in the person's own words, which teaches confidence nothing", async () => {
    const it = await waiting({ kind: 'question', body: 'Do we ship to Norway?' });
    await decide((tx) => editReview(tx, lena, it.reviewId, { body: 'Yes, we ship to Norway.' }));
    expect(await review(it.reviewId)).toMatchObject({ status: 'answered', unchanged: null });
    expect(await replies(it.conversationId)).toMatchObject([{ author: 'agent', agentId: lena.id }]);
  });

  test('nothing written is not sent', async () => {
    const it = await waiting();
    await expect(decide((tx) => editReview(tx, lena, it.reviewId, { body: '  \n' }))).rejects.toBeInstanceOf(Invalid);
  });
});

test('reject: nothing is sent, the conversation stays open for a person', async () => {
  const it = await waiting();
  await expect(decide((tx) => rejectReview(tx, lena, it.reviewId, { reason: 'other' }))).rejects.toBeInstanceOf(
    Invalid,
  );
  await decide((tx) => rejectReview(tx, lena, it.reviewId, { reason: 'tone', note: 'Too cold.' }));
  expect(await review(it.reviewId)).toMatchObject({
    status: 'rejected',
    reason: 'tone',
    note: 'Too cold.',
    unchanged: false,
  });
  expect(await replies(it.conversationId)).toHaveLength(0);
  expect(await conversation(it.conversationId)).toMatchObject({ status: 'open', personOnly: false });
});

test('take over: it is theirs, a person answers from then on, and undo gives it back', async () => {
  const it = await waiting();
  await decide((tx) => takeOverReview(tx, lena, it.reviewId));
  expect(await review(it.reviewId)).toMatchObject({ status: 'took_over', unchanged: false });
  expect(await conversation(it.conversationId)).toMatchObject({
    assigneeId: lena.id,
    personOnly: true,
    status: 'open',
  });
  await db().transaction((tx) => undoReview(tx, lena, it.reviewId));
  expect(await review(it.reviewId)).toMatchObject({
    status: 'pending',
    agentId: null,
    decidedAt: null,
    unchanged: null,
  });
  expect(await conversation(it.conversationId)).toMatchObject({ assigneeId: null, personOnly: false });
});

describe('undo', () => {
  test('takes an approved reply back and the review waits again', async () => {
    const it = await waiting();
    await decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
    const undone = await db().transaction((tx) => undoReview(tx, lena, it.reviewId));
    expect(undone.status).toBe('pending');
    expect(await replies(it.conversationId)).toHaveLength(0);
    expect(await conversation(it.conversationId)).toMatchObject({ status: 'open', lastAuthor: 'customer' });
    await decide((tx) => approveReview(tx, omar, it.reviewId, { proposalId: it.proposalId }));
    expect(await replies(it.conversationId)).toHaveLength(1);
  });

  test('an edit comes back with its words', async () => {
    const it = await waiting();
    await decide((tx) => editReview(tx, lena, it.reviewId, { body: 'My own words.' }));
    expect(await db().transaction((tx) => undoReview(tx, lena, it.reviewId))).toMatchObject({
      finalBody: 'My own words.',
    });
  });

  test('is too late once the worker has it, and changes nothing', async () => {
    const it = await waiting();
    const { outboxId } = await decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
    await db().update(outbox).set({ status: 'sending' }).where(eq(outbox.id, outboxId));
    await expect(db().transaction((tx) => undoReview(tx, lena, it.reviewId))).rejects.toThrow(/Too late/);
    expect(await review(it.reviewId)).toMatchObject({ status: 'approved', unchanged: true });
  });

  test('a rejection cannot be undone after the undo time, nor by a colleague', async () => {
    const it = await waiting();
    await decide((tx) => rejectReview(tx, lena, it.reviewId, { reason: 'wrong' }));
    await expect(db().transaction((tx) => undoReview(tx, omar, it.reviewId))).rejects.toBeInstanceOf(Forbidden);
    await db()
      .update(reviews)
      .set({ decidedAt: new Date(Date.now() - 60_000) })
      .where(eq(reviews.id, it.reviewId));
    await expect(db().transaction((tx) => undoReview(tx, lena, it.reviewId))).rejects.toBeInstanceOf(Conflict);
  });

  test('ends as stale when the customer wrote meanwhile', async () => {
    const it = await waiting();
    await decide((tx) => rejectReview(tx, lena, it.reviewId, { reason: 'wrong' }));
    await write(it.conversationId, 'Hello?');
    expect(await db().transaction((tx) => undoReview(tx, lena, it.reviewId))).toMatchObject({ status: 'stale' });
    expect(await db().transaction((tx) => reopenReview(tx, lena, 999_999))).toBeNull();
  });
});

test('a person who answers in the conversation settles the review, and a late approval is told', async () => {
  const it = await waiting();
  await db().transaction((tx) =>
    enqueueReply(tx, {
      conversationId: it.conversationId,
      body: 'Done.',
      author: 'agent',
      agentId: omar.id,
      undoSeconds: 0,
    }),
  );
  const late = decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
  await expect(late).rejects.toThrow(/Omar has answered/);
  await db().transaction((tx) => settleOvertaken(tx, it.conversationId));
  expect(await review(it.reviewId)).toMatchObject({ status: 'took_over', agentId: omar.id, unchanged: null });
  expect(await replies(it.conversationId)).toHaveLength(1);
});

test('one review waits per conversation: a newer proposal makes the older stale, an overtaken one asks nobody', async () => {
  const it = await waiting();
  const messageId = await write(it.conversationId, 'And another thing.');
  const overtaken = await propose(it.conversationId, it.messageId);
  expect(await db().transaction((tx) => requestReview(tx, overtaken))).toBeNull();
  const newer = await propose(it.conversationId, messageId);
  const reviewId = await db().transaction((tx) => requestReview(tx, newer));
  expect(await review(it.reviewId)).toMatchObject({ status: 'stale' });
  expect(await review(reviewId ?? 0)).toMatchObject({ status: 'pending' });
  expect(await db().transaction((tx) => requestReview(tx, newer))).toBeNull();
});

async function review(id: number) {
  return (await db().select().from(reviews).where(eq(reviews.id, id)))[0];
}

async function conversation(id: number) {
  return (await db().select().from(conversations).where(eq(conversations.id, id)))[0];
}

function replies(conversationId: number) {
  return db().select().from(messages).where(sql`conversation_id = ${conversationId} and kind = 'outbound'`);
}

async function eventTypes(conversationId: number): Promise<string[]> {
  return (await db().select().from(events).where(eq(events.conversationId, conversationId))).map(({ type }) => type);
}
