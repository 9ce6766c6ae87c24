// Many replies and slow, full or absent servers: how many go at once, who waits and for what, who goes first when a pause ends.
import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes, outbox, pausedLanes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { moveToMailbox } from '#lib/conversations/move.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { claimReply } from './claim.ts';
import { deliverReply } from './deliver.ts';
import { lanesOf } from './lanes.ts';
import { sendNow } from './schedule.ts';
import { sweepOutbox } from './sweep.ts';
import { asked, conversationRow, eventsOf, house, openLanes, queued, rowOf } from './testing.ts';

withTestDatabase();

const peer = new SmtpPeer();
let mailboxId = 0;
let mara: CurrentAgent;

beforeAll(async () => {
  await peer.start();
  const made = await house({ host: '127.0.0.1', port: peer.port, secure: false });
  mailboxId = made.mailboxId;
  mara = { id: made.agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
});
beforeEach(async () => {
  await openLanes();
  await db().delete(outbox);
  peer.refuses.clear();
  peer.greeting = null;
  peer.mode = 'accept';
  peer.delivered.length = 0;
  Object.assign(peer.sessions, { opened: 0, most: 0 });
  peer.sessions.mostTo.clear();
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
});

async function reply(domain: string, box = mailboxId): Promise<number> {
  const { conversationId } = await asked(box, { from: { name: 'Jo', address: `jo${Math.random()}@${domain}` } });
  return (await queued({ conversationId, body: 'Void it.', author: 'agent', agentId: mara.id })).outboxId;
}

async function replies(count: number, domain: string): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await reply(domain));
  return ids;
}

/** Every worker at once, as often as there is something that may go; what waits for a lane is nobody's until it is woken. */
async function work(): Promise<void> {
  for (let ready = await due(); ready.length > 0; ready = await due())
    await Promise.all(ready.slice(0, 12).flatMap((id) => [deliverReply(id), deliverReply(id)]));
}

async function due(): Promise<number[]> {
  const rows = await db()
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(inArray(outbox.status, ['queued', 'retry']), isNull(outbox.waitsFor), lte(outbox.dueAt, sql`now()`)))
    .orderBy(outbox.dueAt);
  return rows.map(({ id }) => id);
}

async function statuses(ids: number[]): Promise<string[]> {
  const rows = await db().select({ status: outbox.status }).from(outbox).where(inArray(outbox.id, ids));
  return rows.map(({ status }) => status);
}

async function attempts(ids: number[]): Promise<number> {
  const rows = await db().select({ attempts: outbox.attempts }).from(outbox).where(inArray(outbox.id, ids));
  return rows.reduce((sum, row) => sum + row.attempts, 0);
}

async function endPause(): Promise<void> {
  await db().update(pausedLanes).set({ until: sql`now() - interval '1 second'` });
  await db().update(outbox).set({ dueAt: sql`now() - interval '1 second'` }).where(sql`waits_for is not null`);
}

const paused = async () => (await db().select().from(pausedLanes)).map(({ key }) => key);

test('over all workers at most three go through a server and two to a domain, each once', async () => {
  for (const domain of ['a.test', 'b.test', 'c.test']) await replies(8, domain);
  await work();
  expect(peer.delivered).toHaveLength(24);
  expect(new Set(peer.delivered.map(({ mail }) => mail.messageId)).size).toBe(24);
  expect(peer.sessions.most).toBeLessThanOrEqual(3);
  expect(Math.max(...peer.sessions.mostTo.values())).toBeLessThanOrEqual(2);
  expect(await paused()).toEqual([]);
});

test('many replies to a domain that does not answer hold nobody else up', async () => {
  const slow = await replies(20, 'slow.test');
  const { arrived, release } = peer.hold('slow.test');
  const stuck = work();
  await arrived;
  const quick = await replies(3, 'quick.test');
  for (const id of quick) await deliverReply(id);
  expect(await statuses(quick)).toEqual(['sent', 'sent', 'sent']);
  expect(await statuses(slow)).not.toContain('sent');
  release();
  await stuck;
  await work();
  expect(new Set(await statuses(slow))).toEqual(new Set(['sent']));
  expect(peer.delivered).toHaveLength(23);
});

test('a domain that says "too many" is left alone; one goes first when the pause ends, and then the others', async () => {
  peer.refuses.set('busy.test', '450 4.7.1 Too many connections from you');
  const ids = await replies(6, 'busy.test');
  for (const id of ids) await deliverReply(id);
  expect(peer.sessions.opened).toBe(1);
  expect(await paused()).toEqual(['domain busy.test']);
  const [first = 0, second = 0] = ids;
  expect(await rowOf(first)).toMatchObject({ status: 'retry', attempts: 1, waitsFor: 'domain busy.test' });
  const waiting = await rowOf(second);
  expect(waiting).toMatchObject({ status: 'queued', attempts: 0, waitsFor: 'domain busy.test' });
  expect(await eventsOf(waiting?.conversationId ?? 0)).toContain('message.waiting');
  const other = await reply('idle.test');
  await deliverReply(other);
  expect(await rowOf(other)).toMatchObject({ status: 'sent' });

  // Still busy: one attempt more, and a longer pause.
  await endPause();
  await sweepOutbox();
  await work();
  expect(peer.sessions.opened).toBe(3);
  expect((await db().select().from(pausedLanes))[0]).toMatchObject({ failures: 2 });

  peer.refuses.clear();
  await endPause();
  const { arrived, release } = peer.hold('busy.test');
  await sweepOutbox();
  const probing = work();
  await arrived;
  // A second one that comes along waits for what the first one finds.
  const late = await reply('busy.test');
  await deliverReply(late);
  expect(await rowOf(late)).toMatchObject({ status: 'queued', attempts: 0 });
  expect(peer.sessions.opened).toBe(4);
  release();
  await probing;
  await work();
  expect(new Set(await statuses([...ids, late]))).toEqual(new Set(['sent']));
  expect(peer.sessions.mostTo.get('busy.test')).toBeLessThanOrEqual(2);
  expect(await paused()).toEqual([]);
});

