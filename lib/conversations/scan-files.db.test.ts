// A real clamd looks at files; e2e/peers/clamd.ts says how it knows its one virus.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import {
  agents,
  attachments,
  contacts,
  conversations,
  events,
  messages,
  scannerHealth,
  storedBytes,
  workspace,
} from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { removeStored } from '#lib/platform/storage.ts';
import { Clamd, EICAR, EICAR_NAME, STREAM_MAX } from '../../e2e/peers/clamd.ts';
import { addDraftFile, storeUpload } from './draft-files.ts';
import { loadDraft } from './drafts.ts';
import { fileToken } from './file-token.ts';
import { fileAddress, filesToSend, NotSendable, openFile, refuseInfected } from './files.ts';
import { askScanner, scanFiles } from './scan-files.ts';
import { loadScanner } from './scanner-health.ts';
import { storeBytes } from './stored-bytes.ts';
import { loadTimeline } from './timeline.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-scan-'));
const clamd = new Clamd();
let lena: CurrentAgent;
let conversationId = 0;
let messageId = 0;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  process.env.CLAMD_SOCKET = clamd.socket;
  forgetEnv();
  await clamd.start();
  await db().insert(workspace).values({ name: 'W' });
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Lena', email: 'lena@x.test', role: 'admin' })
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  lena = agent as CurrentAgent;
});
afterAll(async () => {
  delete process.env.CLAMD_SOCKET;
  await clamd.destroy();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  process.env.CLAMD_SOCKET = clamd.socket;
  forgetEnv();
  for (const table of [contacts, storedBytes, scannerHealth]) await db().delete(table);
  await db().update(workspace).set({ openUncheckedFiles: false });
  const [contact] = await db().insert(contacts).values({ email: 'c@x.test' }).returning();
  const [conversation] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId: contact?.id ?? 0 })
    .returning();
  conversationId = conversation?.id ?? 0;
  const [message] = await db()
    .insert(messages)
    .values({ conversationId, kind: 'inbound', author: 'customer', body: 'Hi', html: '' })
    .returning();
  messageId = message?.id ?? 0;
});

async function came(filename: string, bytes: string | Buffer, more: Partial<typeof attachments.$inferInsert> = {}) {
  const stored = await storeBytes(Buffer.from(bytes));
  const [row] = await db()
    .insert(attachments)
    .values({ ...stored, filename, contentType: 'image/png', messageId, ...more })
    .returning();
  return row?.id ?? 0;
}
async function shown() {
  const { timeline } = await loadTimeline(conversationId, { whole: true, sources: false });
  return timeline.flatMap((one) => (one.type === 'message' ? [one] : []))[0];
}
const checks = async () =>
  (await shown())?.files.map(({ filename, check, opens, found }) => [filename, check, opens, found]);
const told = () => db().$count(events, eq(events.type, 'file.checked'));

test('a file is closed until it has been checked; a clean one opens, one with a virus never does', async () => {
  const [clean, bad] = [await came('a.png', 'harmless'), await came('b.png', EICAR)];
  expect(await checks()).toEqual([
    ['a.png', 'waiting', false, null],
    ['b.png', 'waiting', false, null],
  ]);
  await expect(fileAddress(lena, clean)).rejects.toThrow(/has not been checked/);
  expect(await scanFiles()).toBe(2);
  expect(await checks()).toEqual([
    ['a.png', null, true, null],
    ['b.png', 'infected', false, EICAR_NAME],
  ]);
  expect(await fileAddress(lena, clean)).toContain('/files/');
  await expect(fileAddress(lena, bad)).rejects.toThrow(Forbidden);
  await expect(openFile(fileToken(bad))).rejects.toThrow(EICAR_NAME);
  expect(await told()).toBe(2);
  expect(await scanFiles()).toBe(0);
  // What it said stays true when nobody is asked any more.
  delete process.env.CLAMD_SOCKET;
  forgetEnv();
  await came('c.png', 'never seen');
  expect((await checks())?.map(([, check, opens]) => [check, opens])).toEqual([
    [null, true],
    ['infected', false],
    [null, true],
  ]);
  await db().update(workspace).set({ openUncheckedFiles: true });
  await expect(fileAddress(lena, bad)).rejects.toThrow(Forbidden);
});

test('equal bytes are asked about once, and known at once when they come again', async () => {
  await came('a.png', EICAR);
  await came('b.png', EICAR);
  expect(await scanFiles()).toBe(1);
  await came('c.png', EICAR);
  expect((await checks())?.map(([, check]) => check)).toEqual(['infected', 'infected', 'infected']);
});

test('an agent’s upload is checked like any other, and one with a virus is not sent', async () => {
  const stored = await storeUpload(lena, { filename: 'b.txt', contentType: 'text/plain', bytes: Buffer.from(EICAR) });
  const file = await db().transaction((tx) => addDraftFile(tx, lena, conversationId, stored));
  expect([file.check, file.opens]).toEqual(['waiting', false]);
  await db().transaction((tx) => refuseInfected(tx, [file.id]));
  await scanFiles();
  expect((await loadDraft(lena, conversationId))?.files[0]).toMatchObject({ check: 'infected', found: EICAR_NAME });
  await expect(db().transaction((tx) => refuseInfected(tx, [file.id]))).rejects.toThrow(Invalid);
  const again = await db().transaction((tx) => addDraftFile(tx, lena, conversationId, stored));
  expect([again.check, again.found]).toEqual(['infected', EICAR_NAME]);
  expect(await told()).toBe(1);
});

