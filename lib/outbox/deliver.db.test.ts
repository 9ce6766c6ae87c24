// Real rows, a real mail server on loopback: what each of its answers makes of a reply.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { authenticate } from 'mailauth';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { attachments, autopilot, capturedMails, contacts, mailboxAliases, mailboxes, outbox } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { saveDkim } from '#lib/channels/dkim.ts';
import { listMailboxes } from '#lib/channels/mailboxes.ts';
import { requestPerson } from '#lib/conversations/person.ts';
import { changeStatus } from '#lib/conversations/status.ts';
import { storeBytes } from '#lib/conversations/stored-bytes.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Conflict } from '#lib/platform/errors.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { claimReply } from './claim.ts';
import { deliverReply } from './deliver.ts';
import { sweepOutbox } from './sweep.ts';
import {
  answeredAlone,
  asked,
  conversationRow,
  eventsOf,
  house,
  messageRow,
  openLanes,
  queued,
  rowOf,
  wrote,
} from './testing.ts';
import { undoReply } from './undo.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-outbox-'));
process.env.TANDEM_DATA = folder;
const peer = new SmtpPeer();
let mailboxId = 0;
let agentId = 0;
let mara: CurrentAgent;

beforeAll(async () => {
  await peer.start();
  ({ mailboxId, agentId } = await house({ host: '127.0.0.1', port: peer.port, secure: false }));
  mara = { id: agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
});
beforeEach(async () => {
  await openLanes();
  peer.mode = 'accept';
  peer.delay = 0;
  peer.delivered.length = 0;
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
  rmSync(folder, { recursive: true, force: true });
});

const byMara = (conversationId: number) =>
  queued({ conversationId, body: 'Void it in **Labels**.', author: 'agent', agentId });

test('a person’s reply arrives whole, in its thread, and says nothing about machines', async () => {
  const { conversationId } = await asked(mailboxId, {
    mailId: 'first@customer.test',
    references: ['zero@customer.test'],
  });
  const { outboxId, messageId } = await byMara(conversationId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent', attempts: 1, claimedAt: null });
  const [{ mail, raw, to } = { mail: undefined, raw: '', to: [] }] = peer.delivered;
  expect(to).toEqual(['jonas@customer.test']);
  expect(mail).toMatchObject({
    subject: 'Re: Label',
    from: { name: 'Parcelbird', address: 'support@parcelbird.test' },
    inReplyTo: '<first@customer.test>',
    references: '<zero@customer.test> <first@customer.test>',
  });
  expect(mail?.replyTo?.[0]?.address).toMatch(
    new RegExp(`^support\\+r${conversationId}\\.[0-9a-f]{16}@parcelbird\\.test$`),
  );
  expect(mail?.html).toContain('<strong>Labels</strong>');
  expect(mail?.text).toContain('Void it in Labels.\n\nMara, Parcelbird\n\nOn ');
  expect(mail?.text).toContain('> I printed the label twice.');
  expect(raw).not.toMatch(/^(Auto-Submitted|X-Auto-Response-Suppress):/im);
  expect(`<${(await messageRow(messageId))?.mailId}>`).toBe(mail?.messageId);
  expect(await eventsOf(conversationId)).toContain('message.sent');

  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(1);
});

test('what the AI sends by itself says so, and offers a person', async () => {
  const question = await asked(mailboxId);
  const { outboxId } = await answeredAlone(question);
  await deliverReply(outboxId);
  const [delivered] = peer.delivered;
  expect(delivered?.raw).toMatch(/^Auto-Submitted: auto-replied\r?$/m);
  expect(delivered?.raw).toMatch(/^X-Auto-Response-Suppress: All\r?$/m);
  expect(delivered?.mail.text).toMatch(/AI assistant of Parcelbird/);
  expect(delivered?.mail.text).toMatch(new RegExp(`/help/person/${question.conversationId}\\.[0-9a-f]{32}\\n`));
  expect(delivered?.mail.text).not.toContain('[1]');
});

test('a file that was removed, or is another conversation’s or a colleague’s, is not left out in silence: nothing is sent', async () => {
  const [here, elsewhere] = [await asked(mailboxId), await asked(mailboxId)];
  const mine = {
    filename: 'a.txt',
    contentType: 'text/plain',
    size: 1,
    storageKey: 'k',
    sha256: 'x',
    uploadedBy: mara.id,
  };
  const rows = await db()
    .insert(attachments)
    .values([
      { ...mine, draftConversationId: here.conversationId },
      { ...mine, draftConversationId: elsewhere.conversationId },
      { ...mine, draftConversationId: here.conversationId, uploadedBy: null },
    ])
    .returning({ id: attachments.id });
  const [own = 0, others = 0, colleagues = 0] = rows.map(({ id }) => id);
  const reply = { conversationId: here.conversationId, body: 'See it.', author: 'agent', agentId: mara.id } as const;
  const send = (...attachmentIds: number[]) => queued({ ...reply, attachmentIds, undoSeconds: 3600 });
  const before = await db().$count(outbox);
  for (const id of [others, colleagues, 999_999]) await expect(send(own, id)).rejects.toThrow(/Nothing was sent/);
  expect(await db().$count(outbox)).toBe(before);
  await send(own, own);
  await expect(send(own)).rejects.toThrow(/Nothing was sent/);
});

test('the conversation is in Spam or Trash: the AI’s answer is taken back, and the conversation stays there', async () => {
  for (const status of ['spam', 'trash'] as const) {
    const question = await asked(mailboxId);
    const { outboxId } = await answeredAlone(question);
    await db().transaction((tx) => changeStatus(tx, mara, question.conversationId, status));
    await deliverReply(outboxId);
    expect(peer.delivered).toHaveLength(0);
    expect(await conversationRow(question.conversationId)).toMatchObject({ status, answeredByAi: false });
  }
});

test('the customer wrote again, or asked for a person: the AI’s answer is taken back, also between two attempts', async () => {
  const question = await asked(mailboxId);
  const { outboxId, messageId } = await answeredAlone(question);
  await wrote(question.conversationId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toBeUndefined();
  expect(await messageRow(messageId)).toBeUndefined();

  const other = await asked(mailboxId);
  const second = await answeredAlone(other);
  peer.mode = 'greylist';
  await deliverReply(second.outboxId);
  expect(await rowOf(second.outboxId)).toMatchObject({ status: 'retry' });
  await db().transaction((tx) => requestPerson(tx, other.conversationId));
  await makeDue(second.outboxId);
  await deliverReply(second.outboxId);
  expect(await rowOf(second.outboxId)).toBeUndefined();
  expect(peer.delivered).toHaveLength(0);
  expect(await conversationRow(other.conversationId)).toMatchObject({ status: 'open', personOnly: true });
});

test.each<[string, (it: { conversationId: number }) => Promise<unknown>]>([
  ['Autopilot was switched off', () => db().update(autopilot).set({ mode: 'off' })],
  ['Autopilot went back to asking', () => db().update(autopilot).set({ mode: 'ask' })],
  ['the customer was marked for people', () => db().update(contacts).set({ alwaysPerson: true })],
])('%s between two attempts: the AI’s answer does not leave, a person’s does', async (_, meanwhile) => {
  const question = await asked(mailboxId);
  const { outboxId } = await answeredAlone(question);
  const own = await byMara((await asked(mailboxId)).conversationId);
  peer.mode = 'greylist';
  await deliverReply(outboxId);
  await deliverReply(own.outboxId);
  peer.mode = 'accept';
  await meanwhile(question);
  for (const id of [outboxId, own.outboxId]) {
    await makeDue(id);
    await deliverReply(id);
  }
  await db().update(autopilot).set({ mode: 'on' });
  expect(await rowOf(outboxId)).toBeUndefined();
  expect(await conversationRow(question.conversationId)).toMatchObject({ status: 'open', answeredByAi: false });
  expect(await rowOf(own.outboxId)).toMatchObject({ status: 'sent' });
  expect(peer.delivered).toHaveLength(1);
});

test('a machine’s mail takes nothing back', async () => {
  const question = await asked(mailboxId);
  const { outboxId } = await answeredAlone(question);
  await wrote(question.conversationId, {
    automatic: 'auto-replied',
    from: { name: '', address: 'mailer-daemon@x.test' },
  });
  await deliverReply(outboxId);
  expect(peer.delivered[0]?.to).toEqual(['jonas@customer.test']);
});

test('4xx: tried again later, with the same Message-ID', async () => {
  const { conversationId } = await asked(mailboxId);
  const { outboxId, messageId } = await byMara(conversationId);
  peer.mode = 'greylist';
  await deliverReply(outboxId);
  const row = await rowOf(outboxId);
  expect(row).toMatchObject({ status: 'retry', attempts: 1, lastResponse: '451 4.7.1 Greylisted, try again later' });
  expect(row?.dueAt.getTime()).toBeGreaterThan(Date.now() + 40_000);
  expect(await conversationRow(conversationId)).toMatchObject({ status: 'pending' });
  const first = (await messageRow(messageId))?.mailId;

  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(0);
  await makeDue(outboxId);
  expect(await sweepOutbox()).toMatchObject({ due: 1 });
  await deliverReply(outboxId);
  expect(peer.delivered[0]?.mail.messageId).toBe(`<${first}>`);
  expect(await eventsOf(conversationId)).toEqual(expect.arrayContaining(['message.retrying', 'message.sent']));
});

test('5xx: stopped, with the server’s words, and back in front of people', async () => {
  const { conversationId } = await asked(mailboxId);
  const { outboxId } = await byMara(conversationId);
  peer.mode = 'reject';
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'failed', lastResponse: '550 5.1.1 No such user here' });
  const conversation = await conversationRow(conversationId);
  expect(conversation?.status).toBe('open');
  expect(conversation?.waitingSince).not.toBeNull();
  expect(await eventsOf(conversationId)).toContain('message.failed');
});

test('the connection is lost after the whole mail went out: uncertain, and never sent again', async () => {
  const { conversationId } = await asked(mailboxId);
  const { outboxId } = await byMara(conversationId);
  peer.mode = 'drop';
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'uncertain' });
  expect(await conversationRow(conversationId)).toMatchObject({ status: 'open' });
  expect(await eventsOf(conversationId)).toContain('message.uncertain');
  peer.mode = 'accept';
  await makeDue(outboxId);
  await sweepOutbox();
  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(1);
});

