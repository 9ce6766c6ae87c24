import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  articles,
  autopilot,
  collections,
  conversations,
  decisions,
  proposals,
  topics,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { approveReview } from './approve.ts';
import { loadReview } from './load.ts';
import { countPendingReviews } from './pending-count.ts';
import { listQueue } from './queue.ts';
import { decide } from './stale.ts';
import { waiting, write } from './testing.ts';

withTestDatabase();
let lena: CurrentAgent;

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Test' });
  await db().insert(autopilot).values({ mode: 'on' });
  const [row] = await db().insert(agents).values({ name: 'Lena', email: 'lena@x.test', role: 'agent' }).returning();
  lena = row as CurrentAgent;
});
afterAll(closeQueue);

test('pages through the whole queue in both orders, without spam, each once', async () => {
  for (const confidence of [0.4, 0.9, 0.9, 0.7, 0.1]) await waiting({ confidence });
  const spam = await waiting({ confidence: 0.99 });
  await db().update(conversations).set({ status: 'spam' }).where(eq(conversations.id, spam.conversationId));
  for (const order of ['oldest', 'confident'] as const) {
    const seen = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listQueue>> = await listQueue(lena, { order, cursor }, 2);
      seen.push(...page.items);
      expect(page.total).toBe(5);
      cursor = page.next;
    } while (cursor);
    const ids = seen.map(({ reviewId }) => reviewId);
    expect(new Set(ids).size).toBe(5);
    if (order === 'oldest') expect(ids).toEqual([...ids].sort((a, b) => a - b));
    else expect(seen.map(({ confidence }) => Math.round(confidence * 10))).toEqual([9, 9, 7, 4, 1]);
  }
  expect(await countPendingReviews()).toBe(5);
  for (const cursor of ["x'|1", '2026-99-01T00:00:00.000000Z|1', '0.5|1', '|1', '2026-01-01T00:00:00.000000Z|'])
    await expect(listQueue(lena, { order: 'oldest', cursor })).rejects.toBeInstanceOf(Invalid);
  for (const cursor of ['2026-01-01T00:00:00.000000Z|1', '7|1', '-1|1', 'NaN|1'])
    await expect(listQueue(lena, { order: 'confident', cursor })).rejects.toBeInstanceOf(Invalid);
});

test('the desk has the question, the draft with its sources, and what reviewers did so far', async () => {
  const [collection] = await db().insert(collections).values({ name: 'Labels', slug: 'labels' }).returning();
  const article = {
    collectionId: collection?.id ?? 0,
    title: 'Voiding a label',
    body: 'x',
    status: 'published' as const,
  };
  const [shown] = await db()
    .insert(articles)
    .values({ ...article, slug: 'void' })
    .returning();
  await db().insert(topics).values({ key: 'labels', name: 'Labels', rule: 'always_ask' });
  const cite = {
    n: 1,
    passageId: 1,
    articleId: shown?.id ?? 0,
    snippetId: null,
    title: 'Voiding a label',
    quote: 'Within 28 days.',
  };
  const facts = { topic: 'labels', confidence: 0.8, citations: [cite] };
  const past = await waiting(facts);
  await decide((tx) => approveReview(tx, lena, past.reviewId, { proposalId: past.proposalId }));
  const claims = [{ text: 'Open Labels and press Void.', citation: null, supported: false, problem: 'no_source' }];
  const it = await waiting({ ...facts, claims });
  const [proposal] = await db().select().from(proposals).where(eq(proposals.id, it.proposalId));
  await db()
    .insert(decisions)
    .values({
      runId: proposal?.runId ?? 0,
      conversationId: it.conversationId,
      proposalId: it.proposalId,
      action: 'review',
      mode: 'on',
      threshold: 0.93,
      reasons: [{ code: 'topic_always_ask', tone: 'stop', data: { topic: 'Labels' } }],
    });
  const view = await loadReview(lena, it.reviewId);
  expect(view).toMatchObject({
    status: 'pending',
    decided: null,
    asked: { body: 'I printed the label twice.', verified: false, files: [] },
    earlier: [],
    topic: { key: 'labels', name: 'Labels', rule: 'always_ask' },
    autopilot: { mode: 'on', threshold: expect.closeTo(0.93) },
    nextTime: { code: 'topic', data: { topic: 'Labels' } },
    measured: { topic: 1, similar: 1, similarUnchanged: 1 },
  });
  expect(view.proposal.citations).toEqual([
    {
      n: 1,
      title: 'Voiding a label',
      quote: 'Within 28 days.',
      articleId: shown?.id,
      href: '/help/articles/void',
      solved: null,
    },
  ]);
  expect(view.proposal.html).toContain('data-cite="1"');
  expect(view.proposal.html).toContain('<mark data-claim="0">Open Labels and press Void.');
  expect(view.proposal.body).not.toContain('[1]');
  await write(it.conversationId, 'Hello?');
  expect((await loadReview(lena, past.reviewId)).decided?.by).toBe('Lena');
  await expect(loadReview(lena, 999_999)).rejects.toBeInstanceOf(NotFound);
});
