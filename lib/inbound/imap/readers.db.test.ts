// The IMAP door against a real Dovecot: what arrives, what breaks, and what must neither be lost nor doubled.
import { spawn } from 'node:child_process';
import { eq } from 'drizzle-orm';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { db } from '#db/client.ts';
import { imapReaders, mailboxes, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { saveImap } from '#lib/channels/imap-settings.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { Dovecot } from '../../../e2e/peers/dovecot.ts';
import { claimLeases } from './lease.ts';
import { startImapReaders } from './readers.ts';
import { testImap } from './test-connection.ts';
import { fetchedMailbox, healthOf, leasesRunOut, mail, readerOf, storedIn } from './testing.ts';

withTestDatabase();

const owner: CurrentAgent = { id: 1, name: 'Ona', email: 'ona@x.test', role: 'owner' };
const dovecot = new Dovecot();
let stop = async () => {};

beforeAll(() => dovecot.start());
afterEach(async () => {
  await stop();
  stop = async () => {};
  await db().delete(mailboxes);
});
afterAll(async () => {
  await dovecot.destroy();
  await closeQueue();
});

const read = () => {
  stop = startImapReaders({ every: 100, pause: () => 100 });
};
/** Waits as long as a slow machine needs. */
const soon = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });
const arrived = (id: number, ids: string[]) => soon(async () => expect(await storedIn(id)).toEqual(ids));

test('what waits is fetched once, what comes is told by the server at once', async () => {
  const { id, user } = await fetchedMailbox(dovecot);
  dovecot.deliver(user, mail('one'));
  dovecot.deliver(user, mail('two'));
  read();
  await arrived(id, ['one', 'two']);
  // Asking comes round once a minute: only IDLE can bring this one in time.
  await soon(async () => expect((await healthOf(id))?.wellAt).toBeTruthy());
  dovecot.deliver(user, mail('three'));
  await arrived(id, ['one', 'two', 'three']);
  const [row] = await db().select().from(rawMessages).where(eq(rawMessages.mailboxId, id)).limit(1);
  expect(row).toMatchObject({ door: 'imap', status: 'received', envelope: { from: 'jonas@kunde.example' } });
  expect(row?.raw.toString()).toBe(mail('one'));
});

test('the server goes away: it is said, and after it comes back nothing is missing', async () => {
  const { id, user } = await fetchedMailbox(dovecot);
  dovecot.deliver(user, mail('before'));
  read();
  await arrived(id, ['before']);
  await dovecot.stop();
  await soon(async () => expect((await healthOf(id))?.problem).toContain('nothing listens there'));
  expect((await healthOf(id))?.problemSince).toBeTruthy();
  for (const name of ['during-1', 'during-2', 'during-3']) dovecot.deliver(user, mail(name));
  await dovecot.start();
  await arrived(id, ['before', 'during-1', 'during-2', 'during-3']);
  await soon(async () => expect(await healthOf(id)).toMatchObject({ problem: null, problemSince: null }));
});

test('another UIDVALIDITY: everything is read again, what is known is recognised', async () => {
  const { id, user } = await fetchedMailbox(dovecot, { folder: 'Support' });
  await asUser(user, async (client) => {
    await client.mailboxCreate('Support');
    for (const name of ['a', 'b', 'c']) await client.append('Support', mail(name));
  });
  read();
  await arrived(id, ['a', 'b', 'c']);
  const before = await readerOf(id);
  await stop();
  await asUser(user, async (client) => {
    await client.mailboxDelete('Support');
    await client.mailboxCreate('Support');
    for (const name of ['b', 'new']) await client.append('Support', mail(name));
  });
  read();
  await arrived(id, ['a', 'b', 'c', 'new']);
  const after = await readerOf(id);
  expect(after?.uidValidity).not.toBe(before?.uidValidity);
  expect(after?.lastUid).toBe(2);
});

