import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  autopilotChanges,
  contacts,
  conversations,
  decisions,
  messages,
  proposals,
  reviews,
  topics,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { CAREFUL, changeAutopilot, getAutopilot, listChanges, setTopicBudget, setTopicRule } from './settings.ts';
import { reliability, topicCounts } from './stats.ts';

withTestDatabase();

const owner = { id: 0, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const agent = { ...owner, role: 'agent' as const };

beforeAll(async () => {
  const [row] = await db()
    .insert(agents)
    .values({ name: 'Olga', email: 'olga@example.com', role: 'owner' })
    .returning();
  owner.id = row?.id ?? 0;
});

describe('settings', () => {
  test('careful until somebody says otherwise', async () => {
    expect(await getAutopilot()).toEqual(CAREFUL);
    expect(CAREFUL).toMatchObject({ mode: 'ask', budget: 20, spotCheckShare: 0.05, auditShare: 0.02 });
  });
  test('each change is on the record, once', async () => {
    await changeAutopilot(db(), owner, { mode: 'on', threshold: 0.85, budget: 50 });
    await changeAutopilot(db(), owner, { mode: 'on', threshold: 0.85, budget: 50 });
    expect(await getAutopilot()).toMatchObject({ mode: 'on', threshold: 0.85, budget: 50 });
    expect((await listChanges(owner)).map(({ field, before, after }) => [field, before, after])).toEqual([
      ['threshold', null, '0.85'],
      ['budget', '20', '50'],
      ['mode', 'ask', 'on'],
    ]);
    await changeAutopilot(db(), owner, { mode: 'ask', budget: 20, threshold: null });
  });
  test.each([{ budget: 3 }, { budget: 21 }, { spotCheckShare: 0 }, { auditShare: 2 }, { mode: 'auto' as never }])(
    '%j is refused',
    async (change) => {
      await expect(changeAutopilot(db(), owner, change)).rejects.toThrow(Invalid);
    },
  );
  test.each([0, 1.2, -1, Number.NaN])('%d is no minimum', async (threshold) => {
    await expect(changeAutopilot(db(), owner, { threshold })).rejects.toThrow(Invalid);
  });
  test('agents may not, and nothing changes', async () => {
    await expect(changeAutopilot(db(), agent, { mode: 'off' })).rejects.toThrow(Forbidden);
    await expect(setTopicRule(db(), agent, 1, 'person')).rejects.toThrow(Forbidden);
  });
  test('a topic’s rule', async () => {
    const [topic] = await db().insert(topics).values({ key: 'billing', name: 'Billing' }).returning();
    await setTopicRule(db(), owner, topic?.id ?? 0, 'always_ask');
    const [change] = await db()
      .select()
      .from(autopilotChanges)
      .orderBy(autopilotChanges.id)
      .then((rows) => rows.slice(-1));
    await setTopicBudget(db(), owner, topic?.id ?? 0, 50);
    await expect(setTopicBudget(db(), owner, topic?.id ?? 0, 7)).rejects.toThrow(Invalid);
    expect(change).toMatchObject({ field: 'topic:billing', before: 'default', after: 'always_ask', agentId: owner.id });
  });
});

describe('numbers', () => {
  beforeAll(async () => {
    const [contact] = await db().insert(contacts).values({ email: 'c@example.com' }).returning();
    const [conversation] = await db()
      .insert(conversations)
      .values({ channel: 'email', contactId: contact?.id ?? 0 })
      .returning();
    const conversationId = conversation?.id ?? 0;
    const cases: [number, string[], 'send' | 'review' | 'person', 'approved' | 'edited' | 'stale' | null][] = [
      [0.95, ['mode_ask'], 'review', 'approved'],
      [0.92, ['mode_ask'], 'review', 'edited'],
      [0.91, ['risk_money', 'mode_ask'], 'review', 'approved'],
      [0.55, ['mode_ask'], 'review', 'approved'],
      [0.97, ['confident_enough'], 'send', null],
      [0.99, ['mode_ask'], 'review', 'stale'],
      [0, ['no_answer'], 'person', null],
    ];
    for (const [confidence, codes, action, status] of cases) {
      const [message] = await db()
        .insert(messages)
        .values({ conversationId, kind: 'inbound', author: 'customer', body: 'x' })
        .returning();
      const of = { conversationId, messageId: message?.id ?? 0 };
      const [run] = await db()
        .insert(aiRuns)
        .values({ ...of, status: 'done', engine: 'builtin', model: 'm', stages: [], ms: 1 })
        .returning();
      const [proposal] = await db()
        .insert(proposals)
        .values({
          ...of,
          runId: run?.id ?? 0,
          kind: action === 'person' ? 'abstain' : 'reply',
          body: 'b',
          language: 'en',
          topic: 'labels',
          confidence,
          features: {},
          modelVersion: 'v',
        })
        .returning();
      await db()
        .insert(decisions)
        .values({
          runId: run?.id ?? 0,
          conversationId,
          proposalId: proposal?.id,
          action,
          reasons: codes.map((code) => ({ code, tone: 'warn' as const })),
          mode: 'ask',
          confidence,
          topic: 'labels',
        });
      if (status) {
        const unchanged = status === 'stale' ? null : status === 'approved';
        await db()
          .insert(reviews)
          .values({ conversationId, proposalId: proposal?.id ?? 0, status, decidedAt: new Date(), unchanged });
      }
    }
  });
  test('reliability counts judged replies only', async () => {
    expect((await reliability(owner)).bins.map(({ from, n, unchanged }) => [from, n, unchanged])).toEqual([
      [0.5, 1, 1],
      [0.9, 3, 2],
    ]);
  });
  test('by topic', async () => {
    expect(await topicCounts(owner)).toEqual([
      { topic: 'labels', total: 6, alone: 1, approved: 3, edited: 1, person: 1, waiting: 0, judged: 4, changed: 1 },
    ]);
  });
});
