import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  articles,
  autopilot,
  collections,
  contacts,
  conversations,
  decisions,
  events,
  messages,
  modelSpend,
  outbox,
  proposals,
  type ReplaySettings,
  replayCases,
  replays,
  reviews,
  snippets,
  topics,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { answererOf } from '#lib/ai/answerer.ts';
import { BUILTIN } from '#lib/ai/models/builtin.ts';
import { ModelFailed } from '#lib/ai/models/call.ts';
import { priorVersion } from '#lib/ai/prior.ts';
import { earnForTest } from '#lib/autopilot/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { reindexArticle, reindexSnippet } from '#lib/knowledge/passages.ts';
import { Conflict, Forbidden, Invalid } from '#lib/platform/errors.ts';
import { loadReplay, loadReplayCases } from './load.ts';
import { runReplay } from './run.ts';
import { cancelReplay, deleteReplay, startReplay, suggestKnowledge } from './start.ts';

withTestDatabase();

const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const MINUTE = 60_000;
const start = Date.now() - 10 * 24 * 60 * MINUTE;
const at = (minutes: number) => new Date(start + minutes * MINUTE);
const settings: ReplaySettings = { days: null, most: 100, knowledge: 'today' };
const VOID = 'You can void a label within **28 days** of buying it.';
let contactId = 0;
let collectionId = 0;

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Olga', email: 'olga@example.com', role: 'owner' })
    .returning();
  owner.id = agent?.id ?? 0;
  const [contact] = await db().insert(contacts).values({ name: 'Simran', email: 'simran@example.com' }).returning();
  contactId = contact?.id ?? 0;
  const [collection] = await db().insert(collections).values({ name: 'Labels', slug: 'labels' }).returning();
  collectionId = collection?.id ?? 0;
  await db().insert(topics).values({ key: 'labels', name: 'Labels' });
  await article('Voiding a label', VOID, at(-1));
  await article('Printing on A4', 'Choose A4 under **Settings > Printing**. Two labels fit on one sheet.', at(-1));
  await earnForTest(db(), {
    answerer: answererOf({ provider: 'builtin', model: BUILTIN }),
    modelVersion: priorVersion,
    percent: 1,
    topics: ['labels'],
  });
});

afterAll(closeQueue);

beforeEach(async () => {
  await db().delete(replays);
  await db().delete(conversations);
});

type Turn = { kind?: 'inbound' | 'outbound' | 'note'; ai?: boolean; automatic?: string; body: string };

test('messages that a person answered, and no others, are replayed; nothing is written anywhere else', async () => {
  const asked: Turn = { body: 'How do I void a label?' };
  const first = await conversation([
    asked,
    { kind: 'note', body: 'look' },
    { kind: 'outbound', body: `Hi,\n\n${VOID}` },
  ]);
  await conversation([asked, { kind: 'outbound', ai: true, body: VOID }]);
  await conversation([
    { ...asked, automatic: 'auto-submitted' },
    { kind: 'outbound', body: VOID },
  ]);
  await conversation([asked]);
  await conversation([asked, { kind: 'outbound', body: VOID }], { status: 'spam' });
  const before = await everythingElse();
  const id = await begin();
  expect(await loadReplay(owner, id)).toMatchObject({ status: 'waiting', total: 1, done: 0 });
  await runReplay(id);
  const after = await everythingElse();
  expect(after).toEqual(before);
  const shown = await loadReplay(owner, id);
  expect(shown).toMatchObject({ status: 'done', done: 1, engine: `builtin:${BUILTIN}` });
  expect(shown.report).toMatchObject({ cases: 1, sent: 1, error: { judged: 1, wrong: 0 }, costUsd: 0 });
  const { cases } = await loadReplayCases(owner, id, { show: 'all', after: 0 });
  expect(cases).toHaveLength(1);
  expect(cases[0]).toMatchObject({ conversationId: first, action: 'send', wrong: false });
  expect(cases[0]?.written).toContain('28 days');
  expect(cases[0]?.body).toContain('28 days');
  expect(cases[0]?.claims.draft[0]?.state).toBe('both');
});

