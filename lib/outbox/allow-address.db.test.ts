// An address that mail came back from: nothing leaves for it, a person can allow it again, and then the reply goes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { capturedMails } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { suppress } from '#lib/contacts/suppressed.ts';
import { loadTimeline } from '#lib/conversations/timeline.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Conflict, Forbidden } from '#lib/platform/errors.ts';
import { allowRecipients } from './allow-address.ts';
import { resendReply } from './decide.ts';
import { deliverReply } from './deliver.ts';
import { asked, eventsOf, house, queued, rowOf } from './testing.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-allow-'));
let mailboxId = 0;
let mara: CurrentAgent;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  const { mailboxId: id, agentId } = await house();
  mailboxId = id;
  mara = { id: agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
});
afterAll(async () => {
  await closeQueue();
  rmSync(folder, { recursive: true, force: true });
});

test('held back, said so, allowed by a person, sent', async () => {
  const { conversationId, messageId } = await asked(mailboxId, {
    from: { name: 'Gone', address: 'Gone@customer.test' },
  });
  await db().transaction((tx) =>
    suppress(tx, { address: 'gone@customer.test', status: '5.1.1', words: '550 no such user', messageId }),
  );
  const { outboxId } = await queued({ conversationId, body: 'Hi', author: 'agent', agentId: mara.id });
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'failed', lastResponse: expect.stringMatching(/came back/) });
  expect(await db().$count(capturedMails)).toBe(0);
  expect(await heldIn(conversationId)).toEqual(['gone@customer.test']);

  const viewer: CurrentAgent = { ...mara, role: 'viewer' };
  await expect(db().transaction((tx) => allowRecipients(tx, viewer, outboxId))).rejects.toThrow(Forbidden);
  await db().transaction((tx) => allowRecipients(tx, mara, outboxId));
  await expect(db().transaction((tx) => allowRecipients(tx, mara, outboxId))).rejects.toThrow(Conflict);
  expect(await heldIn(conversationId)).toEqual([]);
  expect(await eventsOf(conversationId)).toContain('address.allowed');

  await db().transaction((tx) => resendReply(tx, mara, outboxId));
  await deliverReply(outboxId);
  expect(await rowOf(outboxId)).toMatchObject({ status: 'sent' });
  expect(await db().$count(capturedMails)).toBe(1);
});

async function heldIn(conversationId: number): Promise<string[]> {
  const { timeline } = await loadTimeline(conversationId, { whole: true, sources: true });
  return timeline.flatMap((one) => (one.type === 'message' ? (one.delivery?.held ?? []) : []));
}
