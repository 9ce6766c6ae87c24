import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, attachments, contacts, conversations, messages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { fileToken } from './file-token.ts';
import { fileAddress, openFile } from './files.ts';
import { storeBytes } from './stored-bytes.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-addresses-'));
let viewer: CurrentAgent;
let id = 0;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  forgetEnv();
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Vera', email: 'vera@x.test', role: 'viewer' })
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  viewer = agent as CurrentAgent;
  const [contact] = await db().insert(contacts).values({ email: 'c@x.test' }).returning();
  const [conversation] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId: contact?.id ?? 0 })
    .returning();
  const [message] = await db()
    .insert(messages)
    .values({ conversationId: conversation?.id ?? 0, kind: 'inbound', author: 'customer', body: 'Hi' })
    .returning();
  const stored = await storeBytes(Buffer.from('0123456789'));
  const [file] = await db()
    .insert(attachments)
    .values({ ...stored, filename: 'Größe/../ä 1.txt', contentType: 'text/plain', messageId: message?.id ?? 0 })
    .returning();
  id = file?.id ?? 0;
});
afterAll(() => {
  delete process.env.TANDEM_FILES_URL;
  rmSync(folder, { recursive: true, force: true });
});

test('an address is for one file, holds nobody’s name but its own, and opens it without an agent', async () => {
  const address = await fileAddress(viewer, id);
  expect(address).toBe(`/files/${fileToken(id)}/%C3%A4%201.txt`);
  const file = await openFile(address.split('/')[2] ?? '');
  if (file === 'expired') throw new Error('it has expired');
  expect(file).toMatchObject({ size: 10, servedAs: 'text/plain', inline: false });
  expect(await new Response(await file.read()).text()).toBe('0123456789');
  expect(await new Response(await file.read({ start: 2, end: 4 })).text()).toBe('234');
});

test('on their own host when there is one', async () => {
  process.env.TANDEM_FILES_URL = 'https://files.example.com/';
  forgetEnv();
  expect(await fileAddress(viewer, id)).toMatch(/^https:\/\/files\.example\.com\/files\/\d/);
  delete process.env.TANDEM_FILES_URL;
  forgetEnv();
});

test('what was never an address, is one no more, or leads to a file that is gone', async () => {
  await expect(openFile('1.abc.0123')).rejects.toThrow(NotFound);
  expect(await openFile(fileToken(id, Date.now() - 2 * 3600_000))).toBe('expired');
  await expect(fileAddress(viewer, 999_999)).rejects.toThrow(NotFound);
  const token = fileToken(id);
  await db().delete(attachments).where(eq(attachments.id, id));
  await expect(openFile(token)).rejects.toThrow(NotFound);
});
