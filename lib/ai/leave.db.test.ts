// The lane of confident replies: none leaves that the gate would not let go now, and stopping one is a label.
import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  aiRuns,
  articles,
  audits,
  autopilot,
  contacts,
  conversations,
  drafts,
  mailboxes,
  messages,
  outbox,
  policyRules,
  reviews,
  topics,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { loadEvidence } from '#lib/autopilot/evidence.ts';
import { saveRule } from '#lib/autopilot/policy-rules.ts';
import { changeAutopilot, setTopicRule } from '#lib/autopilot/settings.ts';
import { earnForTest } from '#lib/autopilot/testing.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { requestPerson } from '#lib/conversations/person.ts';
import { changeStatus } from '#lib/conversations/status.ts';
import { parcelbird } from '#lib/conversations/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { loadArticle, saveArticle } from '#lib/knowledge/articles.ts';
import { reindexArticle } from '#lib/knowledge/passages.ts';
import { deliverReply } from '#lib/outbox/deliver.ts';
import { sweepOutbox } from '#lib/outbox/sweep.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { hurryReply, listAboutToGo, stopReply } from '#lib/reviews/about-to-go.ts';
import { sendReply, undoSend } from '#lib/reviews/reply.ts';
import { markStaleReviews } from '#lib/reviews/stale.ts';
import { undoReview } from '#lib/reviews/undo.ts';
import { answererOf } from './answerer.ts';
import { askBeforeLeaving } from './leave.ts';
import { BUILTIN } from './models/builtin.ts';
import { loadScorer } from './own-confidence.ts';
import { runAi } from './pipeline.ts';
import { priorVersion } from './prior.ts';

withTestDatabase();

const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const never = () => 0.99;
const VOID = 'How do I void a label?';
let contactId = 0;
let mailboxId = 0;
let articleId = 0;

beforeAll(async () => {
  const made = await parcelbird();
  owner.id = made.owner.id;
  contactId = made.contactId;
  const [mailbox] = await db()
    .insert(mailboxes)
    .values({ name: 'Parcelbird', address: 'support@parcelbird.test' })
    .returning();
  mailboxId = mailbox?.id ?? 0;
  const [article] = await db()
    .insert(articles)
    .values({
      collectionId: made.collectionId,
      title: 'Voiding a label',
      slug: 'void',
      body: 'You can void a label within **28 days** of buying it.\n\n## How to void\n\n1. Open **Labels**.\n2. Choose the label.\n3. Press **Void**.',
      status: 'published',
    })
    .returning();
  articleId = article?.id ?? 0;
  await reindexArticle(db(), articleId);
  return closeQueue;
});

beforeEach(async () => {
  await db().delete(conversations);
  await db().delete(autopilot);
  await db().delete(policyRules);
  await db().update(topics).set({ rule: 'default' });
  await db().update(contacts).set({ alwaysPerson: false });
  const earned = { answerer: answererOf({ provider: 'builtin', model: BUILTIN }), modelVersion: priorVersion };
  await earnForTest(db(), { ...earned, percent: 1, topics: ['labels'] });
  await changeAutopilot(db(), owner, { mode: 'on', delayMinutes: 5 });
});

test('a confident reply waits, is listed with its time, and leaves when the gate says yes again', async () => {
  const { outboxId, conversationId } = await waiting();
  const row = await outboxRow(outboxId);
  expect(row).toMatchObject({ status: 'queued', askGate: true });
  expect((row?.dueAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)).toBeGreaterThan(4.9 * 60_000);
  expect(await listAboutToGo(owner)).toMatchObject({
    total: 1,
    items: [{ outboxId, conversationId, contactName: 'Simran Kaur' }],
  });
  await outboxReady(outboxId);
  expect(await outboxRow(outboxId)).toMatchObject({ status: 'queued', askGate: true });
  await comeDue(outboxId);
  await outboxReady(outboxId);
  expect(await outboxRow(outboxId)).toMatchObject({ status: 'sent' });
  expect((await listAboutToGo(owner)).total).toBe(0);
});