test('a mail takes along what is clean; it waits for what is not checked, and stays here with a virus', async () => {
  await came('a.txt', 'clean');
  await expect(filesToSend(messageId)).rejects.toMatchObject({ name: 'NotSendable', forNow: true });
  await scanFiles();
  expect((await filesToSend(messageId)).map(({ content }) => content.toString())).toEqual(['clean']);
  await came('b.txt', EICAR);
  await scanFiles();
  const error = await filesToSend(messageId).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(NotSendable);
  expect(error).toMatchObject({ forNow: false, message: expect.stringContaining(EICAR_NAME) });
});

test('what the scanner refuses is said, and opens only when the workspace allows it', async () => {
  const id = await came('large.bin', Buffer.alloc(STREAM_MAX + 200_000, 'x'));
  // What clamd says when it hangs up does not always arrive.
  for (let n = 0; n < 3; n++) {
    await scanFiles();
    await db().update(storedBytes).set({ scanAfter: sql`now()` });
  }
  expect(await checks()).toEqual([['large.bin', 'failed', false, null]]);
  await expect(fileAddress(lena, id)).rejects.toThrow(/could not be checked for viruses \(.*larger than/);
  await expect(filesToSend(messageId)).rejects.toMatchObject({ forNow: false });
  await db().update(workspace).set({ openUncheckedFiles: true });
  expect(await checks()).toEqual([['large.bin', 'failed', true, null]]);
  expect(await fileAddress(lena, id)).toContain('/files/');
  expect(await filesToSend(messageId)).toHaveLength(1);
});

test('while the scanner is away files wait and no attempt is lost; they are checked when it is back', async () => {
  const id = await came('a.png', EICAR);
  await clamd.stop();
  for (let n = 0; n < 10; n++) expect(await scanFiles()).toBe(0);
  await askScanner();
  expect(await checks()).toEqual([['a.png', 'waiting', false, null]]);
  expect(await loadScanner(lena)).toMatchObject({
    health: { problem: expect.stringMatching(/does not answer/), wellAt: null },
    waiting: 1,
  });
  await db().update(workspace).set({ openUncheckedFiles: true });
  expect(await fileAddress(lena, id)).toContain('/files/');
  await clamd.start();
  expect(await scanFiles()).toBe(1);
  await askScanner();
  expect(await checks()).toEqual([['a.png', 'infected', false, EICAR_NAME]]);
  expect(await loadScanner(lena)).toMatchObject({
    health: { problem: null, problemSince: null, version: expect.stringMatching(/^ClamAV \d/) },
    waiting: 0,
    infected: 1,
    failed: 0,
  });
});

test('bytes that cannot be read are tried again, and given up in words', async () => {
  const id = await came('gone.png', 'gone');
  const [row] = await db().select().from(attachments).where(eq(attachments.id, id));
  await removeStored(row?.storageKey ?? '');
  for (let n = 0; n < 6; n++) {
    expect((await checks())?.[0]?.[1]).toBe('waiting');
    await scanFiles();
    await db().update(storedBytes).set({ scanAfter: sql`now()` });
  }
  expect(await checks()).toEqual([['gone.png', 'failed', false, null]]);
  await expect(fileAddress(lena, id)).rejects.toThrow(/its bytes are missing/);
});

test('two workers at once check each file once; bytes that nothing refers to yet are left alone', async () => {
  for (let n = 0; n < 12; n++) await came(`${n}.png`, `file ${n}`);
  await storeBytes(Buffer.from('on its way'));
  const done = await Promise.all([scanFiles(), scanFiles(), scanFiles()]);
  expect(done.reduce((sum, n) => sum + n)).toBe(12);
  expect(await told()).toBe(12);
  expect(await db().$count(storedBytes, sql`scan is null`)).toBe(1);
});

test('a picture within a mail is not asked for before it is clean; one with a virus stands under the mail', async () => {
  const [clean, bad] = [
    await came('a.png', 'inline', { inline: true, contentId: 'a' }),
    await came('b.png', EICAR, { inline: true, contentId: 'b' }),
  ];
  const html = `<p>x</p><img alt="" src="/api/attachments/${clean}"><img src="/api/attachments/${bad}" alt="">`;
  await db().update(messages).set({ html }).where(eq(messages.id, messageId));
  expect((await shown())?.html).toBe(`<p>x</p><img alt="" data-closed="${clean}"><img data-closed="${bad}" alt="">`);
  expect(await checks()).toEqual([]);
  await scanFiles();
  expect((await shown())?.html).toBe(
    `<p>x</p><img alt="" src="/api/attachments/${clean}"><img data-closed="${bad}" alt="">`,
  );
  expect(await checks()).toEqual([['b.png', 'infected', false, EICAR_NAME]]);
});