test('what a person wrote otherwise is an error; where nobody can say, nothing is counted', async () => {
  await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID.replace('28', '14') }]);
  await conversation([
    { body: 'How do I void a label?' },
    { kind: 'outbound', body: 'Your last invoice was sent again by post today.' },
  ]);
  const id = await begin();
  await runReplay(id);
  const { report } = await loadReplay(owner, id);
  expect(report?.error).toMatchObject({ judged: 2, wrong: 2 });
  expect((await loadReplayCases(owner, id, { show: 'disagree', after: 0 })).cases).toHaveLength(2);
});

test('a reviewer’s word about the same draft counts more than the texts', async () => {
  const conversationId = await conversation([
    { body: 'How do I void a label?' },
    { kind: 'outbound', body: 'Your last invoice was sent again by post today.' },
  ]);
  const first = await begin();
  await runReplay(first);
  const [seen] = (await loadReplayCases(owner, first, { show: 'all', after: 0 })).cases;
  expect(seen).toMatchObject({ wrong: true, byReview: false });
  const [message] = await db().select().from(messages).where(eq(messages.conversationId, conversationId));
  const messageId = message?.id ?? 0;
  const [run] = await db()
    .insert(aiRuns)
    .values({ conversationId, messageId, status: 'done', engine: 'builtin', model: BUILTIN, stages: [], ms: 1 })
    .returning();
  const [proposal] = await db()
    .insert(proposals)
    .values({
      runId: run?.id ?? 0,
      conversationId,
      messageId,
      kind: 'reply',
      body: seen?.body ?? '',
      language: 'en',
      confidence: 0.9,
      features: {},
      modelVersion: 'x',
    })
    .returning();
  await db()
    .insert(reviews)
    .values({ proposalId: proposal?.id ?? 0, conversationId, status: 'approved', unchanged: true, decidedAt: at(60) });
  const second = await begin();
  await runReplay(second);
  const { report } = await loadReplay(owner, second);
  expect(report?.error).toMatchObject({ judged: 1, byReview: 1, wrong: 0 });
});

test('knowledge as of the day: no younger snippet ever, no younger article for "as it was then"', async () => {
  await conversation([
    { body: 'Do you ship pianos overseas?' },
    { kind: 'outbound', body: 'Pianos are shipped overseas.' },
  ]);
  const [snippet] = await db()
    .insert(snippets)
    .values({ title: 'Do you ship pianos overseas?', body: 'Pianos are shipped overseas by sea.', createdAt: at(50) })
    .returning();
  await reindexSnippet(db(), snippet?.id ?? 0);
  expect((await replayOnce(settings))?.action).toBe('person');
  const articleId = await article('Shipping pianos overseas', 'Pianos are shipped overseas by sea in 40 days.', at(50));
  expect((await replayOnce({ ...settings, knowledge: 'then' }))?.action).toBe('person');
  const today = await replayOnce(settings);
  expect(today?.body).toContain('40 days');
  expect(today?.newerSource).toBe(true);
  await db().delete(articles).where(eq(articles.id, articleId));
  await db().delete(snippets);
  await reindexArticle(db(), articleId);
  expect(await suggestKnowledge(db(), 5)).toBe('then');
  expect(await suggestKnowledge(db(), 30)).toBe('today');
});

