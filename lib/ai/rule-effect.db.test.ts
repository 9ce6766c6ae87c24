import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  aiRuns,
  companies,
  contacts,
  conversations,
  decisions,
  type GateAction,
  messages,
  type PolicyConditions,
  policyRules,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { evaluatePolicy } from '#lib/autopilot/policy.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { ruleEffect } from './rule-effect.ts';
import type { GateInput } from './types.ts';

withTestDatabase();

const owner = { id: 1, name: 'Olga', email: 'olga@example.com', role: 'owner' as const };
const DAY_MS = 24 * 3_600_000;
const ACTIONS: GateAction[] = ['send', 'review', 'suggest', 'person'];
const TOPICS = ['labels', 'billing', null];
const CHANNELS = ['email', 'form', 'chat'] as const;
const LANGUAGES = ['en', 'de'];
const RISKS = [[], ['money'], ['money', 'legal']];
type Row = typeof decisions.$inferInsert & { attributes: Record<string, string> };
const rows: Row[] = [];
let people: { id: number; attributes: Record<string, string> }[] = [];

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Olga', email: 'olga@example.com', role: 'owner' })
    .returning();
  owner.id = agent?.id ?? 0;
  const [company] = await db()
    .insert(companies)
    .values({ name: 'Fernhill', attributes: { Plan: 'Scale', VIP: 'yes' } })
    .returning();
  const made = await db()
    .insert(contacts)
    .values([
      { name: 'Ana', email: 'ana@x.test', companyId: company?.id, attributes: {} },
      // The customer's own word counts over the company's.
      { name: 'Ben', email: 'ben@x.test', companyId: company?.id, attributes: { Plan: 'Growth' } },
      { name: '', email: 'cy@x.test', attributes: { plan: ' scale ' } },
    ])
    .returning();
  people = made.map(({ id, attributes }, at) => ({
    id,
    attributes: at < 2 ? { ...company?.attributes, ...attributes } : attributes,
  }));
  for (let i = 0; i < 240; i++) {
    // Spread over the week and the hours, the newest an hour ago.
    const createdAt = new Date(Date.now() - 3_600_000 - i * 2.7 * 3_600_000);
    await decided(i, {
      action: ACTIONS[i % 4] ?? 'send',
      topic: TOPICS[i % 3] ?? null,
      channel: CHANNELS[(i >> 1) % 3],
      language: LANGUAGES[(i >> 2) % 2],
      risks: RISKS[(i >> 1) % 3],
      verified: i % 5 > 1,
      alwaysPerson: i % 7 === 0,
      createdAt,
    });
  }
});

describe('a new rule', () => {
  const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined });
  const time = fc.constantFrom('00:00', '07:30', '09:00', '18:00', '23:45');
  const conditions: fc.Arbitrary<PolicyConditions> = fc.record(
    {
      topics: some(['labels', 'billing']),
      channels: some(CHANNELS),
      languages: some(LANGUAGES),
      risks: some(['money', 'legal', 'press']),
      verified: fc.option(fc.boolean(), { nil: undefined }),
      alwaysPerson: fc.option(fc.boolean(), { nil: undefined }),
      attribute: fc.option(
        fc.constantFrom(
          { name: 'plan', is: ['scale'] },
          { name: 'PLAN', is: ['Growth', 'x'] },
          { name: 'vip', is: ['YES'] },
          { name: 'nothing', is: ['here'] },
        ),
        { nil: undefined },
      ),
      hours: fc.option(
        fc.record({
          from: time,
          to: time,
          zone: fc.constantFrom('UTC', 'Europe/Amsterdam', 'America/Los_Angeles', 'Asia/Kathmandu'),
          days: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), { nil: undefined }),
        }),
        { nil: undefined },
      ),
    },
    { requiredKeys: [] },
  );

  test('counts the same messages that the gate would have applied it to', async () => {
    await fc.assert(
      fc.asyncProperty(conditions, fc.constantFrom(...ACTIONS), async (given, action) => {
        const found = await ruleEffect(owner, null, { conditions: given, action, enabled: true });
        const hit = rows.filter((row) => applies(given, row));
        expect(found.matched).toBe(hit.length);
        const moved = hit.filter((row) => ACTIONS.indexOf(row.action) < ACTIONS.indexOf(action));
        expect(found.moves.reduce((sum, { n }) => sum + n, 0)).toBe(moved.length);
        // Nothing is ever made freer.
        for (const { from, to } of found.moves) expect(ACTIONS.indexOf(to)).toBeGreaterThan(ACTIONS.indexOf(from));
        expect(found.examples.length).toBe(Math.min(5, moved.length));
      }),
      { numRuns: 120 },
    );
  });

  test('shows the newest that would have moved, and from where to where', async () => {
    const effect = await ruleEffect(owner, null, {
      conditions: { topics: ['labels'] },
      action: 'person',
      enabled: true,
    });
    expect(effect.total).toBe(240);
    expect(effect.moves.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
      'review person',
      'send person',
      'suggest person',
    ]);
    const times = effect.examples.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    expect(effect.examples.every(({ contactName }) => contactName !== '')).toBe(true);
  });

  test('a rule that is off, or one that only says “no objection”, changes nothing', async () => {
    const off = await ruleEffect(owner, null, { conditions: {}, action: 'person', enabled: false });
    expect(off).toMatchObject({ matched: 0, moves: [], examples: [] });
    const free = await ruleEffect(owner, null, { conditions: {}, action: 'send', enabled: true });
    expect(free).toMatchObject({ matched: 240, moves: [] });
  });

  test('what cannot be saved is not counted; what was before is another time', async () => {
    const hours = { from: '18:00', to: '', zone: 'UTC' };
    await expect(ruleEffect(owner, null, { conditions: { hours }, action: 'review', enabled: true })).rejects.toThrow(
      Invalid,
    );
    const old = await decided(1000, { createdAt: new Date(Date.now() - 31 * DAY_MS) }, false);
    expect(old).toBeGreaterThan(0);
    expect((await ruleEffect(owner, null, { conditions: {}, action: 'review', enabled: true })).total).toBe(240);
  });

  test('values are data, whatever they look like', async () => {
    const evil = "x'); drop table decisions; --";
    const conditions = { topics: [evil], risks: [evil], languages: [evil], attribute: { name: evil, is: [evil] } };
    expect((await ruleEffect(owner, null, { conditions, action: 'review', enabled: true })).matched).toBe(0);
  });

  test('nobody else asks', async () => {
    const nobody = { ...owner, role: 'none' as 'viewer' };
    await expect(ruleEffect(nobody, null, { conditions: {}, action: 'review', enabled: true })).rejects.toThrow(
      Forbidden,
    );
  });
});