test('a worker is killed in the middle of a backlog: another one finishes it, each mail once', async () => {
  const { id, user } = await fetchedMailbox(dovecot, { afterwards: 'move', moveTo: 'Done' });
  const names = Array.from({ length: 400 }, (_, n) => `backlog-${n}`);
  for (const name of names) dovecot.deliver(user, mail(name));
  const worker = spawn(
    process.execPath,
    ['-e', "import('#lib/inbound/imap/readers.ts').then(({ startImapReaders }) => startImapReaders())"],
    { cwd: process.cwd(), env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'error' }, stdio: 'inherit' },
  );
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  await soon(async () => expect((await storedIn(id)).length).toBeGreaterThan(50));
  worker.kill('SIGKILL');
  await gone;
  await leasesRunOut();
  read();
  await soon(async () => expect(await storedIn(id)).toHaveLength(400));
  expect(new Set(await storedIn(id))).toEqual(new Set(names));
  await soon(async () => expect(await readerOf(id)).toMatchObject({ untidied: [] }));
  await asUser(user, async (client) => {
    expect(await count(client, 'INBOX')).toBe(0);
    expect(await count(client, 'Done')).toBe(400);
  });
});

test('mail that was stored and not yet moved is moved by the next reader', async () => {
  const { id, user, imap } = await fetchedMailbox(dovecot);
  dovecot.deliver(user, mail('left'));
  read();
  await arrived(id, ['left']);
  await stop();
  await db()
    .update(mailboxes)
    .set({ imap: { ...imap, afterwards: 'move', moveTo: 'Done' } });
  await db()
    .update(imapReaders)
    .set({ untidied: [1] });
  read();
  await asUser(user, async (client) => {
    await client.mailboxCreate('Done');
    await soon(async () => expect(await count(client, 'INBOX')).toBe(0));
    expect(await count(client, 'Done')).toBe(1);
  });
  await soon(async () => expect(await readerOf(id)).toMatchObject({ untidied: [] }));
  expect(await storedIn(id)).toEqual(['left']);
});

test('a folder that the server moves nothing to is said, and mail is fetched all the same', async () => {
  const { id, user } = await fetchedMailbox(dovecot, { afterwards: 'move', moveTo: 'No/such/way' });
  dovecot.deliver(user, mail('kept'));
  read();
  await arrived(id, ['kept']);
  await soon(async () => expect((await healthOf(id))?.problem).toContain('does not move it to “No/such/way”'));
});

test('fetched mail is marked as read, or left alone', async () => {
  const marked = await fetchedMailbox(dovecot, { afterwards: 'read' });
  const left = await fetchedMailbox(dovecot);
  for (const { user } of [marked, left]) dovecot.deliver(user, mail('look'));
  read();
  await arrived(marked.id, ['look']);
  await arrived(left.id, ['look']);
  await soon(async () => expect(await readerOf(marked.id)).toMatchObject({ lastUid: 1, untidied: [] }));
  await asUser(marked.user, async (client) => expect(await count(client, 'INBOX', { seen: true })).toBe(1));
  await asUser(left.user, async (client) => expect(await count(client, 'INBOX', { seen: true })).toBe(0));
});

test('a wrong password and a folder that is not there are said in a sentence; new settings are followed at once', async () => {
  const { id, user, imap } = await fetchedMailbox(dovecot, {}, 'wrong');
  const lost = await fetchedMailbox(dovecot, { folder: 'Nowhere' });
  dovecot.deliver(user, mail('patient'));
  dovecot.deliver(lost.user, mail('elsewhere'));
  read();
  await soon(async () => expect((await healthOf(id))?.problem).toContain('refused the user or the password'));
  await soon(async () => expect((await healthOf(lost.id))?.problem).toContain('no folder “Nowhere”'));
  expect(await storedIn(id)).toEqual([]);
  await db().transaction((tx) => saveImap(tx, owner, id, imap, dovecot.password));
  await arrived(id, ['patient']);
});

test('only mail since the chosen day; a day further back brings the older', async () => {
  const { id, user, imap } = await fetchedMailbox(dovecot, { since: '2026-06-01' });
  await asUser(user, async (client) => {
    await client.append('INBOX', mail('old'), [], new Date('2026-05-01'));
    await client.append('INBOX', mail('young'), [], new Date('2026-07-01'));
  });
  read();
  await arrived(id, ['young']);
  await db().transaction((tx) => saveImap(tx, owner, id, { ...imap, since: '2026-04-01' }, ''));
  await arrived(id, ['young', 'old']);
});