test('greylisting is about one recipient and pauses nobody', async () => {
  const [first = 0, second = 0] = await replies(2, 'grey.test');
  peer.mode = 'greylist';
  await deliverReply(first);
  await deliverReply(second);
  expect(await statuses([first, second])).toEqual(expect.arrayContaining(['retry', 'sent']));
  expect(await paused()).toEqual([]);
});

test('three domains at once through one server: the server means itself', async () => {
  for (const domain of ['x.test', 'y.test', 'z.test']) {
    peer.refuses.set(domain, '421 4.7.0 Try again later, closing connection');
    await deliverReply(await reply(domain));
  }
  expect((await paused()).sort()).toEqual(
    ['domain x.test', 'domain y.test', 'domain z.test', `server 127.0.0.1:${peer.port}`].sort(),
  );
  const fourth = await reply('w.test');
  await deliverReply(fourth);
  expect(await rowOf(fourth)).toMatchObject({ attempts: 0, waitsFor: `server 127.0.0.1:${peer.port}` });
});

test('a server that greets with 421 is asked once, and nobody else waits for it', async () => {
  peer.greeting = '421 4.3.2 Too busy';
  const ids = await replies(5, 'any.test');
  for (const id of ids) await deliverReply(id);
  expect(await attempts(ids)).toBe(1);
  const well = new SmtpPeer();
  await well.start();
  const [box] = await db()
    .insert(mailboxes)
    .values({
      name: 'Sales',
      address: 'sales@parcelbird.test',
      smtp: { host: '127.0.0.1', port: well.port, secure: false },
    })
    .returning({ id: mailboxes.id });
  await deliverReply(await reply('any.test', box?.id));
  expect(well.delivered).toHaveLength(1);
  await well.stop();
});

test('nobody there: one attempt for all of them, and "try now" makes it one more', async () => {
  const [box] = await db()
    .insert(mailboxes)
    .values({ name: 'Gone', address: 'gone@parcelbird.test', smtp: { host: '127.0.0.1', port: 9, secure: false } })
    .returning({ id: mailboxes.id });
  const ids = [await reply('p.test', box?.id), await reply('q.test', box?.id), await reply('r.test', box?.id)];
  await work();
  const before = await attempts(ids);
  expect(before).toBeGreaterThan(0);
  await work();
  expect(await attempts(ids)).toBe(before);
  await db()
    .update(mailboxes)
    .set({ smtp: { host: '127.0.0.1', port: peer.port, secure: false } })
    .where(eq(mailboxes.id, box?.id ?? 0));
  const [first = 0] = ids;
  const conversationId = await db().transaction((tx) => sendNow(tx, mara, first));
  await work();
  expect(await rowOf(first)).toMatchObject({ status: 'sent' });
  expect(await eventsOf(conversationId)).toContain('message.hurried');
});

test('what waited two days behind a closed way goes back to people, all of it', async () => {
  peer.refuses.set('busy.test', '450 4.7.1 Too many connections from you');
  const ids = await replies(3, 'busy.test');
  for (const id of ids) await deliverReply(id);
  await db().update(outbox).set({ triedSince: sql`now() - interval '49 hours'` });
  await sweepOutbox();
  expect(await statuses(ids)).toEqual(['failed', 'failed', 'failed']);
  const row = await rowOf(ids[2] ?? 0);
  expect(row?.lastResponse).toContain('Too many connections');
  expect(await conversationRow(row?.conversationId ?? 0)).toMatchObject({ status: 'open' });
});

test('a lane that emptied without a word: the sweep wakes who waits for it', async () => {
  const ids = await replies(2, 'a.test');
  const lanes = lanesOf({ host: 'gone.test', port: 25, secure: false }, 'a.test');
  await db()
    .update(outbox)
    .set({ waitsFor: lanes[0] ?? null })
    .where(inArray(outbox.id, ids));
  expect(await due()).toEqual([]);
  await sweepOutbox();
  await work();
  expect(await statuses(ids)).toEqual(['sent', 'sent']);
});

test('claims at once for the last place: one has it', async () => {
  const lanes = lanesOf({ host: 'smtp.test', port: 25, secure: false }, 'a.test');
  const ids = await replies(6, 'a.test');
  const claims = await Promise.all(ids.flatMap((id) => [claimReply(id, lanes), claimReply(id, lanes)]));
  expect(claims.filter(Boolean)).toHaveLength(2);
});

test('a reply that waits while its conversation moves takes the way of the mailbox that it leaves from', async () => {
  const [box] = await db()
    .insert(mailboxes)
    .values({
      name: 'Billing',
      address: 'billing@parcelbird.test',
      smtp: { host: '127.0.0.1', port: 9, secure: false },
    })
    .returning({ id: mailboxes.id });
  const id = await reply('a.test');
  const conversationId = (await rowOf(id))?.conversationId ?? 0;
  await db().transaction((tx) => moveToMailbox(tx, mara, conversationId, box?.id ?? 0));
  await deliverReply(id);
  expect(await rowOf(id)).toMatchObject({
    status: 'sent',
    lanes: lanesOf({ host: '127.0.0.1', port: peer.port, secure: false }, 'a.test'),
  });
});