test('lost before the mail went out, or nobody there: tried again', async () => {
  const { conversationId } = await asked(mailboxId);
  const { outboxId } = await byMara(conversationId);
  peer.mode = 'hangup';
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'retry' });

  await db()
    .update(mailboxes)
    .set({ smtp: { host: '127.0.0.1', port: 9, secure: false } })
    .where(eq(mailboxes.id, mailboxId));
  await makeDue(outboxId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'retry', attempts: 2 });
  expect((await rowOf(outboxId))?.lastResponse).toMatch(/ECONNREFUSED/);
  await db()
    .update(mailboxes)
    .set({ smtp: { host: '127.0.0.1', port: peer.port, secure: false } })
    .where(eq(mailboxes.id, mailboxId));
});

test('two workers at once: one of them has it', async () => {
  const { conversationId } = await asked(mailboxId);
  const { outboxId } = await byMara(conversationId);
  const claims = await Promise.all(Array.from({ length: 6 }, () => claimReply(outboxId)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  const other = await byMara(conversationId);
  peer.delay = 200;
  await Promise.all(Array.from({ length: 4 }, () => deliverReply(other.outboxId)));
  expect(peer.delivered).toHaveLength(1);
});

test('undo and delivery at once: either it is taken back, or it is sent, never both', async () => {
  for (let round = 0; round < 8; round += 1) {
    peer.delivered.length = 0;
    const { conversationId } = await asked(mailboxId);
    const { outboxId } = await byMara(conversationId);
    const undo = db()
      .transaction((tx) => undoReply(tx, mara, outboxId))
      .then(() => true)
      .catch((error: unknown) => {
        if (error instanceof Conflict) return false;
        throw error;
      });
    const [undone] = await Promise.all([undo, deliverReply(outboxId)]);
    expect(peer.delivered).toHaveLength(undone ? 0 : 1);
  }
});

test('a worker that died in the middle: uncertain after a minute; one that is still at work is left alone', async () => {
  const { conversationId } = await asked(mailboxId);
  const dead = await byMara(conversationId);
  const alive = await byMara(conversationId);
  await claimReply(dead.outboxId);
  await claimReply(alive.outboxId);
  await db().update(outbox).set({ claimedAt: sql`now() - interval '2 minutes'` }).where(eq(outbox.id, dead.outboxId));
  expect(await sweepOutbox()).toMatchObject({ dead: 1 });
  expect(await rowOf(dead.outboxId)).toMatchObject({ status: 'uncertain' });
  expect(await rowOf(alive.outboxId)).toMatchObject({ status: 'sending' });
  expect(await conversationRow(conversationId)).toMatchObject({ status: 'open' });
});

test('an agent’s file travels along', async () => {
  const { conversationId } = await asked(mailboxId);
  const [file] = await db()
    .insert(attachments)
    .values({
      draftConversationId: conversationId,
      uploadedBy: agentId,
      filename: 'guide.txt',
      contentType: 'text/plain',
      ...(await storeBytes(Buffer.from('how to'))),
    })
    .returning({ id: attachments.id });
  const { outboxId } = await queued({
    conversationId,
    body: 'See the file.',
    author: 'agent',
    agentId,
    attachmentIds: [file?.id ?? 0],
  });
  await deliverReply(outboxId);
  const [attached] = peer.delivered[0]?.mail.attachments ?? [];
  expect(attached).toMatchObject({ filename: 'guide.txt', mimeType: 'text/plain' });
  expect(Buffer.from(attached?.content as ArrayBuffer).toString()).toBe('how to');
});

test('nobody to write to: it says so and stops', async () => {
  const { conversationId } = await asked(mailboxId, { from: { name: '', address: 'no-reply@shop.test' } });
  const [row] = await db().execute<{ id: number }>(
    sql`update contacts set email = 'no-reply@shop.test' where id = (select contact_id from conversations where id = ${conversationId}) returning id`,
  );
  expect(row).toBeDefined();
  const { outboxId } = await byMara(conversationId);
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'failed' });
  expect((await rowOf(outboxId))?.lastResponse).toMatch(/nobody to send this to/);
});

