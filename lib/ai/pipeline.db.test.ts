import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  aiRuns,
  articles,
  audits,
  autopilot,
  autopilotEarned,
  contacts,
  conversations,
  corrections,
  decisions,
  events,
  outbox,
  policyRules,
  proposals,
  reviews,
  topics,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { saveRule } from '#lib/autopilot/policy-rules.ts';
import { changeAutopilot, setTopicRule } from '#lib/autopilot/settings.ts';
import { earnForTest } from '#lib/autopilot/testing.ts';
import { correctLabel } from '#lib/conversations/correct.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { requestPerson } from '#lib/conversations/person.ts';
import { parcelbird } from '#lib/conversations/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { reindexArticle } from '#lib/knowledge/passages.ts';
import { personAsked } from '#lib/reviews/person-asked.ts';
import { answererOf } from './answerer.ts';
import { explainRun } from './explain.ts';
import { BUILTIN } from './models/builtin.ts';
import { type CallModel, ModelFailed } from './models/call.ts';
import { buildEngine, type Engine } from './models/engine.ts';
import { runAi } from './pipeline.ts';
import { priorVersion } from './prior.ts';

withTestDatabase();

const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const never = () => 0.99;
let contactId = 0;

beforeAll(async () => {
  const made = await parcelbird();
  owner.id = made.owner.id;
  contactId = made.contactId;
  const bodies: [string, string, 'published' | 'internal'][] = [
    [
      'Voiding a label',
      'You can void a label within **28 days** of buying it.\n\n## How to void\n\n1. Open **Labels**.\n2. Choose the label.\n3. Press **Void**.',
      'published',
    ],
    ['Printing labels on A4', 'Choose A4 under **Settings > Printing**. Two labels fit on one sheet.', 'published'],
    [
      'Goodwill when a void is refused',
      'Agents may void a label after 40 days as goodwill up to 150 euro.',
      'internal',
    ],
  ];
  for (const [title, body, status] of bodies) {
    const [row] = await db()
      .insert(articles)
      .values({
        collectionId: made.collectionId,
        title,
        slug: title.toLowerCase().replaceAll(' ', '-'),
        body,
        status,
      })
      .returning();
    await reindexArticle(db(), row?.id ?? 0);
  }
  return closeQueue;
});

beforeEach(async () => {
  await db().delete(autopilot);
  await db().delete(policyRules);
  await earnAll();
  await db().update(topics).set({ rule: 'default' });
  await db().update(contacts).set({ alwaysPerson: false });
});

const builtin = buildEngine({ provider: 'builtin' }, null);
const VOID = 'How do I void a label?';

test('an agent’s label stays when the customer writes again, and teaches messages that read alike', async () => {
  await db().insert(topics).values({ key: 'claims', name: 'Claims' });
  const { conversationId, messageId } = await write(VOID);
  await runAi(messageId);
  await db().transaction(async (tx) => {
    await correctLabel(tx, owner, conversationId, { field: 'topic', after: 'claims' });
    await correctLabel(tx, owner, conversationId, { field: 'language', after: 'nl' });
  });
  const again = await write('And how do I print it on A4?', { conversationId });
  await runAi(again.messageId);
  const alike = await write('Please, how do I void a label?');
  await runAi(alike.messageId);
  const other = await write('How do I print two labels on A4?');
  await runAi(other.messageId);
  const labels = await db()
    .select({ id: conversations.id, topic: conversations.topic, language: conversations.language })
    .from(conversations);
  expect(labels.find(({ id }) => id === conversationId)).toMatchObject({ topic: 'claims', language: 'nl' });
  expect(labels.find(({ id }) => id === alike.conversationId)).toMatchObject({ topic: 'claims', language: 'en' });
  expect(labels.find(({ id }) => id === other.conversationId)).toMatchObject({ topic: 'labels' });
  const decided = await db()
    .select({ topic: decisions.topic })
    .from(decisions)
    .where(eq(decisions.conversationId, conversationId));
  expect(decided.map(({ topic }) => topic)).toEqual(['labels', 'claims']);
  await db().delete(topics).where(eq(topics.key, 'claims'));
  await db().delete(corrections);
});

