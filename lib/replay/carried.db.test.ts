import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  articles,
  collections,
  contacts,
  conversations,
  decisions,
  messages,
  proposals,
  replayCases,
  replays,
  reviews,
  topics,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { answererOf } from '#lib/ai/answerer.ts';
import { BUILTIN } from '#lib/ai/models/builtin.ts';
import { priorVersion } from '#lib/ai/prior.ts';
import { loadProof, recountAll } from '#lib/ai/recount.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { reindexArticle } from '#lib/knowledge/passages.ts';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { runReplay } from './run.ts';
import { cancelReplay, deleteReplay, startReplay } from './start.ts';

withTestDatabase();

const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const NOW = answererOf({ provider: 'builtin', model: BUILTIN });
const FORMER = 'builtin:tandem-extract-0:1';
const VOID = 'You can void a label within **28 days** of buying it.';
let contactId = 0;
/** What today's answerer writes, and how sure it is. */
let written = '';

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [agent] = await db().insert(agents).values({ name: 'Olga', email: owner.email, role: 'owner' }).returning();
  owner.id = agent?.id ?? 0;
  const [contact] = await db().insert(contacts).values({ name: 'Simran', email: 'simran@example.com' }).returning();
  contactId = contact?.id ?? 0;
  const [collection] = await db().insert(collections).values({ name: 'Labels', slug: 'labels' }).returning();
  await db().insert(topics).values({ key: 'labels', name: 'Labels' });
  const long = new Date(Date.now() - 300 * 24 * 3_600_000);
  const [article] = await db()
    .insert(articles)
    .values({
      collectionId: collection?.id ?? 0,
      title: 'Voiding a label',
      slug: 'voiding',
      body: VOID,
      status: 'published',
      publishedAt: long,
      updatedAt: long,
    })
    .returning();
  await reindexArticle(db(), article?.id ?? 0);
  await judged(1, { body: 'Something else.' });
  const id = await replayReviews();
  const [one] = await db().select().from(replayCases).where(eq(replayCases.replayId, id));
  written = one?.body ?? '';
  expect(one).toMatchObject({ eligible: true, topic: 'labels', sameAsReviewed: false });
});

afterAll(closeQueue);

beforeEach(async () => {
  await db().delete(replays);
  await db().delete(conversations);
});

test('an answerer that writes the same keeps every label, and what was earned with them', async () => {
  await judged(24, { body: written });
  expect((await proof()).judged).toBe(0);
  const replayId = await replayReviews();
  const { carried, judged: counted, changed, pool } = await proof();
  expect(carried).toMatchObject({ replayId, from: [FORMER], reviews: 24, unknown: 0, used: true });
  expect({ counted, changed }).toEqual({ counted: 24, changed: 0 });
  // Two proofs share the 5%: what was carried over has to do at 1%. 1 in 5 takes 21 of them without a change, 1 in 6 takes 26.
  expect(pool[5]?.threshold).not.toBeNull();
  expect(pool[6]?.threshold).toBeNull();
});

test('labels come as they are: what a reviewer changed stays an error', async () => {
  await judged(39, { body: written });
  await judged(1, { body: written, unchanged: false });
  await replayReviews();
  expect(await proof()).toMatchObject({ judged: 40, changed: 1, carried: { reviews: 40, unknown: 0, used: true } });
});

test('half in other words: nobody knows, so those are errors and nothing is earned by them', async () => {
  await judged(24, { body: written });
  await judged(24, { body: 'Labels can be voided for a while. See the help center.' });
  await replayReviews();
  const { carried, judged: counted, pool } = await proof();
  expect(carried).toMatchObject({ reviews: 24, unknown: 24, used: false });
  expect(counted).toBe(0);
  for (const answer of Object.values(pool)) expect(answer.threshold).toBeNull();
});

test('a replay that earned nothing is no millstone: its own reviews prove it as before, at 4% instead of 5%', async () => {
  await judged(10, { body: 'Labels can be voided for a while. See the help center.' });
  await replayReviews();
  await judged(14, { body: written, answerer: NOW });
  const before = await proof();
  expect(before).toMatchObject({ judged: 14, changed: 0, carried: { used: false } });
  expect(before.pool[5]).toMatchObject({ threshold: null, missing: { needed: 15, moreClean: 1 } });
  await judged(1, { body: written, answerer: NOW });
  expect((await proof()).pool[5]?.threshold).not.toBeNull();
});

