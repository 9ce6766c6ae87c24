// Jobs that really fail in a real queue, for good at their first try.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, failedJobs, mailboxes, rawMessages, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { collectFailed } from '#lib/jobs/failed.ts';
import type { JobName, Payload } from '#lib/jobs/payloads.ts';
import { closeQueue, enqueue, queue } from '#lib/jobs/queue.ts';
import { work } from '#lib/jobs/work.ts';
import { Conflict, Forbidden } from '#lib/platform/errors.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { tellUndone } from './tell-undone.ts';
import { countUndone, dismissUndone, dropDismissed, listUndone, retryUndone } from './undone.ts';

withTestDatabase();

const peer = new SmtpPeer();
let ada: CurrentAgent;
let rawMessageId = 0;
/** What the handlers throw; null: they succeed. */
let trouble: Error | null = null;
const done: unknown[] = [];

beforeAll(async () => {
  await peer.start();
  await db().insert(workspace).values({ name: 'W' });
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Ada', email: 'ada@x.test', role: 'admin', passwordHash: 'x' })
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  ada = agent as CurrentAgent;
  const [mailbox] = await db()
    .insert(mailboxes)
    .values({ name: 'S', address: 's@x.test', smtp: { host: '127.0.0.1', port: peer.port, secure: false } })
    .returning();
  const [raw] = await db()
    .insert(rawMessages)
    .values({
      mailboxId: mailbox?.id ?? 0,
      door: 'smtp',
      dedupeKey: 'k',
      envelope: { from: 'jonas@c.test', to: [] },
      raw: Buffer.from('x'),
      size: 1,
    })
    .returning();
  rawMessageId = raw?.id ?? 0;
  const handler = async (payload: unknown) => {
    if (trouble) throw trouble;
    done.push(payload);
  };
  await work('mail.received', { atOnce: 4 }, handler);
  await work('replay.run', { atOnce: 1, slow: true }, handler);
  await collectFailed();
});
beforeEach(async () => {
  await db().delete(failedJobs);
  peer.delivered.length = 0;
  done.length = 0;
  trouble = null;
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
});

/** One try instead of nine. */
async function fails<N extends JobName>(name: N, payload: Payload<N>, error: Error): Promise<void> {
  const before = await timesOf();
  trouble = error;
  await (await queue()).send(name, payload, { retryLimit: 0 });
  await expect.poll(timesOf, { timeout: 30_000 }).toBe(before + 1);
  trouble = null;
}
async function timesOf(): Promise<number> {
  const [row] = await db().select({ n: sql<number>`coalesce(sum(times), 0)::int` }).from(failedJobs);
  return row?.n ?? 0;
}

test('a job that failed for good is shown in words, the same one once, without what its error carried', async () => {
  const query = Object.assign(new Error('Failed query: select $1\nparams: a customer’s words'), {
    query: 'select $1',
    params: ['a customer’s words'],
  });
  await fails('mail.received', { rawMessageId }, query);
  await fails('mail.received', { rawMessageId }, query);
  await fails('replay.run', { replayId: 7 }, new Error('the disk is full'));
  const rows = await listUndone(ada);
  expect(rows.map(({ job, from, times, conversationId }) => [job, from, times, conversationId])).toEqual([
    ['replay.run', null, 1, null],
    ['mail.received', 'jonas@c.test', 2, null],
  ]);
  expect(rows[0]?.reason).toBe('the disk is full');
  expect(JSON.stringify(rows)).not.toContain('customer’s words');
  const [kept] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from pgboss.job where output::text like '%customer%' or source_output::text like '%customer%'`,
  );
  expect(kept?.n).toBe(0);
  expect(await countUndone()).toBe(2);
});

test('tried again it is done and gone; what succeeds by itself goes, too', async () => {
  await fails('mail.received', { rawMessageId }, new Error('away'));
  const [row] = await listUndone(ada);
  await db().transaction((tx) => retryUndone(tx, ada, row?.id ?? 0));
  expect(await countUndone()).toBe(0);
  await expect.poll(() => done, { timeout: 30_000 }).toEqual([{ rawMessageId }]);
  await expect(db().transaction((tx) => retryUndone(tx, ada, row?.id ?? 0))).rejects.toThrow(Conflict);

  await fails('mail.received', { rawMessageId }, new Error('away'));
  await fails('mail.received', { rawMessageId: rawMessageId + 1 }, new Error('away'));
  await db().transaction((tx) => enqueue(tx, 'mail.received', { rawMessageId }));
  await expect.poll(countUndone, { timeout: 30_000 }).toBe(1);
  expect((await db().select().from(failedJobs))[0]?.payload).toEqual({ rawMessageId: rawMessageId + 1 });
});

test('dismissed it stays out of sight, also when it fails again; a month later it is forgotten', async () => {
  await fails('replay.run', { replayId: 7 }, new Error('no'));
  const [row] = await listUndone(ada);
  await db().transaction((tx) => dismissUndone(tx, ada, row?.id ?? 0));
  await fails('replay.run', { replayId: 7 }, new Error('no'));
  expect([await countUndone(), await listUndone(ada), await tellUndone()]).toEqual([0, [], 0]);
  await dropDismissed();
  expect(await db().$count(failedJobs)).toBe(1);
  await db().update(failedJobs).set({ lastAt: sql`now() - interval '31 days'` });
  await dropDismissed();
  expect(await db().$count(failedJobs)).toBe(0);
});

test('owners and admins get one mail for all of it, and the next an hour later', async () => {
  await fails('mail.received', { rawMessageId }, new Error('the store is away'));
  await fails('replay.run', { replayId: 7 }, new Error('no'));
  expect(await Promise.all([tellUndone(), tellUndone()]).then((told) => told.toSorted())).toEqual([0, 2]);
  expect(peer.delivered).toHaveLength(1);
  expect(peer.delivered[0]?.to).toEqual(['ada@x.test']);
  expect(peer.delivered[0]?.mail.subject).toBe('Tandem could not do 2 things');
  expect(peer.delivered[0]?.mail.text).toContain('A mail could not be taken in: the store is away');
  expect(peer.delivered[0]?.mail.text).toContain('/settings/quarantine');
  await fails('replay.run', { replayId: 8 }, new Error('no'));
  expect(await tellUndone()).toBe(0);
  await db().update(failedJobs).set({ toldAt: sql`now() - interval '61 minutes'` }).where(sql`told_at is not null`);
  expect(await tellUndone()).toBe(1);
  expect(peer.delivered).toHaveLength(2);
});

test('it is a matter for admins', async () => {
  const agent: CurrentAgent = { ...ada, role: 'agent' };
  await fails('replay.run', { replayId: 7 }, new Error('no'));
  const [row] = await db().select().from(failedJobs).where(eq(failedJobs.name, 'replay.run'));
  await expect(listUndone(agent)).rejects.toThrow(Forbidden);
  for (const act of [retryUndone, dismissUndone])
    await expect(db().transaction((tx) => act(tx, agent, row?.id ?? 0))).rejects.toThrow(Forbidden);
});