describe('one message ends in exactly one place', () => {
  test('ask: the proposal waits in Review, with its whole record', async () => {
    const { conversationId, messageId } = await write(VOID);
    await runAi(messageId);
    const [review] = await db().select().from(reviews).where(eq(reviews.conversationId, conversationId));
    expect(review?.status).toBe('pending');
    const [proposal] = await db().select().from(proposals).where(eq(proposals.conversationId, conversationId));
    expect(proposal?.body).toMatch(/^Hi Simran,/);
    expect(proposal?.body).toContain('Press **Void**');
    expect(proposal?.citations[0]?.title).toBe('Voiding a label');
    const [run] = await db().select().from(aiRuns).where(eq(aiRuns.messageId, messageId));
    expect(run?.stages.map(({ stage }) => stage)).toEqual(['triage', 'retrieve', 'draft', 'verify', 'score', 'gate']);
    expect(await types(conversationId)).toContain('ai.review_requested');
    expect(await sent(conversationId)).toBe(0);
    const shown = await explainRun(owner, run?.id ?? 0);
    expect(shown.decision?.action).toBe('review');
  });

  test('on: above the threshold it leaves through the outbox, once', async () => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    const { conversationId, messageId } = await write(VOID);
    await runAi(messageId, { dice: never });
    await runAi(messageId, { dice: never });
    expect(await sent(conversationId)).toBe(1);
    expect((await db().select().from(aiRuns).where(eq(aiRuns.messageId, messageId))).length).toBe(1);
    const [conversation] = await db().select().from(conversations).where(eq(conversations.id, conversationId));
    expect(conversation).toMatchObject({ answeredByAi: true, status: 'pending', topic: 'labels', language: 'en' });
    expect(await types(conversationId)).toContain('ai.sent');
  });

  test('the same job twice at the same time sends one mail', async () => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    const { conversationId, messageId } = await write(VOID);
    await Promise.all([runAi(messageId, { dice: never }), runAi(messageId, { dice: never })]);
    expect(await sent(conversationId)).toBe(1);
  });

  test('a spot check goes to Review although it is confident', async () => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    const { conversationId, messageId } = await write(VOID);
    await runAi(messageId, { dice: () => 0 });
    expect(await sent(conversationId)).toBe(0);
    expect((await decision(conversationId))?.spotCheck).toBe(true);
  });

  test('nothing is earned, or it was earned by another engine or another confidence: it waits in Review', async () => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    for (const spoil of [
      () => db().delete(autopilotEarned),
      () => db().update(autopilotEarned).set({ answerer: 'openai:other:1' }),
      () => db().update(autopilotEarned).set({ modelVersion: 'own-older' }),
      () => db().update(autopilotEarned).set({ demo: true }),
    ]) {
      await earnAll();
      await spoil();
      const { conversationId, messageId } = await write(VOID);
      await runAi(messageId, { dice: never });
      const made = await decision(conversationId);
      expect(made?.reasons.map(({ code }) => code)).toContain('no_threshold');
      expect(made).toMatchObject({ action: 'review', eligible: true, judgedShare: 1 });
      expect(await sent(conversationId)).toBe(0);
    }
  });

  test('the owner’s own minimum makes it stricter, never freer', async () => {
    await changeAutopilot(db(), owner, { mode: 'on', threshold: 1 });
    const { conversationId, messageId } = await write(VOID);
    await runAi(messageId, { dice: never });
    expect((await decision(conversationId))?.reasons.map(({ code }) => code)).toContain('below_threshold');
  });

  test('what leaves is recorded with its chance of being looked at; the dice plan an audit for later', async () => {
    await changeAutopilot(db(), owner, { mode: 'on', auditShare: 1 });
    const { conversationId, messageId } = await write(VOID);
    await runAi(messageId, { dice: never });
    const made = await decision(conversationId);
    expect(made).toMatchObject({ action: 'send', eligible: true, modelVersion: priorVersion });
    expect(made?.judgedShare).toBeCloseTo(1);
    const [audit] = await db().select().from(audits).where(eq(audits.conversationId, conversationId));
    expect(audit?.status).toBe('pending');
    expect(audit?.showFrom.getTime()).toBeGreaterThan(Date.now() + 29 * 60_000);
  });

  test('a rule of the team wins over what was earned, and is on the record', async () => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    const ruleId = await saveRule(db(), owner, null, {
      name: 'Labels by people',
      conditions: { topics: ['labels'], channels: ['email'] },
      action: 'review',
      enabled: true,
    });
    const { conversationId, messageId } = await write(VOID);
    await runAi(messageId, { dice: never });
    const made = await decision(conversationId);
    expect(made).toMatchObject({ action: 'review', eligible: false, ruleIds: [ruleId] });
    expect(made?.reasons[0]).toMatchObject({ code: 'policy_review', data: { rule: 'Labels by people' } });
  });

  test('suggest and off: nothing waits in Review', async () => {
    await changeAutopilot(db(), owner, { mode: 'suggest' });
    const first = await write(VOID);
    await runAi(first.messageId);
    await changeAutopilot(db(), owner, { mode: 'off' });
    const second = await write(VOID);
    await runAi(second.messageId);
    expect((await decision(first.conversationId))?.action).toBe('suggest');
    expect((await decision(second.conversationId))?.action).toBe('person');
    expect((await db().select().from(reviews).where(eq(reviews.conversationId, first.conversationId))).length).toBe(0);
  });

  test('a topic that always asks is not sent', async () => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    const [topic] = await db().select().from(topics);
    await setTopicRule(db(), owner, topic?.id ?? 0, 'always_ask');
    const { conversationId, messageId } = await write(VOID);
    await runAi(messageId, { dice: never });
    expect((await decision(conversationId))?.reasons.map(({ code }) => code)).toContain('topic_always_ask');
    expect(await sent(conversationId)).toBe(0);
  });

  test('asking for a person hands the conversation to people for good', async () => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    const { conversationId, messageId } = await write('Person');
    await runAi(messageId, { dice: never });
    const [conversation] = await db().select().from(conversations).where(eq(conversations.id, conversationId));
    expect(conversation?.personOnly).toBe(true);
    expect(await types(conversationId)).toEqual(expect.arrayContaining(['person.requested', 'ai.handed_over']));
    const next = await db().transaction((tx) => addInboundMessage(tx, conversationId, { body: VOID }));
    await runAi(next, { dice: never });
    expect(await sent(conversationId)).toBe(0);
  });

  test('a person asked for while the AI thinks: nothing is sent or put into Review', async () => {
    for (const [mode, threshold] of [
      ['on', 0.01],
      ['ask', null],
    ] as const) {
      await changeAutopilot(db(), owner, { mode, threshold });
      const { conversationId, messageId } = await write(VOID);
      const asked = () => db().transaction((tx) => personAsked(tx, conversationId));
      await runAi(messageId, { dice: never, engine: slowed(asked) });
      expect(await sent(conversationId)).toBe(0);
      expect(await decision(conversationId)).toMatchObject({ action: 'suggest', spotCheck: false });
      expect((await decision(conversationId))?.reasons[0]?.code).toBe('conversation_with_person');
      expect(await db().select().from(reviews).where(eq(reviews.conversationId, conversationId))).toEqual([]);
    }
  });

  test('whoever asked for a person and wrote on, or asked while the model failed, gets one', async () => {
    await changeAutopilot(db(), owner, { mode: 'on', threshold: 0.01 });
    const { conversationId, messageId } = await write('Person');
    const second = await db().transaction((tx) => addInboundMessage(tx, conversationId, { body: VOID }));
    await runAi(messageId, { dice: never });
    await runAi(second, { dice: never });
    expect(await sent(conversationId)).toBe(0);
    const other = await write('Mensch');
    await runAi(other.messageId, {
      engine: {
        ...buildEngine({ provider: 'builtin' }, null),
        call: () => Promise.reject(new ModelFailed('timeout', 'The model took too long.')),
      },
    });
    const next = await db().transaction((tx) => addInboundMessage(tx, other.conversationId, { body: VOID }));
    await runAi(next, { dice: never });
    expect(await sent(other.conversationId)).toBe(0);
    expect((await decision(other.conversationId))?.action).toBe('suggest');
  });

  test.each<[string, (it: { conversationId: number }) => Promise<unknown>, string, string]>([
    ['Autopilot is switched off', () => changeAutopilot(db(), owner, { mode: 'off' }), 'person', 'mode_off'],
    ['Autopilot is switched to ask', () => changeAutopilot(db(), owner, { mode: 'ask' }), 'review', 'mode_ask'],
    ['what was earned is lost', () => db().delete(autopilotEarned), 'review', 'no_threshold'],
    [
      'a person is asked for',
      ({ conversationId }) => db().transaction((tx) => requestPerson(tx, conversationId)),
      'suggest',
      'conversation_with_person',
    ],
    [
      'the customer is marked for people',
      () => db().update(contacts).set({ alwaysPerson: true }),
      'suggest',
      'customer_wants_person',
    ],
    [
      'a rule is written',
      () => saveRule(db(), owner, null, { name: 'Nights', conditions: {}, action: 'person', enabled: true }),
      'person',
      'policy_person',
    ],
  ])('while the model thinks, %s: nothing is sent', async (_, meanwhile, action, because) => {
    await changeAutopilot(db(), owner, { mode: 'on' });
    const it = await write(VOID);
    const slow = slowed(() => meanwhile(it));
    await runAi(it.messageId, { dice: never, engine: slow });
    expect(await sent(it.conversationId)).toBe(0);
    const made = await decision(it.conversationId);
    expect(made?.action).toBe(action);
    expect(made?.reasons.map(({ code }) => code)).toContain(because);
    const [run] = await db().select().from(aiRuns).where(eq(aiRuns.messageId, it.messageId));
    expect(run?.stages.find(({ stage }) => stage === 'gate')?.output).toMatchObject({ action });
  });

  test('while the model thinks, Autopilot is switched on: what was asked for stays asked', async () => {
    const it = await write(VOID);
    const meanwhile = () => changeAutopilot(db(), owner, { mode: 'on' });
    const slow = slowed(meanwhile);
    await runAi(it.messageId, { dice: never, engine: slow });
    expect((await decision(it.conversationId))?.action).toBe('review');
  });

  test('a newer message makes the run superseded', async () => {
    const { conversationId, messageId } = await write(VOID);
    await db().transaction((tx) => addInboundMessage(tx, conversationId, { body: 'And how do I print two on A4?' }));
    await runAi(messageId);
    const [run] = await db().select().from(aiRuns).where(eq(aiRuns.messageId, messageId));
    expect(run?.status).toBe('superseded');
    expect((await db().select().from(decisions).where(eq(decisions.conversationId, conversationId))).length).toBe(0);
  });

  test('a machine’s message and spam get no run', async () => {
    const { messageId } = await write('I am out of the office.', { automatic: 'auto-submitted' });
    await runAi(messageId);
    expect((await db().select().from(aiRuns).where(eq(aiRuns.messageId, messageId))).length).toBe(0);
  });

  test('a failing model ends with a person, and may be tried again', async () => {
    const { conversationId, messageId } = await write(VOID);
    const engine = {
      provider: 'openai' as const,
      model: 'broken',
      call: () => Promise.reject(new ModelFailed('timeout', 'The model took too long.')),
    };
    await runAi(messageId, { engine });
    expect((await decision(conversationId))?.reasons[0]?.code).toBe('model_failed');
    expect(await types(conversationId)).toContain('ai.failed');
    await runAi(messageId);
    expect((await decision(conversationId))?.action).toBe('review');
  });

  test('internal articles are nowhere in the run', async () => {
    const { messageId } = await write('Can you void a label after 40 days as goodwill?');
    await runAi(messageId);
    const [run] = await db().select().from(aiRuns).where(eq(aiRuns.messageId, messageId));
    expect(JSON.stringify(run?.stages)).not.toContain('150 euro');
  });
});

