import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { aiRuns, contacts, conversations, decisions, events, messages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { customerSignals } from '#lib/autopilot/signals.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { openConversation } from '#lib/conversations/open.ts';
import { customerRated, ratingOf } from '#lib/conversations/rate.ts';
import { customerSolved } from '#lib/conversations/solved.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { didNotHelp } from './did-not-help.ts';

withTestDatabase();
afterAll(closeQueue);
const viewer = { id: 1, name: 'Vi', email: 'vi@example.com', role: 'viewer' as const };
let contactId = 0;

beforeAll(async () => {
  const [contact] = await db().insert(contacts).values({ name: 'Kim', email: 'kim@example.com' }).returning();
  contactId = contact?.id ?? 0;
});

const say = (id: number, why = '') => db().transaction((tx) => didNotHelp(tx, id, why));
const rate = (id: number, rating: number) => db().transaction((tx) => customerRated(tx, id, rating));

test('a person takes over, reads why, and the AI is not asked about it; twice is once', async () => {
  const id = await answeredAlone();
  await say(id, '  The page\u0000 is\n <b>gone</b>  ');
  await say(id, 'Again');
  const [row] = await db().select().from(conversations).where(eq(conversations.id, id));
  expect(row).toMatchObject({ status: 'open', personOnly: true, lastAuthor: 'customer' });
  expect(row?.waitingSince).not.toBeNull();
  const said = await db().select().from(messages).where(eq(messages.conversationId, id)).orderBy(asc(messages.id));
  expect(said.map(({ kind, body, html }) => [kind, body, html])).toEqual([
    ['inbound', 'How?', null],
    ['inbound', 'The page is <b>gone</b>', null],
  ]);
  const happened = await db().select().from(events).where(eq(events.conversationId, id)).orderBy(asc(events.seq));
  expect(happened.map(({ type }) => type).filter((type) => /^(customer|person)/.test(type))).toEqual([
    'customer.unhelpful',
    'person.requested',
  ]);
  expect(JSON.stringify(happened)).not.toContain('gone');
});

test('without a reason there is no message, and a long one is cut', async () => {
  const id = await answeredAlone();
  await say(id);
  expect(await db().$count(messages, eq(messages.conversationId, id))).toBe(1);
  const other = await answeredAlone();
  await say(other, 'x'.repeat(9000));
  const [last] = await db()
    .select()
    .from(messages)
    .where(eq(messages.body, 'x'.repeat(300)));
  expect(last?.conversationId).toBe(other);
  await expect(say(other + 1000)).rejects.toThrow(NotFound);
});

test('what is solved is rated, the newest number counts; what is not solved is not', async () => {
  const id = await answeredAlone();
  await rate(id, 1);
  expect(await ratingOf(id)).toBeNull();
  await db().transaction((tx) => customerSolved(tx, id));
  await rate(id, 1);
  await rate(id, 1);
  await rate(id, 4);
  expect(await ratingOf(id)).toBe(4);
  expect(await db().$count(events, eq(events.type, 'customer.rated'))).toBe(2);
  await expect(rate(id, 6)).rejects.toThrow(Invalid);
});

test('whoever presses without end fills no timeline', async () => {
  const id = await answeredAlone();
  await db().transaction((tx) => customerSolved(tx, id));
  for (let n = 0; n < 25; n++) await rate(id, (n % 2) + 1);
  const rated = and(eq(events.conversationId, id), eq(events.type, 'customer.rated'));
  expect(await db().$count(events, rated)).toBe(20);
  expect(await ratingOf(id)).toBe(2);
});

test('both are hints, counted apart from each other and from reviews', async () => {
  await db().delete(conversations);
  const [unhelpful, low, lowThenHigh] = [await answeredAlone(), await answeredAlone(), await answeredAlone()];
  await say(unhelpful);
  for (const id of [low, lowThenHigh]) {
    await db().transaction((tx) => customerSolved(tx, id));
    await rate(id, 2);
  }
  await rate(lowThenHigh, 5);
  expect(await customerSignals(viewer)).toMatchObject({
    sent: 3,
    unhelpful: 1,
    lowRated: 1,
    solved: 2,
    askedPerson: 1,
  });
});

async function answeredAlone(): Promise<number> {
  return db().transaction(async (tx) => {
    const conversationId = await openConversation(tx, { subject: 'Void', channel: 'email', contactId });
    const messageId = await addInboundMessage(tx, conversationId, { body: 'How?' });
    const [run] = await tx
      .insert(aiRuns)
      .values({ conversationId, messageId, status: 'done', engine: 'builtin', model: 'x', stages: [], ms: 1 })
      .returning();
    await tx.insert(decisions).values({
      runId: run?.id ?? 0,
      conversationId,
      action: 'send',
      reasons: [],
      mode: 'on',
      createdAt: new Date(Date.now() - 60_000),
    });
    await tx
      .update(conversations)
      .set({ status: 'pending', waitingSince: null })
      .where(eq(conversations.id, conversationId));
    return conversationId;
  });
}