test('without the setting, and in a chat, nothing waits', async () => {
  expect(await outboxRow((await waiting('chat')).outboxId)).toMatchObject({ askGate: false });
  await changeAutopilot(db(), owner, { delayMinutes: 0 });
  expect(await outboxRow((await waiting()).outboxId)).toMatchObject({ askGate: false });
});

test('the time is between 0 and 60 minutes', async () => {
  for (const delayMinutes of [-1, 61, 1.5])
    await expect(changeAutopilot(db(), owner, { delayMinutes })).rejects.toThrow(Invalid);
});

describe('nothing leaves that would not be sent now', () => {
  test('due and never asked again, it is not claimed: whoever died before the gate has sent nothing', async () => {
    const { outboxId } = await waiting();
    await comeDue(outboxId);
    await deliverReply(outboxId);
    expect(await outboxRow(outboxId)).toMatchObject({ status: 'queued', askGate: true, attempts: 0 });
    expect((await sweepOutbox()).due).toBe(1);
  });

  test.each<[string, (conversationId: number) => Promise<unknown>]>([
    ['Autopilot was set to ask', () => changeAutopilot(db(), owner, { mode: 'ask' })],
    ['the topic always asks by now', async () => setTopicRule(db(), owner, await topicId(), 'always_ask')],
    [
      'a rule was added',
      () =>
        saveRule(db(), owner, null, {
          name: 'Labels',
          conditions: { topics: ['labels'] },
          action: 'review',
          enabled: true,
        }),
    ],
    ['the threshold was raised', () => changeAutopilot(db(), owner, { threshold: 1 })],
    ['what was earned is gone', () => db().execute(sql`delete from autopilot_earned`)],
    ['its article was corrected', () => touchArticle()],
    ['somebody closed the conversation', (id) => db().transaction((tx) => changeStatus(tx, owner, id, 'closed'))],
    ['its record is lost', () => db().update(aiRuns).set({ stages: [] })],
  ])('%s: it goes to Review', async (_, change) => {
    const { outboxId, conversationId } = await waiting();
    await change(conversationId);
    await comeDue(outboxId);
    await outboxReady(outboxId);
    expect(await mails(conversationId)).toBe(0);
    expect(await reviewOf(conversationId)).toMatchObject({ status: 'pending' });
    const [conversation] = await db().select().from(conversations).where(eq(conversations.id, conversationId));
    expect(conversation).toMatchObject({ status: 'open', answeredByAi: false });
  });

  test.each<[string, (conversationId: number) => Promise<unknown>]>([
    ['the customer asked for people only', () => db().update(contacts).set({ alwaysPerson: true })],
    ['a person was asked for', (id) => db().transaction((tx) => requestPerson(tx, id, 'customer'))],
    [
      'a rule gives it to a person',
      () => saveRule(db(), owner, null, { name: 'All', conditions: {}, action: 'person', enabled: true }),
    ],
    ['Autopilot was switched off', () => changeAutopilot(db(), owner, { mode: 'off' })],
  ])('%s: it is with people', async (_, change) => {
    const { outboxId, conversationId } = await waiting();
    await change(conversationId);
    await comeDue(outboxId);
    await outboxReady(outboxId);
    expect(await mails(conversationId)).toBe(0);
    expect(await reviewOf(conversationId)).toBeUndefined();
  });

  test('the customer wrote again: it is void at once, and also if that was not heard', async () => {
    const first = await waiting();
    const again = await write(first.conversationId, 'It works now, thank you.');
    await db().transaction((tx) => markStaleReviews(tx, again));
    expect(await mails(first.conversationId)).toBe(0);
    const second = await waiting();
    await write(second.conversationId, 'And one more question.');
    await comeDue(second.outboxId);
    await outboxReady(second.outboxId);
    expect(await mails(second.conversationId)).toBe(0);
  });

  test('a person answered meanwhile: theirs leaves, the AI’s does not', async () => {
    const { outboxId, conversationId } = await waiting();
    const reply = {
      conversationId,
      body: 'I did it for you.',
      leaveAs: 'pending' as const,
      proposalId: null,
      attachmentIds: [],
    };
    await db().transaction((tx) => sendReply(tx, owner, reply));
    await comeDue(outboxId);
    await outboxReady(outboxId);
    expect(await outboxRow(outboxId)).toBeUndefined();
    expect(await mails(conversationId)).toBe(1);
  });

  test('“Send now” is put to the gate as well', async () => {
    const { outboxId, conversationId } = await waiting();
    await changeAutopilot(db(), owner, { mode: 'ask' });
    await db().transaction((tx) => hurryReply(tx, owner, outboxId));
    await outboxReady(outboxId);
    expect(await mails(conversationId)).toBe(0);
  });

  test('the job twice at the same time sends one mail', async () => {
    const { outboxId, conversationId } = await waiting();
    await comeDue(outboxId);
    await Promise.all([outboxReady(outboxId), outboxReady(outboxId)]);
    expect(await mails(conversationId)).toBe(1);
    expect(await outboxRow(outboxId)).toMatchObject({ attempts: 1 });
  });
});