/** The built-in answerer, with something that happens before it is done. */
function slowed(meanwhile: () => Promise<unknown>): Engine {
  const call: CallModel = async (asked) => {
    await meanwhile();
    return builtin.call(asked);
  };
  call.builtin = true;
  return { ...builtin, call };
}

async function earnAll(): Promise<void> {
  await db().delete(autopilotEarned);
  await earnForTest(db(), {
    answerer: answererOf({ provider: 'builtin', model: BUILTIN }),
    modelVersion: priorVersion,
    percent: 1,
    topics: ['labels'],
  });
}

async function write(
  body: string,
  { conversationId: into, ...more }: { automatic?: string; conversationId?: number } = {},
) {
  return db().transaction(async (tx) => {
    const conversationId = into ?? (await openConversation(tx, { subject: '', channel: 'email', contactId }));
    const messageId = await addInboundMessage(tx, conversationId, { body, ...more });
    return { conversationId, messageId };
  });
}

async function types(conversationId: number): Promise<string[]> {
  return (await db().select({ type: events.type }).from(events).where(eq(events.conversationId, conversationId))).map(
    ({ type }) => type,
  );
}

async function sent(conversationId: number): Promise<number> {
  return (await db().select().from(outbox).where(eq(outbox.conversationId, conversationId))).length;
}

async function decision(conversationId: number) {
  return (
    await db().select().from(decisions).where(eq(decisions.conversationId, conversationId)).orderBy(decisions.id)
  ).at(-1);
}
