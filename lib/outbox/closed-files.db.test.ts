// A reply with files, a real clamd, a real mail server: nothing leaves that has not been checked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { attachments, outbox } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { scanFiles } from '#lib/conversations/scan-files.ts';
import { storeBytes } from '#lib/conversations/stored-bytes.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { Clamd, EICAR, EICAR_NAME } from '../../e2e/peers/clamd.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { deliverReply } from './deliver.ts';
import { asked, house, queued, rowOf } from './testing.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-closed-'));
const peer = new SmtpPeer();
const clamd = new Clamd();
let mailboxId = 0;
let agentId = 0;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  process.env.CLAMD_SOCKET = clamd.socket;
  forgetEnv();
  await Promise.all([peer.start(), clamd.start()]);
  ({ mailboxId, agentId } = await house({ host: '127.0.0.1', port: peer.port, secure: false }));
});
afterAll(async () => {
  delete process.env.CLAMD_SOCKET;
  await closeQueue();
  await Promise.all([peer.stop(), clamd.destroy()]);
  rmSync(folder, { recursive: true, force: true });
});

async function reply(text: string) {
  const { conversationId } = await asked(mailboxId);
  const [file] = await db()
    .insert(attachments)
    .values({
      draftConversationId: conversationId,
      uploadedBy: agentId,
      filename: 'guide.txt',
      contentType: 'text/plain',
      ...(await storeBytes(Buffer.from(text))),
    })
    .returning({ id: attachments.id });
  const attachmentIds = [file?.id ?? 0];
  return () => queued({ conversationId, body: 'See the file.', author: 'agent', agentId, attachmentIds });
}

test('a file that has not been checked holds its reply up, not the mailbox; then it leaves', async () => {
  const { outboxId } = await (await reply('how to'))();
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({
    status: 'retry',
    lastResponse:
      'Not sent: “guide.txt” has not been checked for viruses yet. That is done as soon as the scanner can; nothing is lost.',
  });
  await scanFiles();
  await db().update(outbox).set({ dueAt: sql`now()` }).where(eq(outbox.id, outboxId));
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
  expect(peer.delivered).toHaveLength(1);
});

test('one with a virus is refused when its reply is sent, and stays here when that was known too late', async () => {
  const late = await (await reply(EICAR))();
  await scanFiles();
  await deliverReply(late.outboxId);
  expect(await rowOf(late.outboxId)).toMatchObject({
    status: 'failed',
    lastResponse: `Not sent: “guide.txt” holds a virus (${EICAR_NAME}). It can be neither opened nor sent.`,
  });
  await expect((await reply(EICAR))()).rejects.toThrow(Invalid);
  expect(await db().$count(outbox)).toBe(2);
  expect(peer.delivered).toHaveLength(1);
});
