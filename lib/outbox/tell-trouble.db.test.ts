// Owners hear of a mailbox that stopped, once, and once more when it works again: over a real socket.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, events, type ImapSettings, imapReaders, mailboxes, mailboxHealth } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { listTroubles, loadHealth, noteProblem, noteWell } from '#lib/channels/health.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { deliverReply } from './deliver.ts';
import { tellTrouble } from './tell-trouble.ts';
import { asked, house, MAILBOX, queued } from './testing.ts';

withTestDatabase();

const peer = new SmtpPeer();
let dead = { id: 0, agentId: 0 };

beforeAll(async () => {
  await peer.start();
  await db()
    .insert(agents)
    .values([
      { name: 'Ona', email: 'ona@x.test', role: 'owner', passwordHash: 'x' },
      { name: 'Ada', email: 'ada@x.test', role: 'admin', passwordHash: 'x' },
      { name: 'Demo', email: 'demo@x.test', role: 'admin' },
    ]);
  const { mailboxId, agentId } = await house({ host: '127.0.0.1', port: 1, secure: false });
  dead = { id: mailboxId, agentId };
  const imap: ImapSettings = {
    host: 'imap.x.test',
    port: 993,
    secure: true,
    user: 'help',
    folder: 'INBOX',
    since: '2026-11-25',
    afterwards: 'leave',
  };
  await db().update(mailboxes).set({ imap }).where(eq(mailboxes.id, dead.id));
  const smtp = { host: '127.0.0.1', port: peer.port, secure: false };
  await db().insert(mailboxes).values({ name: 'Works', address: 'works@x.test', smtp });
});
beforeEach(async () => {
  peer.delivered.length = 0;
  await db().delete(mailboxHealth);
  await db().delete(events);
});
afterAll(async () => {
  await peer.stop();
  await closeQueue();
});

const later = (minutes: number) =>
  db()
    .update(mailboxHealth)
    .set({
      checkedAt: sql`checked_at - make_interval(mins => ${minutes})`,
      problemSince: sql`problem_since - make_interval(mins => ${minutes})`,
    });

test('told once, through a mailbox that works, to owners and admins who can sign in; then that it is over', async () => {
  await noteProblem(db(), dead.id, 'in', 'imap.x.test refused the user or the password.');
  await tellTrouble();
  expect(peer.delivered).toEqual([]);
  await later(2);
  await Promise.all([tellTrouble(), tellTrouble()]);
  await tellTrouble();
  expect(peer.delivered).toHaveLength(1);
  const [told] = peer.delivered;
  expect(told?.to.toSorted()).toEqual(['ada@x.test', 'ona@x.test']);
  expect(told?.mail.subject).toBe(`Mail to ${MAILBOX.address} is not being fetched`);
  expect(told?.mail.text).toContain('refused the user or the password');
  expect(told?.mail.text).toContain('/settings/mail');
  await noteWell(db(), dead.id, 'in');
  await tellTrouble();
  await tellTrouble();
  expect(peer.delivered.map(({ mail }) => mail.subject).slice(1)).toEqual([
    `Mail to ${MAILBOX.address} is fetched again`,
  ]);
  expect((await db().select().from(events)).map(({ type }) => type)).toEqual(['mailbox.changed', 'mailbox.changed']);
});

test('a reply that finds no server is trouble at once; one that the server refuses is not', async () => {
  const { conversationId } = await asked(dead.id);
  const { outboxId } = await queued({ conversationId, body: 'Hello', author: 'agent', agentId: dead.agentId });
  await deliverReply(outboxId);
  expect((await loadHealth()).get(dead.id)?.out?.problem).toContain('ECONNREFUSED');
  await later(2);
  expect(await listTroubles()).toMatchObject([{ address: MAILBOX.address, direction: 'out' }]);

  const smtp = { host: '127.0.0.1', port: peer.port, secure: false };
  await db().update(mailboxes).set({ smtp }).where(eq(mailboxes.id, dead.id));
  peer.mode = 'reject';
  const again = await queued({ conversationId, body: 'Again', author: 'agent', agentId: dead.agentId });
  await deliverReply(again.outboxId);
  peer.mode = 'accept';
  expect((await loadHealth()).get(dead.id)?.out?.problem).toBeNull();
});

test('a mailbox that nobody looks into any more is trouble, too', async () => {
  await noteWell(db(), dead.id, 'in');
  await later(2);
  await tellTrouble();
  expect(await listTroubles()).toEqual([]);
  await later(3);
  await tellTrouble();
  expect(peer.delivered.map(({ mail }) => mail.text?.includes('Is the worker running?'))).toEqual([true]);
});

test('one that no worker ever took is trouble, too; and the screen says so where no worker is left to note it', async () => {
  await tellTrouble();
  expect((await loadHealth()).get(dead.id)?.in).toMatchObject({ problem: null, wellAt: null });
  await later(5);
  const problem = 'No worker has read this mailbox for some minutes. Is the worker running? Its log says why.';
  const shown = (await loadHealth()).get(dead.id)?.in;
  expect(shown).toMatchObject({ problem });
  expect(shown?.problemSince).toEqual(shown?.checkedAt);
  await tellTrouble();
  expect(peer.delivered.map(({ mail }) => mail.subject)).toEqual([`Mail to ${MAILBOX.address} is not being fetched`]);

  // One that a worker holds and leaves alone.
  await noteWell(db(), dead.id, 'in');
  const heldUntil = sql`now() + interval '1 minute'`;
  await db().insert(imapReaders).values({ mailboxId: dead.id, holder: 'x', heldUntil });
  await later(5);
  expect((await loadHealth()).get(dead.id)?.in?.problem).toMatch(/^A worker has this mailbox/);
});

test('what is no longer fetched is no trouble, whatever a reader said last', async () => {
  await noteProblem(db(), dead.id, 'in', 'nothing listens there');
  await later(2);
  expect(await listTroubles()).toHaveLength(1);
  await db().update(mailboxes).set({ imap: null }).where(eq(mailboxes.id, dead.id));
  expect(await listTroubles()).toEqual([]);
});