test('goes on where it was: chunk by chunk, and after a worker that was killed, each case once', async () => {
  for (let i = 0; i < 4; i++)
    await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID }]);
  const id = await begin();
  await runReplay(id, { chunkMs: 0 });
  expect(await loadReplay(owner, id)).toMatchObject({ status: 'running', done: 1 });
  // A worker took it and was killed: until its lease ends nobody else works on it.
  await db()
    .update(replays)
    .set({ leaseUntil: new Date(Date.now() + MINUTE) });
  await runReplay(id);
  expect((await loadReplay(owner, id)).done).toBe(1);
  await db()
    .update(replays)
    .set({ leaseUntil: new Date(Date.now() - 1) });
  await Promise.all([runReplay(id), runReplay(id)]);
  expect(await loadReplay(owner, id)).toMatchObject({ status: 'done', done: 4, total: 4 });
  const jobs = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from pgboss.job where name = 'replay.run' and data->>'replayId' = ${String(id)}`,
  );
  // Start, the first chunk's end, and the ones who came while another had the lease.
  expect(jobs[0]?.n).toBeGreaterThanOrEqual(3);
  await runReplay(id);
  expect((await loadReplay(owner, id)).done).toBe(4);
});

test('cancelled, it keeps what is done and does nothing more', async () => {
  for (let i = 0; i < 3; i++)
    await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID }]);
  const id = await begin();
  await runReplay(id, { chunkMs: 0 });
  await db().transaction((tx) => cancelReplay(tx, owner, id));
  await runReplay(id);
  const shown = await loadReplay(owner, id);
  expect(shown).toMatchObject({ status: 'cancelled', done: 1, total: 3 });
  expect(shown.report).toMatchObject({ cases: 1 });
});

test('cancelled in the middle of a case, that case is not counted', async () => {
  await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID }]);
  const id = await begin();
  const engine = {
    provider: 'openai' as const,
    model: 'slow',
    call: async () => {
      await db().transaction((tx) => cancelReplay(tx, owner, id));
      throw new ModelFailed('timeout', 'The model took too long.', { tokensIn: 5, tokensOut: 1, costUsd: 0.1 });
    },
  };
  await runReplay(id, { engine });
  expect(await loadReplay(owner, id)).toMatchObject({ status: 'cancelled', done: 0 });
  expect(await db().select().from(modelSpend)).toMatchObject([{ engine: 'openai:slow', runs: 1, costUsd: 0.2 }]);
  await db().delete(modelSpend);
});

test('a model that fails five times in a row ends it, with the reason; so does the month’s limit', async () => {
  for (let i = 0; i < 7; i++)
    await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID }]);
  const engine = {
    provider: 'openai' as const,
    model: 'broken',
    call: () =>
      Promise.reject(
        new ModelFailed('rejected', 'The key is not accepted.', { tokensIn: 1, tokensOut: 1, costUsd: 1 }),
      ),
  };
  const id = await begin();
  await runReplay(id, { engine });
  const shown = await loadReplay(owner, id);
  expect(shown).toMatchObject({ status: 'failed', done: 5 });
  expect(shown.error).toContain('The key is not accepted.');
  expect(shown.report).toMatchObject({ failed: 5, sent: 0, person: 5, costUsd: 10 });
  await db().update(workspace).set({ aiMonthlyCapUsd: 5 });
  const capped = await begin();
  await runReplay(capped, { engine });
  expect(await loadReplay(owner, capped)).toMatchObject({ status: 'failed', done: 0 });
  await db().update(workspace).set({ aiMonthlyCapUsd: null });
});

test('conversations that no person answered take no place among the newest', async () => {
  const answered = await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID }]);
  for (let n = 0; n < 3; n++)
    await conversation([
      { body: 'How do I void a label?' },
      { kind: 'outbound', ai: true, body: VOID },
      { body: 'Thanks' },
    ]);
  const row = await replayOnce({ ...settings, most: 1 });
  expect(row?.conversationId).toBe(answered);
});

test('admins start it, one at a time, and only when there is something to replay', async () => {
  await expect(begin()).rejects.toThrow(Invalid);
  expect(await db().select().from(replays)).toEqual([]);
  await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID }]);
  await expect(begin({ ...owner, role: 'agent' as const })).rejects.toThrow(Forbidden);
  const id = await begin();
  await expect(begin()).rejects.toThrow(Conflict);
  await runReplay(id);
  await begin();
});

async function begin(agent: Parameters<typeof startReplay>[1] = owner, asked = settings): Promise<number> {
  return db().transaction((tx) => startReplay(tx, agent, { settings: asked }));
}

async function replayOnce(asked: ReplaySettings) {
  const id = await begin(owner, asked);
  await runReplay(id);
  const [row] = await db().select().from(replayCases).where(eq(replayCases.replayId, id));
  return row;
}

async function article(title: string, body: string, published: Date): Promise<number> {
  const slug = title.toLowerCase().replaceAll(' ', '-');
  const [row] = await db()
    .insert(articles)
    .values({ collectionId, title, slug, body, status: 'published', publishedAt: published, updatedAt: published })
    .returning();
  await reindexArticle(db(), row?.id ?? 0);
  return row?.id ?? 0;
}

async function conversation(turns: Turn[], { status = 'closed' as 'closed' | 'spam' } = {}): Promise<number> {
  const [row] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId, status, lastActivityAt: at(turns.length) })
    .returning();
  const conversationId = row?.id ?? 0;
  for (const [index, { kind = 'inbound', ai = false, automatic = null, body }] of turns.entries()) {
    const person = kind === 'outbound' && !ai;
    await db()
      .insert(messages)
      .values({
        conversationId,
        kind,
        automatic,
        body,
        author: kind === 'inbound' ? 'customer' : ai ? 'ai' : 'agent',
        agentId: person ? owner.id : null,
        createdAt: at(index),
      });
  }
  return conversationId;
}

async function everythingElse() {
  return {
    runs: await db().select().from(aiRuns),
    proposals: await db().select().from(proposals),
    decisions: await db().select().from(decisions),
    reviews: await db().select().from(reviews),
    outbox: await db().select().from(outbox),
    events: await db().select().from(events),
    conversations: await db().select().from(conversations),
    messages: await db().select().from(messages),
    autopilot: await db().select().from(autopilot),
    spend: await db().select().from(modelSpend),
  };
}

test('an imported set is replayed and compared, is seen nowhere else, and goes with its replay', async () => {
  const before = await everythingElse();
  const imported = [
    { question: 'How do I void a label?', answer: VOID, at: at(5).toISOString(), language: 'en', customer: 'Kim Lee' },
    {
      question: 'How do I void a label? <script>alert(1)</script>',
      answer: VOID.replace('28', '14'),
      at: at(1).toISOString(),
      language: null,
      customer: '',
    },
    // Before the article was there.
    { question: 'How do I void a label?', answer: VOID, at: at(-5).toISOString(), language: 'en', customer: '' },
  ];
  const id = await db().transaction((tx) =>
    startReplay(tx, owner, {
      settings: { days: null, most: 5000, knowledge: 'then', source: 'imported', file: 'set.csv' },
      imported,
    }),
  );
  await runReplay(id);
  expect(await everythingElse()).toEqual(before);
  const { report, settings: kept } = await loadReplay(owner, id);
  expect(kept.file).toBe('set.csv');
  expect(report).toMatchObject({ cases: 3, person: 1, error: { judged: 2, wrong: 1, byReview: 0 } });
  const { cases } = await loadReplayCases(owner, id, { show: 'all', after: 0 });
  // In order of time.
  expect(cases.map(({ conversationId, action }) => [conversationId, action])).toEqual([
    [null, 'person'],
    [null, 'send'],
    [null, 'send'],
  ]);
  expect(cases[2]?.body).toMatch(/^Hi Kim/);
  await expect(db().transaction((tx) => deleteReplay(tx, { ...owner, role: 'agent' }, id))).rejects.toThrow(Forbidden);
  await db().transaction((tx) => deleteReplay(tx, owner, id));
  expect(await db().select().from(replayCases)).toEqual([]);
});

test('a replay at work is not deleted', async () => {
  await conversation([{ body: 'How do I void a label?' }, { kind: 'outbound', body: VOID }]);
  const id = await begin();
  await expect(db().transaction((tx) => deleteReplay(tx, owner, id))).rejects.toThrow(Conflict);
});