describe('people', () => {
  test('“Send now” lets it go before its time', async () => {
    const { outboxId } = await waiting();
    await db().transaction((tx) => hurryReply(tx, owner, outboxId));
    await outboxReady(outboxId);
    expect(await outboxRow(outboxId)).toMatchObject({ status: 'sent' });
  });

  test('“Stop” is a rejection: the words are in the composer, nothing leaves, nobody is asked about it afterwards', async () => {
    const { outboxId, conversationId, proposalId } = await waiting();
    await db().insert(audits).values({ proposalId, conversationId, showFrom: new Date() });
    await db().transaction((tx) => stopReply(tx, owner, outboxId));
    expect(await reviewOf(conversationId)).toMatchObject({
      status: 'rejected',
      reason: 'stopped',
      unchanged: false,
      agentId: owner.id,
    });
    const [draft] = await db().select().from(drafts).where(eq(drafts.conversationId, conversationId));
    expect(draft).toMatchObject({ agentId: owner.id, proposalId });
    expect(draft?.body).toContain('Press **Void**');
    expect(await db().select().from(audits)).toMatchObject([{ status: 'dropped' }]);
    const scorer = await loadScorer(db(), {
      demo: false,
      answerer: answererOf({ provider: 'builtin', model: BUILTIN }),
    });
    const { proof } = await loadEvidence(db(), scorer, { demo: false, now: new Date(Date.now() + 1000) });
    expect(proof).toMatchObject([{ topic: 'labels', error: true }]);
    await outboxReady(outboxId);
    expect(await mails(conversationId)).toBe(0);
  });

  test('undo in the conversation is the same as “Stop”', async () => {
    const { outboxId, conversationId } = await waiting();
    await db().transaction((tx) => undoSend(tx, owner, outboxId));
    expect(await reviewOf(conversationId)).toMatchObject({ status: 'rejected', unchanged: false });
  });

  test('what was stopped can be sent by the person, as their reply, and keeps its label', async () => {
    const { outboxId, conversationId, proposalId } = await waiting();
    await db().transaction((tx) => stopReply(tx, owner, outboxId));
    const reply = { conversationId, body: 'Press Void.', leaveAs: 'pending' as const, proposalId, attachmentIds: [] };
    await db().transaction((tx) => sendReply(tx, owner, reply));
    const [message] = await db().select().from(messages).where(eq(messages.proposalId, proposalId));
    expect(message).toMatchObject({ agentId: owner.id, edited: true });
    expect(await reviewOf(conversationId)).toMatchObject({ status: 'rejected', unchanged: false });
  });

  test('a stop that is undone in time waits in Review; it never goes back into the lane', async () => {
    const { outboxId, conversationId } = await waiting();
    await db().transaction((tx) => stopReply(tx, owner, outboxId));
    const review = await reviewOf(conversationId);
    await db().transaction((tx) => undoReview(tx, owner, review?.id ?? 0));
    expect(await reviewOf(conversationId)).toMatchObject({ status: 'pending', unchanged: null });
    expect(await mails(conversationId)).toBe(0);
  });

  test('two at once: one stops, the other is told', async () => {
    const { outboxId, conversationId } = await waiting();
    const both = await Promise.allSettled([
      db().transaction((tx) => stopReply(tx, owner, outboxId)),
      db().transaction((tx) => stopReply(tx, owner, outboxId)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason instanceof NotFound || refused.reason instanceof Conflict).toBe(true);
    expect(await mails(conversationId)).toBe(0);
  });

  test('stop and its own time at once: it either left or was stopped, never both', async () => {
    const { outboxId, conversationId } = await waiting();
    await comeDue(outboxId);
    const [stopped] = await Promise.allSettled([
      db().transaction((tx) => stopReply(tx, owner, outboxId)),
      outboxReady(outboxId),
    ]);
    const review = await reviewOf(conversationId);
    expect(await mails(conversationId)).toBe(stopped.status === 'fulfilled' ? 0 : 1);
    expect(review !== undefined).toBe(stopped.status === 'fulfilled');
  });

  test('too late once it left; never by a viewer; not for what a person sends', async () => {
    const { outboxId } = await waiting();
    const viewer = { ...owner, role: 'viewer' as const };
    await expect(db().transaction((tx) => stopReply(tx, viewer, outboxId))).rejects.toThrow(Forbidden);
    await expect(db().transaction((tx) => hurryReply(tx, viewer, outboxId))).rejects.toThrow(Forbidden);
    await comeDue(outboxId);
    await outboxReady(outboxId);
    await expect(db().transaction((tx) => stopReply(tx, owner, outboxId))).rejects.toThrow(Conflict);
    await expect(db().transaction((tx) => hurryReply(tx, owner, outboxId))).rejects.toThrow(Conflict);
  });
});

async function waiting(channel: 'email' | 'chat' = 'email') {
  const conversationId = await db().transaction(async (tx) => {
    const id = await openConversation(tx, { subject: 'Label', channel, contactId, mailboxId });
    return id;
  });
  const messageId = await write(conversationId, VOID);
  await runAi(messageId, { dice: never });
  const [row] = await db().select().from(outbox).where(eq(outbox.conversationId, conversationId));
  return { conversationId, outboxId: row?.id ?? 0, proposalId: row?.proposalId ?? 0 };
}

function write(conversationId: number, body: string): Promise<number> {
  const from = { name: 'Simran Kaur', address: 'simran@example.com' };
  return db().transaction((tx) => addInboundMessage(tx, conversationId, { body, from, verified: true }));
}

/** What the worker does with the job. */
async function outboxReady(outboxId: number) {
  await askBeforeLeaving(outboxId);
  await deliverReply(outboxId);
}

async function comeDue(outboxId: number) {
  await db().update(outbox).set({ dueAt: sql`now() - interval '5 seconds'` }).where(eq(outbox.id, outboxId));
}

async function outboxRow(id: number) {
  return (await db().select().from(outbox).where(eq(outbox.id, id)))[0];
}

/** Replies that left or are on their way. */
async function mails(conversationId: number) {
  return (await db().select().from(outbox).where(eq(outbox.conversationId, conversationId))).length;
}

async function reviewOf(conversationId: number) {
  return (await db().select().from(reviews).where(eq(reviews.conversationId, conversationId)))[0];
}

async function topicId() {
  return (await db().select().from(topics))[0]?.id ?? 0;
}

async function touchArticle() {
  const { title, body, collectionId, status, language, version } = await loadArticle(db(), owner, articleId);
  await saveArticle(db(), owner, articleId, version, { title, body, collectionId, status, language });
}