test('what was held back before and would be sent now counts as an error, for as many as it was drawn for', async () => {
  await judged(39, { body: written });
  await judged(1, { body: written, eligible: false, unreviewed: true });
  const replayId = await replayReviews();
  expect(await db().$count(replayCases, eq(replayCases.replayId, replayId))).toBe(40);
  const few = await proof();
  expect(few).toMatchObject({ judged: 40, changed: 1, carried: { reviews: 39, unknown: 1, used: true } });
  await db().update(replayCases).set({ standsFor: 30 });
  const drawn = await proof();
  expect(drawn.carried).toMatchObject({ unknown: 1, used: false });
});

test('a cancelled replay carries nothing, nor one that leaves out a review', async () => {
  await judged(24, { body: written });
  const cancelled = await begin();
  await runReplay(cancelled, { chunkMs: 0 });
  await db().transaction((tx) => cancelReplay(tx, owner, cancelled));
  expect(await proof()).toMatchObject({ judged: 0, carried: null });
  const whole = await replayReviews();
  expect((await proof()).carried).toMatchObject({ reviews: 24 });
  const [one] = await db().select().from(replayCases).where(eq(replayCases.replayId, whole)).limit(1);
  await db()
    .delete(replayCases)
    .where(eq(replayCases.id, one?.id ?? 0));
  await recountAll(db());
  expect(await proof()).toMatchObject({ judged: 0, carried: null });
});

test('a replay over the conversations of a time proves nothing, however well it went', async () => {
  await judged(5, { body: written, answered: true });
  const id = await db().transaction((tx) =>
    startReplay(tx, owner, { settings: { days: null, most: 1000, knowledge: 'today' } }),
  );
  await runReplay(id);
  await recountAll(db());
  expect(await proof()).toMatchObject({ judged: 0, carried: null });
});

test('trying again until it fits: what was once written otherwise stays unknown', async () => {
  await judged(24, { body: written });
  await replayReviews();
  await db().update(replayCases).set({ sameAsReviewed: false, body: 'Other words.' });
  await replayReviews();
  expect(await proof()).toMatchObject({ judged: 0, carried: { reviews: 0, unknown: 24, used: false } });
  const [first] = await db().select().from(replays).orderBy(replays.id).limit(1);
  await expect(deleteReplay(db(), owner, first?.id ?? 0)).rejects.toThrow(Conflict);
});

test('a review decided after the replay began is not waited for, and one that was taken back no longer counts', async () => {
  await judged(24, { body: written });
  await replayReviews();
  await judged(5, { body: written, at: new Date(Date.now() + 60_000) });
  await recountAll(db());
  expect(await proof()).toMatchObject({ judged: 24, carried: { reviews: 24 } });
  await db()
    .update(reviews)
    .set({ unchanged: null, decidedAt: null })
    .where(sql`id in (select id from reviews order by id limit 3)`);
  await recountAll(db());
  expect(await proof()).toMatchObject({ judged: 21, carried: { reviews: 21 } });
});

test('rare reviews weigh as they did: of a reply that was spot-checked, one stands for many', async () => {
  await judged(30, { body: written, share: 0.1 });
  await judged(30 * 9, { body: written, share: 0.1, unreviewed: true });
  await judged(29, { body: written, confidence: 0.5 });
  await judged(1, { body: 'Other words altogether, about something else.', confidence: 0.5 });
  await replayReviews();
  const { pool, judged: counted, changed } = await proof();
  // One unknown of 60 reviews, but of 330 messages.
  expect({ counted, changed }).toEqual({ counted: 60, changed: 1 });
  expect(pool[5]?.rate).toBeCloseTo(1 / 330, 4);
});

test('articles that changed: what is still written the same counts again, until they change again', async () => {
  await judged(24, { body: written, answerer: NOW });
  expect((await proof()).judged).toBe(24);
  await expect(begin()).rejects.toThrow(Invalid);
  await touchArticles(new Date(Date.now() - 3_600_000));
  expect(await proof()).toMatchObject({ judged: 0, carried: null });
  await replayReviews();
  expect(await proof()).toMatchObject({ judged: 24, changed: 0, carried: { from: [NOW], reviews: 24, unknown: 0 } });
  await touchArticles(new Date(Date.now() + 1000));
  expect(await proof()).toMatchObject({ judged: 0 });
  await touchArticles(new Date(Date.now() - 300 * 24 * 3_600_000));
});

