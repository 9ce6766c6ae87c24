// An embedding model on the wire: what customers may read is read once, what they ask in other words is found, and a search that had to do without
// it sends nothing.
import { eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { aiRuns, articles, decisions, modelHealth, modelSpend, outbox, passageVectors, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { changeAutopilot } from '#lib/autopilot/settings.ts';
import { earnForTest } from '#lib/autopilot/testing.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { parcelbird } from '#lib/conversations/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { reindexArticle } from '#lib/knowledge/passages.ts';
import { saveEngine } from '#lib/workspace/engine.ts';
import { answererOfSetting } from './answerer.ts';
import { embedPassages, meaningState } from './embed-passages.ts';
import { ProviderStub } from './models/testing/provider-stub.ts';
import { runAi } from './pipeline.ts';
import { priorVersion } from './prior.ts';

withTestDatabase();

const stub = new ProviderStub();
const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const setting = () => ({
  provider: 'openai' as const,
  model: 'gpt-4.1-mini',
  embedding: 'text-embedding-3-small',
  baseUrl: stub.baseUrl,
});
let contactId = 0;
let voiding = 0;

beforeAll(async () => {
  await stub.start();
  const made = await parcelbird();
  owner.id = made.owner.id;
  contactId = made.contactId;
  const add = async (title: string, body: string, status: 'published' | 'internal') => {
    const slug = title.toLowerCase().replaceAll(' ', '-');
    const [row] = await db()
      .insert(articles)
      .values({ collectionId: made.collectionId, title, slug, body, status })
      .returning();
    await reindexArticle(db(), row?.id ?? 0);
    return row?.id ?? 0;
  };
  voiding = await add('Void a label', 'You can void a label within **28 days** of buying it.', 'published');
  await add('Opening hours', 'We answer mail on weekdays between nine and five.', 'published');
  await add('Carriers', 'Parcels travel with one of seven carriers.', 'published');
  await add('Margins', 'The secret margin on each label is 12 percent.', 'internal');
  await saveEngine(db(), owner, setting(), 'sk-secret');
  await earnForTest(db(), {
    answerer: answererOfSetting(setting(), ''),
    modelVersion: priorVersion,
    percent: 1,
    topics: ['labels'],
  });
  await changeAutopilot(db(), owner, { mode: 'on' });
});

afterAll(async () => {
  await stub.stop();
  await closeQueue();
});

beforeEach(async () => {
  stub.requests.length = 0;
  stub.embed = 'honest';
  stub.answer = {
    text: JSON.stringify({
      kind: 'reply',
      covers: 'all',
      confidence: 0.99,
      open: [],
      answer: 'You can void a label within 28 days of buying it [1].',
    }),
  };
  await db().delete(modelHealth);
});

test('until the help center is read, proposals wait in Review', async () => {
  const ended = await ask('How do I void a label?');
  expect(ended).toMatchObject({ action: 'review', sent: 0 });
  expect(ended.reasons).toContain('problem_not_embedded');
  expect(embedded()).toEqual([]);
  expect(await meaningState(owner)).toMatchObject({ passages: 3, read: 0, problem: null });
});

test('each passage that customers may read is read once; internal ones never leave', async () => {
  expect(await embedPassages()).toBe(3);
  expect(await embedPassages()).toBe(0);
  expect(embedded()).toHaveLength(3);
  expect(embedded().join()).not.toContain('margin');
  expect(await meaningState(owner)).toMatchObject({ passages: 3, read: 3, problem: null });
  const [spent] = await db().select().from(modelSpend).where(like(modelSpend.engine, '%embedding%'));
  expect(spent?.tokensIn).toBe(10);
});

test('a question that shares no word with its article finds it, and may leave', async () => {
  const ended = await ask('Please help: cancel sticker?');
  expect(ended.best).toBe('Void a label');
  expect(ended.reasons).not.toContain('problem_not_embedded');
  expect(await ask('How do I void a label?')).toMatchObject({ action: 'send', sent: 1 });
});

test('an article that changes is read where it changed, and what it said before is forgotten', async () => {
  await db().update(articles).set({ body: 'You can void a label within **30 days**.' }).where(eq(articles.id, voiding));
  await reindexArticle(db(), voiding);
  expect(await embedPassages()).toBe(1);
  expect(await embedPassages()).toBe(0);
  expect(embedded()).toEqual([expect.stringContaining('30 days')]);
  expect(await db().select().from(passageVectors)).toHaveLength(3);
});

test.each([
  ['the key is refused', { status: 401 }],
  ['a server error', { status: 500 }],
  ['no answer in time', 'slow'],
  ['a closed socket', 'hang_up'],
  ['half a body', 'half'],
  ['vectors without numbers', 'ragged'],
] as const)('%s: searched by words alone, and the draft waits in Review', async (_, failure) => {
  stub.embed = failure;
  const ended = await ask('How do I void a label?', failure === 'slow' ? 300 : 10_000);
  expect(ended).toMatchObject({ action: 'review', sent: 0, best: 'Void a label' });
  expect(ended.reasons).toContain('problem_not_embedded');
});

test('passages that cannot be read are tried again; Settings say why', async () => {
  await db().update(articles).set({ body: 'You can void a label within **40 days**.' }).where(eq(articles.id, voiding));
  await reindexArticle(db(), voiding);
  stub.embed = { status: 401 };
  expect(await embedPassages()).toBe(0);
  expect(await meaningState(owner)).toMatchObject({ read: 2, problem: expect.stringContaining('401') });
  stub.embed = 'honest';
  expect(await embedPassages()).toBe(1);
  expect(await meaningState(owner)).toMatchObject({ read: 3, problem: null });
});

test('the monthly limit also stops reading', async () => {
  await db().update(workspace).set({ aiMonthlyCapUsd: 0.0000001 });
  await db().update(articles).set({ body: 'You can void a label within **50 days**.' }).where(eq(articles.id, voiding));
  await reindexArticle(db(), voiding);
  expect(await embedPassages()).toBe(0);
  await db().update(workspace).set({ aiMonthlyCapUsd: null });
  expect(await embedPassages()).toBe(1);
});

test('another embedding model is another answerer', () => {
  const without = answererOfSetting({ ...setting(), embedding: '' }, '');
  const other = answererOfSetting({ ...setting(), embedding: 'text-embedding-3-large' }, '');
  expect(new Set([without, other, answererOfSetting(setting(), '')]).size).toBe(3);
});

/** Texts that passages were read as (a question's own are not among them). */
function embedded(): string[] {
  return stub.requests
    .filter(({ purpose }) => purpose === 'embed')
    .flatMap(({ body }) => [body.input].flat().map(String));
}

async function ask(body: string, timeoutMs = 10_000) {
  const messageId = await db().transaction(async (tx) => {
    const conversationId = await openConversation(tx, { subject: '', channel: 'email', contactId });
    return addInboundMessage(tx, conversationId, { body });
  });
  await runAi(messageId, { dice: () => 0.99, limits: { timeoutMs, retries: 0 } });
  const [run] = await db().select().from(aiRuns).where(eq(aiRuns.messageId, messageId));
  if (!run) throw new Error('no run');
  const [decision] = await db().select().from(decisions).where(eq(decisions.runId, run.id));
  const sent = await db().select().from(outbox).where(eq(outbox.conversationId, run.conversationId));
  const found = run.stages.find(({ stage }) => stage === 'retrieve')?.output as {
    retrieval: { evidence: { title: string }[] };
  };
  return {
    action: decision?.action,
    reasons: (decision?.reasons ?? []).map(({ code }) => code),
    sent: sent.length,
    best: found.retrieval.evidence[0]?.title,
  };
}
