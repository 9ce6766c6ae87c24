import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, mailboxes, reviews, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { readEndToken } from '#lib/agents/mail-choices.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { tellWaiting } from './tell-waiting.ts';
import { waiting } from './testing.ts';

withTestDatabase();

const peer = new SmtpPeer();
let lena = 0;

beforeAll(async () => {
  await peer.start();
  await db().insert(workspace).values({ name: 'Test' });
  await db()
    .insert(mailboxes)
    .values({ name: 'P', address: 'support@x.test', smtp: { host: '127.0.0.1', port: peer.port, secure: false } });
  const [row] = await db()
    .insert(agents)
    .values({ name: 'Lena', email: 'lena@x.test', role: 'agent', passwordHash: 'x', mailReview: true })
    .returning({ id: agents.id });
  lena = row?.id ?? 0;
  await db()
    .insert(agents)
    .values([
      { name: 'Vera', email: 'vera@x.test', role: 'viewer', passwordHash: 'x', mailReview: true },
      { name: 'Omar', email: 'omar@x.test', role: 'agent', passwordHash: 'x' },
    ]);
});
beforeEach(async () => {
  peer.delivered.length = 0;
  await db().delete(reviews);
  await db().update(agents).set({ reviewToldAt: null, lastSeenAt: null });
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
});

test('one digest for all that waits, to who asked for it, and none before a quarter of an hour', async () => {
  expect(await tellWaiting()).toBe(0);
  await waiting();
  await waiting();
  const told = await Promise.all([tellWaiting(), tellWaiting()]);
  expect(told[0] + told[1]).toBe(1);
  expect(peer.delivered).toHaveLength(1);
  const [delivered] = peer.delivered;
  expect(delivered?.to).toEqual(['lena@x.test']);
  expect(delivered?.mail.subject).toBe('2 proposals wait in Review');
  const link = delivered?.mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  expect(readEndToken(link.replace(/^.*\/|>$/g, ''))).toEqual({ agentId: lena, kind: 'review' });
  await waiting();
  expect(await tellWaiting()).toBe(0);
  await db().update(agents).set({ reviewToldAt: sql`now() - interval '16 minutes'` });
  expect(await tellWaiting()).toBe(1);
  // Nothing new since.
  await db().update(agents).set({ reviewToldAt: sql`now() - interval '16 minutes'` });
  await db().update(reviews).set({ createdAt: sql`now() - interval '20 minutes'` });
  expect(await tellWaiting()).toBe(0);
});

test('not while they are here, and not about what they have seen', async () => {
  await waiting();
  await db().update(agents).set({ lastSeenAt: sql`now() - interval '2 minutes'` }).where(eq(agents.id, lena));
  expect(await tellWaiting()).toBe(0);
  await db().update(reviews).set({ createdAt: sql`now() - interval '30 minutes'` });
  await db().update(agents).set({ lastSeenAt: sql`now() - interval '12 minutes'` }).where(eq(agents.id, lena));
  expect(await tellWaiting()).toBe(0);
  await waiting();
  expect(await tellWaiting()).toBe(1);
});
