import { count, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import mails from '#db/demo/mails.json' with { type: 'json' };
import {
  agents,
  articles,
  autopilot,
  autopilotEarned,
  collections,
  companies,
  contacts,
  conversations,
  mailboxes,
  messages,
  passages,
  proposals,
  reviews,
  snippets,
  topics,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { runAi } from '#lib/ai/pipeline.ts';
import type { Results } from '#lib/autopilot/results.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { readSolved } from '#lib/solved/read-solved.ts';
import { setUpWorkspace } from '#lib/workspace/set-up.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { countDemo } from './count.ts';
import { required } from './knowledge.ts';
import { removeDemo } from './remove.ts';
import { seedDemo } from './seed.ts';

withTestDatabase();

let owner: CurrentAgent;

beforeAll(async () => {
  owner = await db().transaction(async (tx) => {
    const one = await setUpWorkspace(tx, {
      name: 'Ona',
      email: 'ona@example.com',
      password: 'correct-horse-battery',
      workspaceName: 'Ours',
    });
    await seedDemo(tx, one.id);
    return one;
  });
});
afterAll(closeQueue);

const rows = async (table: Parameters<ReturnType<typeof db>['$count']>[0]) => db().$count(table);

test('every screen has something to show', async () => {
  const statuses = await db()
    .select({ status: conversations.status, n: count() })
    .from(conversations)
    .groupBy(conversations.status);
  const by = Object.fromEntries(statuses.map(({ status, n }) => [status, n]));
  expect(by.open).toBeGreaterThan(25);
  for (const status of ['pending', 'snoozed', 'closed', 'spam']) expect(by[status], status).toBeGreaterThan(1);
  expect(await rows(articles)).toBe(72);
  expect(await rows(passages)).toBeGreaterThan(250);
  expect(await db().$count(reviews, sql`decided_at is not null`)).toBeGreaterThan(200);
  expect(await db().$count(conversations, eq(conversations.answeredByAi, true))).toBeGreaterThan(20);
  expect((await loadWorkspace()).demo).toBe(true);
});

test('the confidence of the past is honest: each fifth was kept about as often as it said', async () => {
  const bins = await db().execute<{ said: number; kept: number; n: number }>(sql`
    select avg(confidence)::float as said, avg(unchanged::int)::float as kept, count(*)::int as n
    from reviews join proposals on proposals.id = reviews.proposal_id where decided_at is not null
    group by width_bucket(confidence, 0, 1, 5)`);
  expect(bins.length).toBe(5);
  for (const { said, kept, n } of bins) expect(Math.abs(said - kept), `of ${n} at ${said}`).toBeLessThan(0.16);
});

test('its made-up reviews earn 1 in 20 in the demo’s own mailbox, and nothing for real customers', async () => {
  const earned = new Map((await db().select().from(autopilotEarned)).map((row) => [row.demo, row.results as Results]));
  const { pool, topics: byTopic } = required(earned.get(true));
  expect(pool[20]).toMatchObject({ missing: null });
  expect(pool[20]?.threshold).toBeLessThanOrEqual(88);
  expect(pool[100]?.threshold).toBeNull();
  expect(pool[100]?.missing?.moreClean).toBeGreaterThan(100);
  for (const key of ['voids-refunds-and-claims', 'stores-imports-and-api', 'labels-and-carriers'])
    expect(byTopic[key]?.pooled[20]?.fit, key).toBe('pooled');
  expect(required(earned.get(false))).toMatchObject({ judged: 0, pool: { 5: { threshold: null } } });
});

test('no time lies in the future, messages stand in order, and what was approved was sent as proposed', async () => {
  const [odd] = await db().execute<{ future: number; disorder: number; changed: number; internal: number }>(sql`
    select
      (select count(*)::int from messages where created_at > now()) as future,
      (select count(*)::int from messages a join messages b on a.conversation_id = b.conversation_id and a.id < b.id and a.created_at > b.created_at) as disorder,
      (select count(*)::int from reviews where status = 'approved' and not unchanged) as changed,
      (select count(*)::int from proposals p, jsonb_array_elements(p.citations) c join articles a on a.id = (c ->> 'articleId')::bigint where a.status <> 'published') as internal`);
  expect(odd).toEqual({ future: 0, disorder: 0, changed: 0, internal: 0 });
});

test('what is waiting now is left to the real pipeline', async () => {
  const [jobs] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from pgboss.job where name = 'message.received'`,
  );
  expect(jobs?.n).toBeGreaterThanOrEqual(8);
  expect(await db().$count(reviews, eq(reviews.status, 'pending'))).toBe(0);
});

test('what a colleague answered before is proposed where the help center has no answer', async () => {
  await readSolved({ most: 500 });
  const [mailbox] = await db().select().from(mailboxes);
  const [jonas] = await db().select().from(contacts).where(eq(contacts.email, 'jonas@weberkeramik.example'));
  const mail = mails.find(({ key }) => key === 'answered-before');
  const asked = await db().transaction(async (tx) => {
    const id = await openConversation(tx, {
      subject: mail?.subject ?? '',
      channel: 'email',
      contactId: jonas?.id ?? 0,
      mailboxId: mailbox?.id,
      demo: true,
    });
    return { id, messageId: await addInboundMessage(tx, id, { body: (mail?.text ?? '').replace('{first}', 'Jonas') }) };
  });
  await runAi(asked.messageId);
  const [proposal] = await db().select().from(proposals).where(eq(proposals.conversationId, asked.id));
  expect(proposal?.body).toContain('Carriers need a sender address on every label');
  expect(proposal?.citations.map(({ solvedId }) => solvedId !== undefined)).toEqual([true]);
  await db().delete(conversations).where(eq(conversations.id, asked.id));
});

test('removal takes the demo and leaves what people made meanwhile', async () => {
  const [shelf] = await db().insert(collections).values({ name: 'Mine', slug: 'mine' }).returning();
  const [demoShelf] = await db().select().from(collections).where(eq(collections.slug, 'billing-and-plans'));
  if (!shelf || !demoShelf) throw new Error('no shelf');
  await db()
    .insert(articles)
    .values([
      { title: 'Own', slug: 'own', body: 'Ours.', collectionId: shelf.id },
      { title: 'Own, on a demo shelf', slug: 'own-2', body: 'Ours.', collectionId: demoShelf.id },
    ]);
  const [real] = await db().insert(contacts).values({ name: 'Real', email: 'real@customer.test' }).returning();
  const [jonas] = await db().select().from(contacts).where(eq(contacts.email, 'jonas@weberkeramik.example'));
  if (!real || !jonas) throw new Error('no contact');
  const kept: number[] = [];
  for (const contact of [real, jonas]) {
    const id = await openConversation(db(), {
      subject: 'Real',
      channel: 'api',
      contactId: contact.id,
      status: 'open',
      demo: false,
    });
    await addInboundMessage(db(), id, { body: 'Hello' });
    kept.push(id);
  }
  const [mailbox] = await db().select().from(mailboxes);
  const mailed = await openConversation(db(), {
    subject: 'By demo mail',
    channel: 'email',
    contactId: jonas.id,
    mailboxId: mailbox?.id,
    status: 'open',
    demo: false,
  });
  const byForm = await openConversation(db(), {
    subject: 'By form',
    channel: 'form',
    contactId: real.id,
    mailboxId: mailbox?.id,
    status: 'open',
    demo: false,
  });
  await db().update(autopilot).set({ mode: 'on', threshold: 0.9 });

  const before = await countDemo();
  expect(before).toMatchObject({ articles: 72, snippets: 10, companies: 14, colleagues: 4 });
  await expect(removeDemo(db(), { ...owner, role: 'admin' })).rejects.toThrow(Forbidden);
  await db().transaction((tx) => removeDemo(tx, owner));

  expect((await db().select({ id: conversations.id }).from(conversations)).map(({ id }) => id).sort()).toEqual(
    [...kept, byForm].sort(),
  );
  expect(mailed).toBeGreaterThan(0);
  expect(await rows(messages)).toBe(2);
  expect((await db().select().from(contacts)).map(({ email, demo }) => [email, demo]).sort()).toEqual([
    ['jonas@weberkeramik.example', false],
    ['real@customer.test', false],
  ]);
  expect((await db().select().from(companies)).map(({ name, demo }) => [name, demo])).toEqual([
    ['Weber Keramik', false],
  ]);
  expect((await db().select().from(articles)).map(({ slug }) => slug).sort()).toEqual(['own', 'own-2']);
  expect((await db().select().from(collections)).map(({ slug }) => slug).sort()).toEqual(['billing-and-plans', 'mine']);
  expect((await db().select().from(topics)).map(({ key }) => key)).toEqual(['billing-and-plans']);
  expect((await db().select().from(agents)).map(({ email }) => email)).toEqual(['ona@example.com']);
  expect((await db().select().from(autopilotEarned)).map(({ demo }) => demo)).not.toContain(true);
  for (const table of [mailboxes, snippets, reviews]) expect(await rows(table)).toBe(0);
  expect(await db().select().from(autopilot)).toMatchObject([{ mode: 'ask', threshold: null }]);
  expect((await db().select().from(workspace))[0]?.demo).toBe(false);
  const [counts] = await db().execute<{ open: number }>(
    sql`select coalesce(sum(n), 0)::int as open from view_counts where key = 'open'`,
  );
  expect(counts?.open).toBe(3);
  expect(Object.values(await countDemo()).every((n) => n === 0)).toBe(true);
});
