// What people do about replies that failed or may have arrived, and the sandbox where captured mail is read.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { autopilot, mailboxes, outbox } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Conflict, Forbidden, NotFound } from '#lib/platform/errors.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { listCaptured, loadCaptured, loadCapturedSource } from './captured.ts';
import { claimReply } from './claim.ts';
import { confirmArrival, resendReply } from './decide.ts';
import { deliverReply } from './deliver.ts';
import { settle } from './settle.ts';
import { sweepOutbox } from './sweep.ts';
import { testSmtp } from './test-smtp.ts';
import { answeredAlone, asked, conversationRow, eventsOf, house, openLanes, queued, rowOf, wrote } from './testing.ts';

withTestDatabase();

const peer = new SmtpPeer();
let mailboxId = 0;
let mara: CurrentAgent;
const viewer: CurrentAgent = { id: 99, name: 'V', email: 'v@parcelbird.test', role: 'viewer' };

beforeAll(async () => {
  await peer.start();
  const made = await house({ host: '127.0.0.1', port: peer.port, secure: false });
  mailboxId = made.mailboxId;
  mara = { id: made.agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
});
beforeEach(async () => {
  await openLanes();
  peer.mode = 'accept';
  peer.delivered.length = 0;
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
});

const resend = (agent: CurrentAgent, id: number) => db().transaction((tx) => resendReply(tx, agent, id));
const confirm = (agent: CurrentAgent, id: number) => db().transaction((tx) => confirmArrival(tx, agent, id));

/** A reply of Mara's that ended like this. */
async function ended(mode: 'drop' | 'reject') {
  const { conversationId } = await asked(mailboxId);
  const { outboxId } = await queued({ conversationId, body: 'Void it.', author: 'agent', agentId: mara.id });
  peer.mode = mode;
  await deliverReply(outboxId);
  peer.mode = 'accept';
  return { conversationId, outboxId };
}

test('send again: once, by one person, and the conversation waits for the customer again', async () => {
  const { conversationId, outboxId } = await ended('reject');
  await expect(resend(viewer, outboxId)).rejects.toThrow(Forbidden);
  await expect(confirm(mara, outboxId)).rejects.toThrow(Conflict);
  const both = await Promise.allSettled([resend(mara, outboxId), resend(mara, outboxId)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'queued', attempts: 0, lastResponse: null });
  expect(await conversationRow(conversationId)).toMatchObject({ status: 'pending', waitingSince: null });
  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(1);
  expect(await eventsOf(conversationId)).toEqual(
    expect.arrayContaining(['message.failed', 'message.resent', 'message.sent']),
  );
  await expect(resend(mara, outboxId)).rejects.toThrow(Conflict);
  await expect(resend(mara, 999_999)).rejects.toThrow(NotFound);
});

test('a worker that was taken for dead and comes back after it was sent again changes nothing', async () => {
  const { conversationId } = await asked(mailboxId);
  const { outboxId } = await queued({ conversationId, body: 'Void it.', author: 'agent', agentId: mara.id });
  const late = await claimReply(outboxId);
  await db().update(outbox).set({ claimedAt: sql`now() - interval '5 minutes'` }).where(eq(outbox.id, outboxId));
  await sweepOutbox();
  expect(await rowOf(outboxId)).toMatchObject({ status: 'uncertain' });
  await resend(mara, outboxId);
  const now = await claimReply(outboxId);
  if (!late || !now) throw new Error('not claimed');
  expect(await settle(late, { kind: 'retry', words: 'connection lost', inMs: 0 })).toBe(false);
  expect(await settle(now, { kind: 'sent', words: 'ok' })).toBe(true);
  await sweepOutbox();
  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(0);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
});

test('it arrived: nothing is sent again', async () => {
  const { conversationId, outboxId } = await ended('drop');
  expect(peer.delivered).toHaveLength(1);
  await confirm(mara, outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
  expect(await conversationRow(conversationId)).toMatchObject({ status: 'pending' });
  await expect(resend(mara, outboxId)).rejects.toThrow(Conflict);
  await deliverReply(outboxId);
  expect(peer.delivered).toHaveLength(1);
});

test('the AI’s answer is not sent again once the customer has written since; a person’s is', async () => {
  const question = await asked(mailboxId);
  const { outboxId } = await answeredAlone(question);
  peer.mode = 'reject';
  await deliverReply(outboxId);
  await wrote(question.conversationId);
  await expect(resend(mara, outboxId)).rejects.toThrow(/written since/);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'failed' });

  const { conversationId, outboxId: own } = await ended('reject');
  await wrote(conversationId);
  await resend(mara, own);
  expect(await conversationRow(conversationId)).toMatchObject({ status: 'open' });
});