describe('a rule that is changed', () => {
  const night: PolicyConditions = { topics: ['old'] };

  test('where it alone held a reply back, it would have left; where something else did, not', async () => {
    const [rule] = await db()
      .insert(policyRules)
      .values({ name: 'Old', conditions: night, action: 'review' })
      .returning();
    const [other] = await db()
      .insert(policyRules)
      .values({ name: 'Other', conditions: {}, action: 'suggest' })
      .returning();
    const [id, otherId] = [rule?.id ?? 0, other?.id ?? 0];
    const held = { topic: 'old', action: 'review' as const, ruleIds: [id], createdAt: new Date() };
    await decided(2000, held, false, { policy: { action: 'review', name: 'Old' } });
    await decided(2001, held, false, { policy: { action: 'review', name: 'Old' }, risks: ['money'] });
    await decided(2002, { ...held, action: 'suggest', ruleIds: [id, otherId] }, false, {
      policy: { action: 'suggest', name: 'Other' },
    });
    const off = await ruleEffect(owner, id, { conditions: night, action: 'review', enabled: false });
    expect(off).toMatchObject({ matched: 0, moves: [{ from: 'review', to: 'send', n: 1 }], askedAgain: null });
    expect(off.examples).toHaveLength(1);
    const stricter = await ruleEffect(owner, id, { conditions: night, action: 'person', enabled: true });
    expect(stricter.moves).toEqual([
      { from: 'review', to: 'person', n: 2 },
      { from: 'suggest', to: 'person', n: 1 },
    ]);
    const same = await ruleEffect(owner, id, { conditions: night, action: 'review', enabled: true });
    expect(same).toMatchObject({ matched: 3, moves: [] });
  });
});

function applies(conditions: PolicyConditions, row: Row): boolean {
  const facts = {
    topic: row.topic ?? null,
    channel: row.channel ?? '',
    language: row.language ?? '',
    risks: row.risks ?? [],
    attributes: row.attributes,
    verified: row.verified ?? false,
    alwaysPerson: row.alwaysPerson ?? false,
    now: row.createdAt ?? new Date(),
  };
  return evaluatePolicy([{ id: 1, name: '', conditions, action: 'review' }], facts) !== null;
}

/** A gate that would say `send`. */
const SENDABLE: GateInput = {
  mode: 'on',
  threshold: 0.8,
  unearned: null,
  spotCheckShare: 0.05,
  dice: 0.5,
  auditShare: 0.02,
  auditDice: 0.5,
  policy: null,
  kind: 'reply',
  confidence: 0.95,
  outcome: 'answerable',
  risks: [],
  problems: [],
  topicRule: 'default',
  topicName: 'Old',
  personOnly: false,
  alwaysPerson: false,
  asksPerson: false,
  verified: true,
  hiddenText: false,
  stale: false,
  solved: false,
  language: 'en',
  evidenceLanguage: 'en',
  modelFailed: false,
  capReached: false,
};

async function decided(
  i: number,
  values: Partial<typeof decisions.$inferInsert>,
  counted = true,
  input: Partial<GateInput> = {},
): Promise<number> {
  const person = people[i % people.length];
  const [conversation] = await db()
    .insert(conversations)
    .values({ subject: `About ${i}`, channel: 'email', contactId: person?.id ?? 0 })
    .returning({ id: conversations.id });
  const conversationId = conversation?.id ?? 0;
  const [message] = await db()
    .insert(messages)
    .values({ conversationId, kind: 'inbound', author: 'customer', body: 'Hello?' })
    .returning({ id: messages.id });
  const stages = [{ stage: 'gate' as const, input: { ...SENDABLE, ...input }, output: {}, ms: 0 }];
  const [run] = await db()
    .insert(aiRuns)
    .values({
      conversationId,
      messageId: message?.id ?? 0,
      status: 'done',
      engine: 'builtin',
      model: 'x',
      stages,
      ms: 1,
    })
    .returning({ id: aiRuns.id });
  const row = {
    runId: run?.id ?? 0,
    conversationId,
    action: 'send' as const,
    reasons: [],
    mode: 'on' as const,
    ...values,
  };
  const [made] = await db().insert(decisions).values(row).returning();
  if (counted && made) rows.push({ ...made, attributes: person?.attributes ?? {} });
  return made?.id ?? 0;
}
