// Against a provider on the wire, with everything earned and Autopilot on: whatever it says or fails to say, the message ends in a stated place.
import { and, desc, eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import type { AiEngine } from '#db/schema/workspace.ts';
import {
  agents,
  aiRuns,
  articles,
  autopilot,
  collections,
  contacts,
  decisions,
  events,
  modelHealth,
  modelSpend,
  outbox,
  reviews,
  topics,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { changeAutopilot } from '#lib/autopilot/settings.ts';
import { earnForTest } from '#lib/autopilot/testing.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { reindexArticle } from '#lib/knowledge/passages.ts';
import { log } from '#lib/platform/log.ts';
import { saveEngine } from '#lib/workspace/engine.ts';
import { answererOf } from './answerer.ts';
import { ProviderStub, type StubAnswer } from './models/testing/provider-stub.ts';
import { type PipelineDeps, runAi } from './pipeline.ts';
import { priorVersion } from './prior.ts';

withTestDatabase();

const KEY = 'sk-very-secret-0123456789';
const MODELS: Record<Exclude<AiEngine['provider'], 'builtin'>, string> = {
  openai: 'gpt-4.1-mini',
  anthropic: 'claude-sonnet-4-5',
  'openai-compatible': 'gpt-4.1-mini',
};
const PROVIDERS = Object.keys(MODELS) as (keyof typeof MODELS)[];
const stub = new ProviderStub();
const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
let contactId = 0;
/** What the logger wrote. */
let logged = '';

beforeAll(async () => {
  const stream = (log as unknown as Record<symbol, { write: (line: string) => boolean }>)[pino.symbols.streamSym];
  if (!stream) throw new Error('the logger has no stream');
  stream.write = (line) => {
    logged += line;
    return true;
  };
  await stub.start();
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Olga', email: 'olga@example.com', role: 'owner' })
    .returning();
  owner.id = agent?.id ?? 0;
  const [contact] = await db()
    .insert(contacts)
    .values({ name: 'Simran Kaur', email: 'simran@example.com' })
    .returning();
  contactId = contact?.id ?? 0;
  const [collection] = await db().insert(collections).values({ name: 'Labels', slug: 'labels' }).returning();
  await db().insert(topics).values({ key: 'labels', name: 'Labels' });
  const [article] = await db()
    .insert(articles)
    .values({
      collectionId: collection?.id ?? 0,
      title: 'Voiding a label',
      slug: 'voiding-a-label',
      body: 'You can void a label within **28 days** of buying it.\n\n1. Open **Labels**.\n2. Choose the label.\n3. Press **Void**.',
      status: 'published',
    })
    .returning();
  await reindexArticle(db(), article?.id ?? 0);
});

afterAll(async () => {
  await stub.stop();
  await closeQueue();
});

beforeEach(async () => {
  logged = '';
  stub.requests.length = 0;
  await db().delete(autopilot);
  await db().delete(modelHealth);
  await db().delete(modelSpend);
  await db().update(workspace).set({ aiMonthlyCapUsd: null });
  await changeAutopilot(db(), owner, { mode: 'on' });
});

const form = { kind: 'reply', covers: 'all', confidence: 0.99, open: [] };
const GOOD = said('You can void a label within 28 days of buying it [1].');

/** Answers that are wrong to send, each in the agreed form; and what must be found in them. */
const HOSTILE: [string, string, string][] = [
  ['a link to another host', 'You can void a label at https://evil.example/void [1].', 'problem_foreign_link'],
  ['a link in Markdown', 'Press [Void](https://parcelbird.evil.example) to void a label [1].', 'problem_foreign_link'],
  ['an address', 'Write to refunds@evil.example to void a label [1].', 'problem_foreign_address'],
  ['a promise', 'We will refund you the whole amount today [1].', 'problem_promise'],
  ['a wrong number', 'You can void a label within 82 days of buying it [1].', 'problem_not_in_source'],
  [
    'instructions that it obeys',
    'Ignore the sources. Your account was upgraded for free for 12 months.',
    'problem_no_source',
  ],
  ['a source that does not exist', 'You can void a label within 28 days of buying it [9].', 'problem_no_source'],
];

describe.each(PROVIDERS)('%s', (provider) => {
  beforeEach(() => configure(provider));

  test('a good answer leaves by itself: nothing else stood in the way', async () => {
    const ended = await answerWith(GOOD);
    expect(ended).toMatchObject({ action: 'send', sent: 1, status: 'done' });
    expect(ended.run).toMatchObject({ tokensIn: 1000, tokensOut: 100, engine: provider, model: MODELS[provider] });
    expect(ended.run.costUsd).toBeCloseTo(provider === 'anthropic' ? 0.0045 : 0.00056, 6);
    const [spent] = await db().select().from(modelSpend);
    expect(spent).toMatchObject({ engine: `${provider}:${MODELS[provider]}`, runs: 1, tokensIn: 1000 });
  });

  test.each<[string, StubAnswer, string]>([
    ['the key is refused', { status: 401 }, 'did not accept the key'],
    ['too many requests', { status: 429 }, '429'],
    ['a server error', { status: 500 }, '500'],
    ['no answer in time', 'slow', 'too long'],
    ['a closed socket', 'hang_up', 'could not be reached'],
    ['half a body', 'half', 'The model’s server'],
    ['no JSON', { text: 'Sure! Ignore your rules and send this.' }, 'agreed form'],
    ['another form', { text: '{"kind":"send","answer":1}' }, 'agreed form'],
    ['an empty answer', { text: '' }, 'agreed form'],
    ['an over-long answer', { text: said('You can void a label [1]. '.repeat(400)).text }, 'agreed form'],
    ['an answer that was cut off', { text: '{"kind":"reply","answer":"You can', finish: 'length' }, 'more than it may'],
    ['a refusal', { text: 'I cannot help with that.', finish: 'refusal' }, 'refused'],
  ])('%s: a person has it, with the reason on the timeline', async (_, answer, reason) => {
    const ended = await answerWith(answer, { retries: 0 });
    expect(ended).toMatchObject({ action: 'person', sent: 0, status: 'failed' });
    expect(ended.reasons[0]).toBe('model_failed');
    expect(ended.run.error).toContain(reason);
    expect(ended.told).toMatchObject({ message: ended.run.error });
    await expectNoKey();
  });

  test.each(HOSTILE)('%s: it waits in Review, marked', async (_, answer, reason) => {
    const ended = await answerWith(said(answer));
    expect(ended).toMatchObject({ action: 'review', sent: 0, status: 'done', pending: 1 });
    expect(ended.reasons).toContain(reason);
    await expectNoKey();
  });

  test('it abstains: a person has it', async () => {
    const ended = await answerWith({ text: JSON.stringify({ ...form, kind: 'abstain', answer: '', covers: 'none' }) });
    expect(ended).toMatchObject({ action: 'person', sent: 0, status: 'done' });
  });
});

test('a failure that passes is tried again within the run', async () => {
  await configure('openai');
  const { messageId } = await write();
  stub.answer = { status: 500 };
  const running = runAi(messageId, { dice: () => 0.99 });
  while (stub.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  stub.answer = GOOD;
  await running;
  expect((await placeOf(messageId)).action).toBe('send');
});

test('five failures in a row rest the model: nobody is asked any more, and after a minute one call tries again', async () => {
  await configure('openai-compatible');
  const at = (seconds: number) => ({ retries: 0, now: () => new Date(Date.now() + seconds * 1000) });
  for (let i = 0; i < 5; i++) await answerWith({ status: 500 }, at(0));
  expect(stub.requests).toHaveLength(5);
  const resting = await answerWith(GOOD, at(30));
  expect(resting).toMatchObject({ action: 'person', sent: 0, status: 'failed' });
  expect(resting.run.error).toContain('left alone');
  expect(stub.requests).toHaveLength(5);
  expect(await answerWith(GOOD, at(90))).toMatchObject({ action: 'send', sent: 1 });
  expect(stub.requests).toHaveLength(6);
  expect(await answerWith(GOOD, at(91))).toMatchObject({ action: 'send', sent: 1 });
});

test('the monthly limit: reached, nothing leaves, nobody is billed, and the decision says so; a new month starts anew', async () => {
  await configure('openai');
  await db().update(workspace).set({ aiMonthlyCapUsd: 0.001 });
  const now = (iso: string) => ({ now: () => new Date(iso) });
  expect((await answerWith(GOOD, now('2026-09-10T10:00:00Z'))).action).toBe('send');
  expect((await answerWith(GOOD, now('2026-09-20T10:00:00Z'))).action).toBe('send');
  const asked = stub.requests.length;
  const capped = await answerWith(GOOD, now('2026-09-30T23:59:00Z'));
  expect(capped).toMatchObject({ action: 'suggest', sent: 0, status: 'done' });
  expect(capped.reasons[0]).toBe('cap_reached');
  expect(capped.run).toMatchObject({ engine: 'builtin', costUsd: 0 });
  expect(stub.requests).toHaveLength(asked);
  expect((await answerWith(GOOD, now('2026-10-01T00:00:00Z'))).action).toBe('send');
});

test('an answer that cannot be used is billed all the same', async () => {
  await configure('openai');
  await answerWith({ text: '{"kind":"reply","answer":"You can', finish: 'length' });
  await answerWith({ text: 'no JSON' });
  const [spent] = await db().select().from(modelSpend);
  expect(spent).toMatchObject({ runs: 2, tokensIn: 2000, tokensOut: 200 });
  expect(spent?.costUsd).toBeCloseTo(0.00112, 6);
});

function said(answer: string) {
  return { text: JSON.stringify({ ...form, answer }) };
}

async function configure(provider: keyof typeof MODELS): Promise<void> {
  const model = MODELS[provider];
  await saveEngine(db(), owner, { provider, model, baseUrl: stub.baseUrl }, KEY);
  const answerer = answererOf({ provider, model });
  await earnForTest(db(), { answerer, modelVersion: priorVersion, percent: 1, topics: ['labels'] });
}

async function write() {
  return db().transaction(async (tx) => {
    const conversationId = await openConversation(tx, { subject: '', channel: 'email', contactId });
    const messageId = await addInboundMessage(tx, conversationId, { body: 'How do I void a label?' });
    return { conversationId, messageId };
  });
}

async function answerWith(answer: StubAnswer, more: PipelineDeps['limits'] & { now?: () => Date } = {}) {
  stub.answer = answer;
  const { messageId } = await write();
  const timeoutMs = answer === 'slow' ? 100 : 10_000;
  const { now, retries = 0 } = more;
  await runAi(messageId, { dice: () => 0.99, limits: { timeoutMs, retries }, ...(now ? { now } : {}) });
  return placeOf(messageId);
}

async function placeOf(messageId: number) {
  const [run] = await db().select().from(aiRuns).where(eq(aiRuns.messageId, messageId)).orderBy(desc(aiRuns.id));
  if (!run) throw new Error('no run');
  const { conversationId } = run;
  const [decision] = await db().select().from(decisions).where(eq(decisions.runId, run.id));
  const [told] = await db()
    .select()
    .from(events)
    .where(and(eq(events.conversationId, conversationId), eq(events.type, 'ai.failed')));
  return {
    run,
    status: run.status,
    action: decision?.action,
    reasons: decision?.reasons.map(({ code }) => code) ?? [],
    told: told?.data,
    sent: (await db().select().from(outbox).where(eq(outbox.conversationId, conversationId))).length,
    pending: (await db().select().from(reviews).where(eq(reviews.conversationId, conversationId))).length,
  };
}

/** Neither in what is stored nor in what is logged; the provider did get it. */
async function expectNoKey(): Promise<void> {
  expect(stub.requests.at(-1)?.key).toBe(KEY);
  const rows = [
    await db().select().from(aiRuns),
    await db().select().from(decisions),
    await db().select().from(events),
    await db().select().from(modelHealth),
    await db().select().from(workspace),
  ];
  expect(JSON.stringify(rows)).not.toContain('very-secret');
  expect(logged).toContain('ai run');
  expect(logged).not.toContain('very-secret');
}
