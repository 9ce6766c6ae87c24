import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { attachments, contacts, conversations, mailboxes, messages, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { formMailbox } from '#lib/channels/find-mailbox.ts';
import { searchConversations } from '#lib/conversations/search.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { receiveForm } from './form.ts';
import type { FormFile } from './form-fields.ts';
import { formWait } from './form-limit.ts';
import { processRawMessage } from './process.ts';

withTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'tandem-form-'));
afterAll(async () => {
  await closeQueue();
  rmSync(folder, { recursive: true, force: true });
});

const fields = { name: 'Fiona', email: 'fiona@shop.example', subject: 'Labels', message: 'How long?' };
const post = async (id: string, change: Partial<typeof fields> = {}, files: FormFile[] = []) => {
  const mailbox = await formMailbox();
  if (!mailbox) throw new Error('no mailbox');
  return db().transaction((tx) => receiveForm(tx, mailbox, { id, fields: { ...fields, ...change }, files }));
};

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  expect(await formMailbox()).toBeNull();
  await db()
    .insert(mailboxes)
    .values([
      { name: 'First', address: 'help@first.example' },
      { name: 'Second', address: 'help@second.example' },
    ]);
});

test('a form becomes a stored mail of the first mailbox', async () => {
  const { rawMessageId, duplicate } = await post('page-1');
  expect(duplicate).toBe(false);
  const [row] = await db().select().from(rawMessages);
  expect(row).toMatchObject({
    id: rawMessageId,
    door: 'form',
    status: 'received',
    envelope: { from: 'fiona@shop.example', to: ['help@first.example'] },
    dedupeKey: expect.stringMatching(/^form-[0-9a-z]{12}@first\.example$/),
  });
});

test('the same page posted again is the same message; other words or another page are not', async () => {
  const first = await post('page-2');
  const [again, twice] = await Promise.all([post('page-2'), post('page-2')]);
  expect(again).toEqual({ ...first, duplicate: true });
  expect(twice).toEqual({ ...first, duplicate: true });
  expect((await post('page-2', { message: 'How long, and how much?' })).duplicate).toBe(false);
  expect((await post('page-3')).duplicate).toBe(false);
});

test('it becomes a conversation of the form, from somebody unproven, that the team finds by its reference', async () => {
  const said = 'Zwei Etiketten für eine Bestellung.\n\n> so stand es da\n\nWas nun? 🏷';
  const file = { name: 'beleg.txt', type: 'text/plain', content: Buffer.from('gedruckt\n') };
  const change = { name: 'Jörg, Lager', email: 'Joerg@Shop.example', subject: 'Doppelt gedruckt', message: said };
  const { rawMessageId, reference } = await post('page-4', change, [file]);
  await processRawMessage(rawMessageId);
  const [found] = await db()
    .select({ raw: rawMessages, message: messages, conversation: conversations, contact: contacts })
    .from(rawMessages)
    .innerJoin(messages, eq(messages.id, rawMessages.messageId))
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(eq(rawMessages.id, rawMessageId));
  expect(found).toMatchObject({
    raw: { status: 'processed' },
    message: { verified: false, automatic: null, html: null },
    conversation: { channel: 'form', status: 'open', subject: 'Doppelt gedruckt' },
    contact: { email: 'joerg@shop.example', name: 'Jörg, Lager' },
  });
  expect(`${found?.message.body}\n${found?.message.quoted ?? ''}`).toContain('Was nun? 🏷');
  const kept = await db()
    .select()
    .from(attachments)
    .where(eq(attachments.messageId, found?.message.id ?? 0));
  expect(kept).toMatchObject([{ filename: 'beleg.txt', size: 9, inline: false }]);
  const search = (text: string) => searchConversations(text).then((result) => result.found.map(({ id }) => id));
  expect(await search(reference)).toEqual([found?.conversation.id]);
  expect(await search(reference.toLowerCase().replaceAll('-', ''))).toEqual([found?.conversation.id]);
  expect(await search('0000-0000-0000')).toEqual([]);
});

test('six messages an hour for one address, twenty for one machine, and others are not held up', async () => {
  const tries = (count: number, one: (n: number) => { ip: string; email: string }) =>
    Array.from({ length: count }, (_, n) => n).reduce(
      async (before, n) => [...(await before), await formWait(db(), one(n))],
      Promise.resolve<(number | null)[]>([]),
    );
  const address = await tries(7, (n) => ({ ip: `10.0.0.${n}`, email: n % 2 ? 'A@x.example' : 'a@x.example' }));
  expect(address.map((wait) => wait === null)).toEqual([true, true, true, true, true, true, false]);
  expect(address[6]).toBeGreaterThan(0);
  expect(address[6]).toBeLessThanOrEqual(3600);
  const machine = await tries(21, (n) => ({ ip: '10.1.1.1', email: `b${n}@x.example` }));
  expect(machine.filter((wait) => wait === null)).toHaveLength(20);
  expect(await formWait(db(), { ip: '10.2.2.2', email: 'c@x.example' })).toBeNull();
  // Whoever has one IPv6 address has 2^64 of them.
  const network = await tries(21, (n) => ({ ip: `2001:db8:1:2::${n}`, email: `d${n}@x.example` }));
  expect(network.filter((wait) => wait === null)).toHaveLength(20);
});
