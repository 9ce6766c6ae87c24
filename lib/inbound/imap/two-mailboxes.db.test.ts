// The same mail in two fetched mailboxes of a real Dovecot: dragged from one to the other, sent to both, forwarded. One message, whoever reads first.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { db } from '#db/client.ts';
import { conversations, mailboxes, messages, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Dovecot } from '../../../e2e/peers/dovecot.ts';
import { processRawMessage } from '../process.ts';
import { startImapReaders } from './readers.ts';
import { fetchedMailbox, mail, storedIn } from './testing.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-two-'));
process.env.TANDEM_DATA = folder;
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
  rmSync(folder, { recursive: true, force: true });
});

const read = () => {
  stop = startImapReaders({ every: 100, pause: () => 100 });
};
const arrived = (id: number, ids: string[]) =>
  vi.waitFor(async () => expect(await storedIn(id)).toEqual(ids), { timeout: 30_000, interval: 50 });

test('dragged from one mailbox to the other by a mail client: one message, in both mailboxes, with nothing opened again', async () => {
  const [one, other] = [await fetchedMailbox(dovecot), await fetchedMailbox(dovecot)];
  // So that its folder is there to drag to.
  dovecot.deliver(other.user, mail('older'));
  dovecot.deliver(one.user, mail('dragged'));
  read();
  await arrived(one.id, ['dragged']);
  await arrived(other.id, ['older']);
  await readAll();
  await db().update(conversations).set({ status: 'closed' });
  await drag(one.user, other.user);
  await arrived(other.id, ['older', 'dragged']);
  await readAll();
  expect(await under('dragged')).toHaveLength(1);
  expect(await reached('dragged')).toEqual([one.id, other.id]);
  const rows = await db().select().from(conversations);
  expect(rows.map(({ status, messageCount }) => [status, messageCount]).toSorted()).toEqual([
    ['closed', 1],
    ['closed', 1],
  ]);
});

test('in both at once, with what each way added to it: read by two workers at the same time it is one', async () => {
  const [one, other] = [await fetchedMailbox(dovecot), await fetchedMailbox(dovecot)];
  const names = Array.from({ length: 8 }, (_, n) => `both-${n}`);
  for (const name of names) {
    dovecot.deliver(one.user, `Received: from mx by one\r\n${mail(name)}`);
    dovecot.deliver(other.user, `Delivered-To: other@x\r\nX-Forwarded-For: one\r\n${mail(name)}`);
  }
  read();
  await arrived(one.id, names);
  await arrived(other.id, names);
  await readAll();
  for (const name of names) {
    expect(await under(name)).toHaveLength(1);
    expect((await reached(name)).toSorted()).toEqual([one.id, other.id]);
  }
});

test('two different mails under one Message-ID, one in each mailbox: both are kept', async () => {
  const [one, other] = [await fetchedMailbox(dovecot), await fetchedMailbox(dovecot)];
  dovecot.deliver(one.user, mail('twice', 'Where is my parcel?'));
  dovecot.deliver(other.user, mail('twice', 'Cancel my account.'));
  read();
  await arrived(one.id, ['twice']);
  await arrived(other.id, ['twice']);
  await readAll();
  expect((await under('twice')).map(({ body }) => body).toSorted()).toEqual([
    'Cancel my account.',
    'Where is my parcel?',
  ]);
});

/** As two workers would: everything at the same time. */
async function readAll(): Promise<void> {
  const rows = await db().select({ id: rawMessages.id }).from(rawMessages).where(eq(rawMessages.status, 'received'));
  await Promise.all(rows.map(({ id }) => processRawMessage(id)));
}

const under = (name: string) =>
  db()
    .select()
    .from(messages)
    .where(eq(messages.mailId, `${name}@kunde.example`));

async function reached(name: string): Promise<number[]> {
  const rows = await db()
    .select({ mailboxId: rawMessages.mailboxId })
    .from(rawMessages)
    .where(sql`message_id in (select id from messages where mail_id = ${`${name}@kunde.example`})`)
    .orderBy(rawMessages.id);
  return rows.map(({ mailboxId }) => mailboxId);
}

/** What a mail client does between two accounts: it copies, then deletes. */
async function drag(from: string, to: string): Promise<void> {
  let source: Buffer | undefined;
  await asUser(from, async (client) => {
    await client.mailboxOpen('INBOX');
    const found = await client.fetchOne('*', { source: true });
    source = found ? found.source : undefined;
    await client.messageDelete('*');
  });
  if (!source) throw new Error('there is nothing to drag');
  const copied = source;
  await asUser(to, async (client) => {
    await client.append('INBOX', copied);
  });
}

async function asUser(user: string, work: (client: ImapFlow) => Promise<void>): Promise<void> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    auth: { user, pass: dovecot.password },
    logger: false,
  });
  await client.connect();
  await work(client);
  await client.logout();
}
