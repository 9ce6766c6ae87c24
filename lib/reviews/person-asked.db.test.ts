import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, autopilot, conversations, events, messages, outbox, reviews, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { isWithPerson } from '#lib/conversations/person.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { approveReview } from './approve.ts';
import { personAsked } from './person-asked.ts';
import { decide } from './stale.ts';
import { propose, waiting, write } from './testing.ts';

withTestDatabase();
afterAll(closeQueue);

let lena: CurrentAgent;

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Test', undoSeconds: 10 });
  await db().insert(autopilot).values({});
  const [agent] = await db().insert(agents).values({ name: 'Lena', email: 'lena@x.test', role: 'agent' }).returning();
  lena = agent as CurrentAgent;
});

const ask = (conversationId: number) => db().transaction((tx) => personAsked(tx, conversationId));

test('what waits in Review is set aside, and cannot be approved any more', async () => {
  const it = await waiting();
  await ask(it.conversationId);
  expect(await conversation(it.conversationId)).toMatchObject({ personOnly: true, status: 'open' });
  const [review] = await db().select().from(reviews).where(eq(reviews.id, it.reviewId));
  expect(review?.status).toBe('stale');
  const approve = decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
  await expect(approve).rejects.toThrow(/asked for a person/);
  expect(await rows(it.conversationId)).toEqual([]);
});

test.each(['queued', 'retry'] as const)('a reply of the AI alone that is %s is taken back', async (status) => {
  const { conversationId } = await answered(status);
  expect(await conversation(conversationId)).toMatchObject({ status: 'pending', answeredByAi: true });
  await ask(conversationId);
  expect(await rows(conversationId)).toEqual([]);
  const after = await conversation(conversationId);
  expect(after).toMatchObject({ status: 'open', answeredByAi: false, personOnly: true, lastAuthor: 'customer' });
  expect(after?.waitingSince).not.toBeNull();
  expect(await db().select().from(messages).where(eq(messages.conversationId, conversationId))).toHaveLength(1);
});

test('one that has left is not undone, and the customer waits for a person', async () => {
  const { conversationId } = await answered('sent');
  await ask(conversationId);
  expect((await rows(conversationId)).map((row) => row.status)).toEqual(['sent']);
  const after = await conversation(conversationId);
  expect(after).toMatchObject({ status: 'open', personOnly: true });
  expect(after?.waitingSince).not.toBeNull();
});

test('what a person approved is a person’s answer and goes out', async () => {
  const it = await waiting();
  await decide((tx) => approveReview(tx, lena, it.reviewId, { proposalId: it.proposalId }));
  await ask(it.conversationId);
  expect((await rows(it.conversationId)).map((row) => row.status)).toEqual(['queued']);
});

test('from then on the outbox takes nothing of the AI alone', async () => {
  const { conversationId, messageId } = await waiting();
  await ask(conversationId);
  const proposalId = await propose(conversationId, messageId);
  const send = (agentId: number | null) =>
    db().transaction((tx) =>
      enqueueReply(tx, { conversationId, body: 'Hello', author: 'ai', agentId, proposalId, undoSeconds: 0 }),
    );
  await expect(send(null)).rejects.toThrow(/A person has this conversation/);
  expect(await rows(conversationId)).toEqual([]);
  await send(lena.id);
  expect(await rows(conversationId)).toHaveLength(1);
});

test('asking again changes nothing until it was answered or closed; then it opens again', async () => {
  const { conversationId } = await waiting();
  expect(await isWithPerson(conversationId)).toBe(false);
  await Promise.all([ask(conversationId), ask(conversationId)]);
  expect(await isWithPerson(conversationId)).toBe(true);
  expect(await requests(conversationId)).toBe(1);
  const reply = { conversationId, body: 'Hi', author: 'agent', agentId: lena.id, undoSeconds: 0 } as const;
  await db().transaction((tx) => enqueueReply(tx, reply));
  await db().update(conversations).set({ status: 'closed' }).where(eq(conversations.id, conversationId));
  expect(await isWithPerson(conversationId)).toBe(false);
  await ask(conversationId);
  expect(await isWithPerson(conversationId)).toBe(true);
  expect(await conversation(conversationId)).toMatchObject({ status: 'open', closedAt: null });
  expect(await requests(conversationId)).toBe(2);
});

test('spam stays aside, and whoever asks is not told', async () => {
  const { conversationId } = await waiting();
  await db().update(conversations).set({ status: 'spam' }).where(eq(conversations.id, conversationId));
  await ask(conversationId);
  await ask(conversationId);
  expect(await conversation(conversationId)).toMatchObject({ status: 'spam', personOnly: true });
  expect(await isWithPerson(conversationId)).toBe(true);
  expect(await requests(conversationId)).toBe(1);
});

test('no such conversation', async () => {
  await expect(ask(999_999)).rejects.toThrow(NotFound);
  expect(await isWithPerson(999_999)).toBeNull();
});

async function answered(status: 'queued' | 'retry' | 'sent') {
  const { conversationId, reviewId } = await waiting();
  await db().delete(reviews).where(eq(reviews.id, reviewId));
  const messageId = await write(conversationId, 'I printed another label twice.');
  const proposalId = await propose(conversationId, messageId);
  await db().transaction((tx) => tx.delete(messages).where(eq(messages.id, messageId - 1)));
  const { outboxId } = await db().transaction((tx) =>
    enqueueReply(tx, { conversationId, body: 'Void it.', author: 'ai', proposalId, undoSeconds: 0 }),
  );
  await db().update(outbox).set({ status }).where(eq(outbox.id, outboxId));
  return { conversationId, outboxId };
}

async function conversation(id: number) {
  return (await db().select().from(conversations).where(eq(conversations.id, id)))[0];
}

async function rows(conversationId: number) {
  return db().select().from(outbox).where(eq(outbox.conversationId, conversationId));
}

async function requests(conversationId: number): Promise<number> {
  const all = await db().select().from(events).where(eq(events.conversationId, conversationId));
  return all.filter(({ type }) => type === 'person.requested').length;
}