test('the AI’s answer is not sent again once Autopilot was switched back; nobody is told that it was', async () => {
  const question = await asked(mailboxId);
  const { outboxId } = await answeredAlone(question);
  peer.mode = 'reject';
  await deliverReply(outboxId);
  await db().update(autopilot).set({ mode: 'ask' });
  await expect(resend(mara, outboxId)).rejects.toThrow(/may not answer here by itself/);
  await db().update(autopilot).set({ mode: 'on' });
  expect(await rowOf(outboxId)).toMatchObject({ status: 'failed' });
});

test('the sandbox: newest first, page by page, whole, and not for viewers', async () => {
  const [box] = await db()
    .insert(mailboxes)
    .values({ name: 'Sales', address: 'sales@parcelbird.test' })
    .returning({ id: mailboxes.id });
  const ids: number[] = [];
  for (let n = 0; n < 32; n += 1) {
    const { conversationId } = await asked(box?.id ?? 0, { subject: `Label ${n}` });
    const { outboxId } = await queued({ conversationId, body: `Answer **${n}**`, author: 'agent', agentId: mara.id });
    await deliverReply(outboxId);
    ids.push(outboxId);
  }
  const first = await listCaptured(mara, null);
  expect(first.rows).toHaveLength(30);
  expect(first.rows[0]).toMatchObject({ subject: 'Re: Label 31', preview: 'Answer 31', alone: false });
  const second = await listCaptured(mara, first.next);
  expect(second.rows.map(({ subject }) => subject)).toEqual(['Re: Label 1', 'Re: Label 0']);
  expect(second.next).toBeNull();

  const id = first.rows[0]?.id ?? 0;
  const mail = await loadCaptured(mara, id);
  expect(mail).toMatchObject({ subject: 'Re: Label 31', to: [{ address: 'jonas@customer.test' }] });
  expect(mail.html).toContain('<strong>31</strong>');
  expect(mail.html).not.toContain('color-scheme');
  expect(mail.headers.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Message-ID', 'Reply-To', 'In-Reply-To']),
  );
  expect((await loadCapturedSource(mara, id)).toString()).toContain('Subject: Re: Label 31');
  await expect(listCaptured(viewer, null)).rejects.toThrow(Forbidden);
  await expect(loadCaptured(viewer, id)).rejects.toThrow(Forbidden);
  await expect(loadCaptured(mara, 999_999)).rejects.toThrow(NotFound);
  await db()
    .delete(outbox)
    .where(eq(outbox.id, ids[31] ?? 0));
  await expect(loadCaptured(mara, id)).rejects.toThrow(NotFound);
});

test('the test mail goes to who asks for it, or says what the server said', async () => {
  const smtp = { host: '127.0.0.1', port: peer.port, secure: false };
  const owner: CurrentAgent = { ...mara, role: 'owner' };
  await expect(testSmtp(mara, mailboxId, smtp, '')).rejects.toThrow(Forbidden);
  expect(await testSmtp(owner, mailboxId, smtp, '')).toEqual({ ok: true });
  expect(peer.delivered[0]).toMatchObject({ to: ['mara@parcelbird.test'], mail: { from: { name: 'Parcelbird' } } });
  peer.mode = 'reject';
  expect(await testSmtp(owner, mailboxId, smtp, '')).toEqual({ ok: false, words: '550 5.1.1 No such user here' });
  expect(await testSmtp(owner, mailboxId, { ...smtp, port: 9 }, '')).toMatchObject({ ok: false });
  await expect(testSmtp(owner, mailboxId, { ...smtp, user: 'someone' }, '')).rejects.toThrow(/password/);
});
