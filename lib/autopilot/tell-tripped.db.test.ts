// Over a real socket: owners hear once that the breaker tripped.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, autopilotChanges, mailboxes, topics } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { tellTripped } from './tell-tripped.ts';

withTestDatabase();

const peer = new SmtpPeer();

beforeAll(async () => {
  await peer.start();
  await db()
    .insert(agents)
    .values([
      { name: 'Ona', email: 'ona@x.test', role: 'owner', passwordHash: 'x' },
      { name: 'Ned', email: 'ned@x.test', role: 'agent', passwordHash: 'x' },
    ]);
  const smtp = { host: '127.0.0.1', port: peer.port, secure: false };
  await db().insert(mailboxes).values({ name: 'Works', address: 'works@x.test', smtp });
  await db().insert(topics).values({ key: 'billing', name: 'Billing and plans' });
});
beforeEach(async () => {
  peer.delivered.length = 0;
  await db().delete(autopilotChanges);
});
afterAll(async () => {
  await peer.stop();
  await closeQueue();
});

test('each trip is told once, in words, to owners, also by two workers', async () => {
  await trip('topic:billing');
  await Promise.all([tellTripped(), tellTripped()]);
  expect(await tellTripped()).toBe(0);
  expect(peer.delivered).toHaveLength(1);
  const mail = JSON.stringify(peer.delivered[0]);
  expect(mail).toContain('ona@x.test');
  expect(mail).not.toContain('ned@x.test');
  expect(mail).toContain('Billing and plans');
  await trip('mode');
  expect(await tellTripped()).toBe(1);
  expect(JSON.stringify(peer.delivered[1])).toContain('8 would have been changed');
});

test('what a person changed, and what is old news, is not told', async () => {
  await db().insert(autopilotChanges).values({ field: 'mode', before: 'on', after: 'ask' });
  await trip('mode', new Date(Date.now() - 25 * 3_600_000));
  expect(await tellTripped()).toBe(0);
  expect(peer.delivered).toEqual([]);
});

test('without a mailbox that can send it is told on screen alone, and not tried for ever', async () => {
  await db().update(mailboxes).set({ smtp: null });
  await trip('mode');
  expect(await tellTripped()).toBe(1);
  expect(await tellTripped()).toBe(0);
});

async function trip(field: string, createdAt = new Date()) {
  await db().insert(autopilotChanges).values({ field, before: 'on', after: 'ask', reason: 'drift:8:40:20', createdAt });
}
