import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { attachments, contacts, conversations, messages, storedBytes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { getFile, removeStored } from '#lib/platform/storage.ts';
import { collectBytes, storeBytes } from './stored-bytes.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-bytes-'));
beforeAll(() => {
  process.env.TANDEM_DATA = folder;
  forgetEnv();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await db().delete(contacts);
  await db().delete(storedBytes);
});

const store = (text: string) => storeBytes(Buffer.from(text));
const isThere = (key: string) => existsSync(join(folder, 'attachments', key));
const age = (...keys: string[]) =>
  db()
    .update(storedBytes)
    .set({ storedAt: sql`now() - interval '25 hours'` })
    .where(inArray(storedBytes.storageKey, keys));

async function conversation(): Promise<number> {
  const [contact] = await db()
    .insert(contacts)
    .values({ email: `${crypto.randomUUID()}@x.test` })
    .returning();
  const [row] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId: contact?.id ?? 0 })
    .returning();
  return row?.id ?? 0;
}
const refer = (stored: Awaited<ReturnType<typeof store>>, draftConversationId: number) =>
  db()
    .insert(attachments)
    .values({ ...stored, filename: 'a', contentType: 'x/y', draftConversationId });

test('what no file refers to is removed a day after it was stored, and nothing else is', async () => {
  const [used, gone, fresh] = await Promise.all([store('used'), store('gone'), store('fresh')]);
  await refer(used, await conversation());
  await age(used.storageKey, gone.storageKey);
  expect(await collectBytes()).toBe(1);
  expect([used, gone, fresh].map(({ storageKey }) => isThere(storageKey))).toEqual([true, false, true]);
  expect(await collectBytes()).toBe(0);
  expect(await db().$count(storedBytes)).toBe(2);
});

test('a deleted conversation’s files go, but for those that another still has', async () => {
  const [shared, own] = await Promise.all([store('shared'), store('own')]);
  const [one, other] = [await conversation(), await conversation()];
  const [message] = await db()
    .insert(messages)
    .values({ conversationId: one, kind: 'inbound', author: 'customer', body: 'Hi' })
    .returning();
  for (const stored of [shared, own])
    await db()
      .insert(attachments)
      .values({ ...stored, filename: 'a', contentType: 'x/y', messageId: message?.id ?? 0 });
  await refer(shared, other);
  await age(shared.storageKey, own.storageKey);
  expect(await collectBytes()).toBe(0);
  await db().delete(conversations).where(eq(conversations.id, one));
  expect(await collectBytes()).toBe(1);
  expect([shared, own].map(({ storageKey }) => isThere(storageKey))).toEqual([true, false]);
});

test('storing equal bytes again makes them young again, and after they went they are written anew', async () => {
  const first = await store('again');
  await age(first.storageKey);
  await store('again');
  expect(await collectBytes()).toBe(0);
  await age(first.storageKey);
  expect(await collectBytes()).toBe(1);
  expect(await store('again')).toEqual(first);
  expect((await getFile(first.storageKey)).toString()).toBe('again');
});

test('an upload of equal bytes during their removal waits, and is whole afterwards', async () => {
  const { storageKey } = await store('raced');
  await age(storageKey);
  let upload: ReturnType<typeof store> | undefined;
  // What collectBytes does, stopped between taking the bytes and committing.
  await db().transaction(async (tx) => {
    await tx.select().from(storedBytes).where(eq(storedBytes.storageKey, storageKey)).for('update');
    upload = store('raced');
    await expect.poll(waiting).toBe(1);
    await removeStored(storageKey);
    await tx.delete(storedBytes).where(eq(storedBytes.storageKey, storageKey));
  });
  await upload;
  expect(isThere(storageKey)).toBe(true);
  expect(await collectBytes()).toBe(0);
});

test('an upload that has begun is left alone by the removal', async () => {
  const { storageKey } = await store('begun');
  await age(storageKey);
  await db().transaction(async (tx) => {
    await tx.update(storedBytes).set({ storedAt: sql`now()` }).where(eq(storedBytes.storageKey, storageKey));
    expect(await collectBytes()).toBe(0);
  });
  expect(await collectBytes()).toBe(0);
  expect(isThere(storageKey)).toBe(true);
});

test('uploads and removals at the same time: every file that is referred to can be read', async () => {
  const id = await conversation();
  for (let round = 0; round < 20; round++) {
    const texts = ['a', 'b', 'c'].map((letter) => `${letter} of round ${round}`);
    await age(...(await Promise.all(texts.map(store))).map(({ storageKey }) => storageKey));
    await Promise.all([
      collectBytes(),
      ...texts.map(async (text) => {
        const stored = await store(text);
        await refer(stored, id);
      }),
      collectBytes(),
    ]);
  }
  const rows = await db().select({ key: attachments.storageKey }).from(attachments);
  expect(rows).toHaveLength(60);
  expect(rows.filter(({ key }) => !isThere(key))).toEqual([]);
});

test('more than one lot, and one that cannot be removed holds up no other', async () => {
  const all = await Promise.all(Array.from({ length: 130 }, (_, n) => store(`lot ${n}`)));
  // A row that names no file of ours.
  await db().insert(storedBytes).values({ storageKey: '../outside' });
  await db().update(storedBytes).set({ storedAt: sql`now() - interval '2 days'` });
  expect(await collectBytes()).toBe(130);
  expect(all.filter(({ storageKey }) => isThere(storageKey))).toEqual([]);
  expect(await db().select({ key: storedBytes.storageKey }).from(storedBytes)).toEqual([{ key: '../outside' }]);
});

async function waiting(): Promise<number> {
  const [row] = await db().execute<{ n: number }>(sql`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query ilike '%stored_bytes%'`);
  return row?.n ?? 0;
}