test('what the breaker voided stays void', async () => {
  await judged(24, { body: written });
  await replayReviews();
  await db().update(topics).set({ evidenceFrom: new Date() });
  expect(await proof()).toMatchObject({ judged: 0, changed: 0 });
  await db().update(topics).set({ evidenceFrom: null });
});

test('where there is nobody else’s review, there is nothing to carry over', async () => {
  await expect(begin()).rejects.toThrow(Invalid);
});

async function touchArticles(at: Date): Promise<void> {
  await db().update(articles).set({ updatedAt: at });
}

async function proof() {
  await db().transaction((tx) => recountAll(tx));
  return (await loadProof()).results;
}

async function begin(): Promise<number> {
  return db().transaction((tx) =>
    startReplay(tx, owner, { settings: { days: null, most: 1, knowledge: 'today', source: 'reviews' } }),
  );
}

async function replayReviews(): Promise<number> {
  const id = await begin();
  await runReplay(id, { chunkMs: 60_000 });
  const [row] = await db().select().from(replays).where(eq(replays.id, id));
  expect(row).toMatchObject({ status: 'done', answerer: NOW });
  return id;
}

type What = {
  body: string;
  unchanged?: boolean;
  eligible?: boolean;
  unreviewed?: boolean;
  answered?: boolean;
  share?: number;
  confidence?: number;
  answerer?: string;
  at?: Date;
};

/** So many proposals of the former answerer, each with its own conversation, a day ago. */
async function judged(n: number, what: What): Promise<void> {
  const { unchanged = true, eligible = true, share = 1, confidence = 0.9 } = what;
  const at = new Date(Date.now() - 24 * 3_600_000);
  const made = await db()
    .insert(conversations)
    .values(Array.from({ length: n }, () => ({ channel: 'email' as const, contactId, createdAt: at })))
    .returning({ conversationId: conversations.id });
  const asked = await db()
    .insert(messages)
    .values(
      made.map((row) => ({
        ...row,
        kind: 'inbound' as const,
        author: 'customer' as const,
        verified: true,
        body: 'How do I void a label?',
        createdAt: at,
      })),
    )
    .returning({ conversationId: messages.conversationId, messageId: messages.id });
  if (what.answered)
    await db()
      .insert(messages)
      .values(
        made.map((row) => ({
          ...row,
          kind: 'outbound' as const,
          author: 'agent' as const,
          agentId: owner.id,
          body: what.body,
        })),
      );
  const runs = await db()
    .insert(aiRuns)
    .values(asked.map((row) => ({ ...row, status: 'done' as const, engine: 'x', model: 'x', stages: [], ms: 1 })))
    .returning({ runId: aiRuns.id });
  const runOf = (index: number) => runs[index]?.runId ?? 0;
  const drafts = await db()
    .insert(proposals)
    .values(
      asked.map((row, index) => ({
        ...row,
        runId: runOf(index),
        kind: 'reply' as const,
        body: what.body,
        language: 'en',
        topic: 'labels',
        confidence,
        features: {},
        modelVersion: priorVersion,
      })),
    )
    .returning({ proposalId: proposals.id });
  await db()
    .insert(decisions)
    .values(
      asked.map(({ conversationId }, index) => ({
        conversationId,
        runId: runOf(index),
        proposalId: drafts[index]?.proposalId,
        action: 'review' as const,
        reasons: [],
        mode: 'ask' as const,
        confidence,
        topic: 'labels',
        answerer: what.answerer ?? FORMER,
        modelVersion: priorVersion,
        eligible,
        judgedShare: share,
        createdAt: at,
      })),
    );
  if (what.unreviewed) return;
  await db()
    .insert(reviews)
    .values(
      asked.map(({ conversationId }, index) => ({
        conversationId,
        proposalId: drafts[index]?.proposalId ?? 0,
        decidedAt: what.at ?? new Date(at.getTime() + 60_000),
        unchanged,
        status: unchanged ? ('approved' as const) : ('edited' as const),
        finalBody: unchanged ? what.body : 'A person wrote this.',
      })),
    );
}