test('a mail over the limit waits in quarantine with the reason, and holds nothing up', async () => {
  process.env.MAIL_MAX_MB = '0.2';
  forgetEnv();
  try {
    const { id, user } = await fetchedMailbox(dovecot, { afterwards: 'move', moveTo: 'Done' });
    dovecot.deliver(user, mail('large', 'x'.repeat(70).concat('\r\n').repeat(5_000)));
    dovecot.deliver(user, mail('small'));
    read();
    await soon(async () => expect((await storedIn(id)).toSorted()).toEqual(['large', 'small']));
    const [row] = await db().select().from(rawMessages).where(eq(rawMessages.dedupeKey, 'large@kunde.example'));
    expect(row).toMatchObject({ status: 'quarantined', reason: expect.stringContaining('0.3 MB') });
    await asUser(user, async (client) => {
      await soon(async () => expect(await count(client, 'Done')).toBe(1));
      expect(await count(client, 'INBOX')).toBe(1);
    });
  } finally {
    delete process.env.MAIL_MAX_MB;
    forgetEnv();
  }
});

test('a mail that the server cannot hand over is seen in quarantine, and holds nothing up', async () => {
  const { id, user } = await fetchedMailbox(dovecot);
  dovecot.deliver(user, mail('before'));
  dovecot.deliver(user, mail('broken'), 0);
  dovecot.deliver(user, mail('after'));
  read();
  await soon(async () => expect(await storedIn(id)).toHaveLength(3));
  expect(await storedIn(id)).toEqual(['before', expect.stringContaining('sha256'), 'after']);
  const [row] = await db().select().from(rawMessages).where(eq(rawMessages.status, 'quarantined'));
  expect(row?.reason).toContain('did not hand this mail over');
});

test('two workers: each mailbox has one reader, and who lost the lease stores nothing more', async () => {
  const { id, user } = await fetchedMailbox(dovecot);
  read();
  await soon(async () => expect((await healthOf(id))?.wellAt).toBeTruthy());
  expect(await claimLeases('second')).toEqual([]);
  await leasesRunOut();
  const taken = await soon(async () => {
    await leasesRunOut();
    const leases = await claimLeases('second');
    expect(leases).toHaveLength(1);
    return leases;
  });
  expect(taken[0]?.mailboxId).toBe(id);
  dovecot.deliver(user, mail('whose'));
  await stop();
  expect(await storedIn(id)).toEqual([]);
  await leasesRunOut();
  read();
  await arrived(id, ['whose']);
});

test('the test button signs in, looks and changes nothing', async () => {
  const { id, user, imap } = await fetchedMailbox(dovecot);
  dovecot.deliver(user, mail('seen'));
  expect(await testImap(owner, id, imap, '')).toEqual({ ok: true, waiting: 1 });
  expect(await testImap(owner, id, imap, 'wrong')).toMatchObject({
    ok: false,
    words: expect.stringContaining('refused'),
  });
  const tls = await testImap(owner, id, { ...imap, secure: true }, dovecot.password);
  expect(tls).toMatchObject({ ok: false, words: expect.stringContaining('cannot be secured') });
  await expect(testImap(owner, id, { ...imap, host: 'localhost' }, '')).rejects.toMatchObject({ field: 'password' });
  await expect(testImap({ ...owner, role: 'agent' }, id, imap, '')).rejects.toThrow(/role/);
  expect(await storedIn(id)).toEqual([]);
});

async function asUser(user: string, work: (client: ImapFlow) => Promise<void>): Promise<void> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    auth: { user, pass: dovecot.password },
    logger: false,
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    client.close();
  }
}

async function count(client: ImapFlow, folder: string, query: { seen?: boolean } = {}): Promise<number> {
  await client.mailboxOpen(folder);
  await client.noop();
  return ((await client.search({ all: true, ...query })) || []).length;
}
