import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  articles,
  audits,
  autopilot,
  autopilotChanges,
  collections,
  contacts,
  conversations,
  decisions,
  messages,
  proposals,
  reviews,
  topics,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { Conflict } from '#lib/platform/errors.ts';
import { answerAudit, nextAudit, planAudit } from './audits.ts';
import { loadResults, recount } from './recount.ts';
import { thresholdFor } from './results.ts';
import { type Scorer, teaches } from './scorer.ts';
import { customerSignals } from './signals.ts';
import { loadDrift, tripBreaker } from './watch.ts';

withTestDatabase();

const scorer: Scorer = { version: 'v1', answerer: 'builtin:x:1', trainedThrough: null, score: (f) => f.sure ?? 0 };
const owner = { id: 0, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const now = new Date();
const DAY = 24 * 3_600_000;
let contactId = 0;

beforeAll(async () => {
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Olga', email: 'olga@example.com', role: 'owner' })
    .returning();
  owner.id = agent?.id ?? 0;
  const [contact] = await db().insert(contacts).values({ name: 'Cara', email: 'c@example.com' }).returning();
  contactId = contact?.id ?? 0;
});

beforeEach(async () => {
  await db().delete(conversations);
  for (const table of [autopilot, autopilotChanges, topics, articles, collections]) await db().delete(table);
  await db().insert(autopilot).values({ mode: 'on' });
  await db()
    .insert(topics)
    .values([
      { key: 'labels', name: 'Labels' },
      { key: 'billing', name: 'Billing' },
    ]);
});

const count = (demo = false, using = scorer) => recount(db(), using, { demo, now });

test('59 clean reviews earn 1 in 20; without a record of the same answerer and confidence nothing is earned', async () => {
  await judged(58);
  expect((await count()).pool[20]).toMatchObject({ threshold: null, missing: { judged: 58, moreClean: 1 } });
  await judged(1);
  const results = await count();
  expect(results.pool[20]?.threshold).toBe(30);
  expect(thresholdFor(results, { topic: 'labels', budget: 20, own: null, least: null })).toEqual({
    threshold: 0.3,
    why: null,
  });
  expect(thresholdFor(results, { topic: 'labels', budget: 20, own: null, least: 0.9 }).threshold).toBe(0.9);
  expect(await loadResults(db(), { demo: false, answerer: scorer.answerer, modelVersion: 'v1' })).not.toBeNull();
  expect(await loadResults(db(), { demo: false, answerer: scorer.answerer, modelVersion: 'v2' })).toBeNull();
  expect(await loadResults(db(), { demo: false, answerer: 'openai:x:1', modelVersion: 'v1' })).toBeNull();
});

test('what does not count: other answerers, what a risk held back, the demo, old reviews, and what the breaker made void', async () => {
  await judged(60, { answerer: 'openai:x:1' });
  await judged(60, { eligible: false });
  await judged(60, { demo: true });
  await judged(60, { at: new Date(now.getTime() - 200 * DAY) });
  expect((await count()).judged).toBe(0);
  expect((await count(true)).judged).toBe(60);
  await judged(60);
  await db().update(autopilot).set({ evidenceFrom: now });
  expect((await count()).judged).toBe(0);
});

test('when more than a third of a topic’s articles changed, its earlier reviews prove nothing', async () => {
  const [shelf] = await db().insert(collections).values({ name: 'Labels', slug: 'labels' }).returning();
  const old = new Date(now.getTime() - 100 * DAY);
  const rows = await db()
    .insert(articles)
    .values(
      [1, 2, 3].map((n) => ({
        collectionId: shelf?.id ?? 0,
        title: `A${n}`,
        slug: `a${n}`,
        body: 'x',
        status: 'published' as const,
        updatedAt: old,
      })),
    )
    .returning();
  await judged(30, { topic: 'labels', at: new Date(now.getTime() - 10 * DAY) });
  await judged(30, { topic: 'billing', at: new Date(now.getTime() - 10 * DAY) });
  const change = (n: number) =>
    db()
      .update(articles)
      .set({ updatedAt: new Date(now.getTime() - DAY) })
      .where(eq(articles.id, rows[n]?.id ?? 0));
  await change(0);
  expect((await count()).judged).toBe(60);
  await change(1);
  const results = await count();
  expect(results.judged).toBe(30);
  expect(Object.keys(results.topics)).toEqual(['billing']);
});

test('a topic leans on the others only with reviews of its own that look like theirs; one with a budget stands alone', async () => {
  await judged(100, { topic: 'labels' });
  await judged(2, { topic: 'billing' });
  const why = async (topic: string, own: 20 | null = null) =>
    thresholdFor(await count(), { topic, budget: 20, own, least: null }).why;
  expect(await why('labels')).toBeNull();
  expect(await why('billing')).toBe('topic_few');
  expect(await why('unheard-of')).toBe('topic_few');
  await judged(6, { topic: 'billing' });
  expect(await why('billing')).toBeNull();
  await judged(2, { topic: 'billing', unchanged: false, confidence: 0.5 });
  await judged(300, { topic: 'labels' });
  expect(await why('billing')).toBe('topic_worse');
  await db().update(topics).set({ budget: 20 }).where(eq(topics.key, 'billing'));
  expect(await why('billing', 20)).toBe('topic_not_earned');
  // Its two changed replies are no longer the pool's.
  expect((await count()).pool[20]).toMatchObject({ judged: 400, changed: 0 });
});

test('after a refit, old proposals are scored with today’s model, and what taught it proves nothing', async () => {
  await judged(300, { features: { sure: 0.95 }, confidence: 0.2 });
  const refitted = { ...scorer, version: 'own-1', trainedThrough: now };
  const ids = await db().select({ id: conversations.id }).from(conversations);
  const teaching = ids.filter(({ id }) => teaches(id)).length;
  expect(teaching).toBeGreaterThan(60);
  const results = await count(false, refitted);
  expect([results.judged, results.taught]).toEqual([300 - teaching, teaching]);
  expect(results.pool[20]?.start).toBe(95);
});

test('an error of what sends itself raises suspicion, several trip the breaker, and the record says why', async () => {
  const sent = { mode: 'on' as const, action: 'send' as const, audited: true };
  await judged(100, { topic: 'labels', ...sent });
  expect((await loadDrift(db(), { demo: false, now })).workspace.state).toBe('quiet');
  await judged(1, { topic: 'other', ...sent, unchanged: false });
  expect((await loadDrift(db(), { demo: false, now })).workspace.state).toBe('suspicious');
  expect(await tripBreaker(db(), { demo: false, now })).toEqual([]);
  for (const topic of ['labels', 'billing', 'new', ''])
    await judged(1, { topic, ...sent, unchanged: false, at: new Date(now.getTime() - 60_000) });
  expect(await tripBreaker(db(), { demo: false, now })).toEqual(['workspace']);
  const [settings] = await db().select().from(autopilot);
  expect(settings?.mode).toBe('ask');
  const [change] = await db().select().from(autopilotChanges);
  expect(change).toMatchObject({ agentId: null, field: 'mode', before: 'on', after: 'ask' });
  expect(change?.reason).toMatch(/^drift:\d+:\d+:20$/);
  expect((await count()).judged).toBe(0);
  await db().update(autopilot).set({ mode: 'on' });
  expect(await tripBreaker(db(), { demo: false, now })).toEqual([]);
});

test('one topic gone wrong asks again; the others go on', async () => {
  const sent = { mode: 'on' as const, action: 'send' as const, audited: true };
  await judged(3, { topic: 'billing', ...sent, unchanged: false, at: new Date(now.getTime() - 3 * DAY) });
  await judged(200, { topic: 'labels', ...sent, at: new Date(now.getTime() - 2 * DAY) });
  await judged(1, { topic: 'billing', ...sent, unchanged: false, at: new Date(now.getTime() - DAY) });
  expect(await tripBreaker(db(), { demo: false, now })).toEqual(['billing']);
  const [topic] = await db().select().from(topics).where(eq(topics.key, 'billing'));
  expect(topic?.rule).toBe('always_ask');
  expect((await db().select().from(autopilot))[0]?.mode).toBe('on');
});

test('an audit is asked when it is due, once, and tells nobody what became of the reply', async () => {
  await judged(1, { unreviewed: true, action: 'send' });
  const [proposal] = await db().select().from(proposals);
  const of = { proposalId: proposal?.id ?? 0, conversationId: proposal?.conversationId ?? 0 };
  await planAudit(db(), { ...of, now });
  expect(await nextAudit(owner, now)).toEqual({ audit: null, waiting: 0 });
  const { audit, waiting } = await nextAudit(owner, new Date(now.getTime() + 2 * DAY));
  expect(waiting).toBe(1);
  expect(Object.keys(audit ?? {}).sort()).toEqual(['asked', 'customer', 'id', 'reply', 'subject']);
  await answerAudit(db(), owner, audit?.id ?? 0, { unchanged: true });
  await expect(answerAudit(db(), owner, audit?.id ?? 0, { unchanged: false })).rejects.toThrow(Conflict);
  expect((await recount(db(), scorer, { demo: false, now: new Date(now.getTime() + 3 * DAY) })).judged).toBe(1);
});

test('customers who write again or ask for a person are counted apart', async () => {
  await judged(2, { unreviewed: true, action: 'send', at: new Date(now.getTime() - 5 * DAY) });
  const [first] = await db().select().from(conversations);
  await db()
    .insert(messages)
    .values({ conversationId: first?.id ?? 0, kind: 'inbound', author: 'customer', body: 'No.' });
  expect(await customerSignals(owner)).toEqual({
    days: 30,
    sent: 2,
    wroteAgain: 1,
    askedPerson: 0,
    solved: 0,
    unhelpful: 0,
    lowRated: 0,
  });
});

type What = {
  topic?: string;
  confidence?: number;
  unchanged?: boolean;
  eligible?: boolean;
  answerer?: string;
  demo?: boolean;
  at?: Date;
  features?: Record<string, number>;
  mode?: 'ask' | 'on';
  action?: 'review' | 'send';
  audited?: boolean;
  unreviewed?: boolean;
};

/** So many decided proposals, each with its own conversation, an hour ago unless said. */
async function judged(n: number, what: What = {}): Promise<void> {
  const at = what.at ?? new Date(now.getTime() - 3_600_000);
  const rows = await db()
    .insert(conversations)
    .values(Array.from({ length: n }, () => ({ channel: 'email' as const, contactId, createdAt: at })))
    .returning({ conversationId: conversations.id });
  const asked = await db()
    .insert(messages)
    .values(
      rows.map((row) => ({
        ...row,
        kind: 'inbound' as const,
        author: 'customer' as const,
        body: 'How?',
        createdAt: at,
      })),
    )
    .returning({ conversationId: messages.conversationId, messageId: messages.id });
  const runs = await db()
    .insert(aiRuns)
    .values(asked.map((row) => ({ ...row, status: 'done' as const, engine: 'builtin', model: 'x', stages: [], ms: 1 })))
    .returning({ runId: aiRuns.id });
  const confidence = what.confidence ?? 0.9;
  const topic = what.topic ?? 'labels';
  const made = await db()
    .insert(proposals)
    .values(
      asked.map((row, index) => ({
        ...row,
        runId: runs[index]?.runId ?? 0,
        kind: 'reply' as const,
        body: 'So.',
        language: 'en',
        topic,
        confidence,
        features: what.features ?? {},
        modelVersion: 'v1',
      })),
    )
    .returning({ proposalId: proposals.id });
  await db()
    .insert(decisions)
    .values(
      asked.map(({ conversationId }, index) => ({
        conversationId,
        runId: runs[index]?.runId ?? 0,
        proposalId: made[index]?.proposalId,
        action: what.action ?? ('review' as const),
        reasons: [],
        mode: what.mode ?? ('ask' as const),
        confidence,
        topic,
        answerer: what.answerer ?? scorer.answerer,
        modelVersion: 'v1',
        eligible: what.eligible ?? true,
        judgedShare: what.action === 'send' ? 0.07 : 1,
        demo: what.demo ?? false,
        createdAt: at,
      })),
    );
  if (what.unreviewed) return;
  const unchanged = what.unchanged ?? true;
  const decided = asked.map(({ conversationId }, index) => ({
    conversationId,
    proposalId: made[index]?.proposalId ?? 0,
    decidedAt: sql`${at.toISOString()}::timestamptz + interval '1 minute'`,
    unchanged,
  }));
  if (what.audited)
    await db()
      .insert(audits)
      .values(decided.map((row) => ({ ...row, status: 'answered' as const, showFrom: at })));
  else
    await db()
      .insert(reviews)
      .values(decided.map((row) => ({ ...row, status: unchanged ? ('approved' as const) : ('edited' as const) })));
}
