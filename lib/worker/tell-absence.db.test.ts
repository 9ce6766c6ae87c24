// No worker for minutes: the web process knows it by the pulse, and owners hear of it from the first one that comes back, once.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, events, mailboxes, workerPulse } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { receive } from '#lib/inbound/receive.ts';
import { beat, startPulse, workerState } from '#lib/jobs/pulse.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { tellAbsence } from './tell-absence.ts';

withTestDatabase();

const peer = new SmtpPeer();
let mailboxId = 0;

beforeAll(async () => {
  await peer.start();
  await db().insert(agents).values({ name: 'Ona', email: 'ona@x.test', role: 'owner', passwordHash: 'x' });
  const smtp = { host: '127.0.0.1', port: peer.port, secure: false };
  const [box] = await db()
    .insert(mailboxes)
    .values({ name: 'Support', address: 'support@x.test', smtp })
    .returning({ id: mailboxes.id });
  mailboxId = box?.id ?? 0;
});
beforeEach(async () => {
  peer.delivered.length = 0;
  await db().delete(workerPulse);
  await db().delete(events);
});
afterAll(async () => {
  await peer.stop();
  await closeQueue();
});

const LONG_UP = 3600;
const silentFor = (seconds: number) =>
  db()
    .update(workerPulse)
    .set({ seenAt: sql`now() - make_interval(secs => ${seconds})` });

test('the web process knows: never seen, running, away; and gives a worker time after a restart of everything', async () => {
  expect(await workerState(LONG_UP)).toEqual({ seenAt: null, away: true });
  expect(await workerState(5)).toEqual({ seenAt: null, away: false });
  const stop = await startPulse();
  await stop();
  expect(await workerState(LONG_UP)).toEqual({ seenAt: expect.any(Date), away: false });
  await silentFor(50);
  expect(await workerState(LONG_UP)).toMatchObject({ away: false });
  await silentFor(90);
  expect(await workerState(LONG_UP)).toMatchObject({ away: true });
  expect(await workerState(5)).toMatchObject({ away: false });
});

test('away for long: the one that comes back tells owners, once, with what came meanwhile', async () => {
  await beat();
  await silentFor(3 * 60);
  await beat();
  await tellAbsence();
  expect(peer.delivered).toEqual([]);

  await silentFor(12 * 60);
  const arrival = {
    mailboxId,
    door: 'http' as const,
    envelope: { from: 'a@b.test', to: [] },
    raw: Buffer.from('a: b\r\n\r\nc'),
  };
  await db().transaction((tx) => receive(tx, arrival));
  // Three workers start together.
  await Promise.all([beat(), beat(), beat()]);
  await Promise.all([tellAbsence(), tellAbsence()]);
  await beat();
  await tellAbsence();
  expect(peer.delivered).toHaveLength(1);
  const [told] = peer.delivered;
  expect(told?.to).toEqual(['ona@x.test']);
  expect(told?.mail.subject).toBe('Tandem’s worker is back after 12 minutes');
  expect(told?.mail.text).toContain('Nothing is lost');
  expect(told?.mail.text).toContain('One mail that came by webhook or form meanwhile is being read now.');
  expect((await db().select().from(events)).map(({ type }) => type)).toEqual(['mailbox.changed']);

  // The next time is told again.
  await silentFor(6 * 60);
  await beat();
  await tellAbsence();
  expect(peer.delivered).toHaveLength(2);
});