test('without an SMTP server the mail is kept as it would have left, once', async () => {
  const [captured] = await db()
    .insert(mailboxes)
    .values({ name: 'Sales', address: 'sales@parcelbird.test' })
    .returning({ id: mailboxes.id });
  const { conversationId } = await asked(captured?.id ?? 0);
  const { outboxId } = await byMara(conversationId);
  await Promise.all([deliverReply(outboxId), deliverReply(outboxId)]);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
  const kept = await db().select().from(capturedMails).where(eq(capturedMails.outboxId, outboxId));
  expect(kept).toHaveLength(1);
  const mail = await PostalMime.parse(kept[0]?.raw ?? Buffer.alloc(0));
  expect(mail.from?.address).toBe('sales@parcelbird.test');
  expect(kept[0]?.envelope).toEqual({ from: 'sales@parcelbird.test', to: ['jonas@customer.test'] });
});

async function makeDue(outboxId: number): Promise<void> {
  await openLanes();
  await db().update(outbox).set({ dueAt: sql`now() - interval '1 minute'` }).where(eq(outbox.id, outboxId));
}

test('what leaves a mailbox that signs is verified by mailauth; without its key nothing leaves', async () => {
  const admin: CurrentAgent = { ...mara, role: 'admin' };
  await db().transaction((tx) => saveDkim(tx, admin, mailboxId, { domain: 'Parcelbird.test', selector: 'tandem' }, ''));
  const [box] = await listMailboxes();
  expect(JSON.stringify(box)).not.toMatch(/PRIVATE|encrypted/i);
  const record = box?.dkim?.record;
  expect(record?.name).toBe('tandem._domainkey.parcelbird.test');
  const zone: Record<string, string> = {
    [record?.name ?? '']: record?.value ?? '',
    '_dmarc.parcelbird.test': 'v=DMARC1; p=reject',
  };
  const resolver = async (name: string) => {
    const found = zone[name];
    if (!found) throw Object.assign(new Error(`nothing at ${name}`), { code: 'ENOTFOUND' });
    return [[found]];
  };
  const { conversationId } = await asked(mailboxId);
  const { outboxId } = await queued({
    conversationId,
    body: 'Grüße: “void” it.\n\n.\n\nFrom here on…',
    author: 'agent',
    agentId,
  });
  await deliverReply(outboxId);
  const raw = peer.delivered[0]?.raw ?? '';
  const check = async (text: string) =>
    (await authenticate(Buffer.from(text), { resolver, trustReceived: false })).dmarc;
  expect(await check(raw)).toMatchObject({ status: { result: 'pass' } });
  expect(await check(raw.replace('Subject: Re', 'Subject: RE'))).toMatchObject({ status: { result: 'fail' } });

  // Sealed under another secret.
  await db().update(mailboxes).set({ dkimKeyEncrypted: 'x' }).where(eq(mailboxes.id, mailboxId));
  const second = await byMara(conversationId);
  await deliverReply(second.outboxId);
  expect(peer.delivered).toHaveLength(1);
  expect(await rowOf(second.outboxId)).toMatchObject({ status: 'retry' });
  await db().transaction((tx) => saveDkim(tx, admin, mailboxId, null, ''));
  await db().update(outbox).set({ dueAt: sql`now()` }).where(eq(outbox.id, second.outboxId));
  await deliverReply(second.outboxId);
  expect(peer.delivered[1]?.raw).not.toMatch(/^DKIM-Signature:/im);
});

test('a further address of a mailbox is ours: it gets no copy, and replies leave from the mailbox’s own', async () => {
  await db().insert(mailboxAliases).values({ address: 'help@parcelbird.test', mailboxId });
  const cc = ['help@parcelbird.test', 'boss@customer.test'].map((address) => ({ name: '', address }));
  const { conversationId } = await asked(mailboxId, { cc, replyTo: [{ name: '', address: 'help@parcelbird.test' }] });
  await deliverReply((await byMara(conversationId)).outboxId);
  expect(peer.delivered[0]?.to).toEqual(['jonas@customer.test', 'boss@customer.test']);
  expect(peer.delivered[0]?.mail.from?.address).toBe('support@parcelbird.test');
});
