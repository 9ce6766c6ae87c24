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
import { Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { addDraftFile, removeDraftFile, storeUpload } from './draft-files.ts';
import { loadDraft } from './drafts.ts';
import { fileAddress, openFile } from './files.ts';
import { loadTimeline } from './timeline.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-files-'));
let conversationId = 0;
let lena: CurrentAgent;
let omar: CurrentAgent;

beforeAll(async () => {
  process.env.TANDEM_DATA = folder;
  forgetEnv();
  const [contact] = await db().insert(contacts).values({ email: 'c@x.test' }).returning({ id: contacts.id });
  const [row] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId: contact?.id ?? 0 })
    .returning({ id: conversations.id });
  conversationId = row?.id ?? 0;
  [lena, omar] = (await db()
    .insert(agents)
    .values([
      { name: 'Lena', email: 'lena@x.test', role: 'agent' },
      { name: 'Omar', email: 'omar@x.test', role: 'agent' },
    ])
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role })) as [
    CurrentAgent,
    CurrentAgent,
  ];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Upload = Parameters<typeof storeUpload>[1];
const add = async (agent: CurrentAgent, id: number, upload: Upload) => {
  const stored = await storeUpload(agent, upload);
  return db().transaction((tx) => addDraftFile(tx, agent, id, stored));
};
const upload = (filename: string, text: string, contentType = 'text/plain') => ({
  filename,
  contentType,
  bytes: new TextEncoder().encode(text),
});

/** As the agent's browser does: the app sends it on to where the file is. */
async function open(agent: CurrentAgent, id: number) {
  const file = await openFile((await fileAddress(agent, id)).split('/')[2] ?? '');
  if (file === 'expired') throw new Error('a fresh address has expired');
  return file;
}

test('a file belongs to the draft of who added it: they see it, open it and remove it', async () => {
  const file = await add(lena, conversationId, upload('../no te.txt', 'hello'));
  expect(file).toEqual({
    id: file.id,
    filename: 'no te.txt',
    contentType: 'text/plain',
    size: 5,
    warning: null,
    check: null,
    opens: true,
    found: null,
  });
  expect((await loadDraft(lena, conversationId))?.files).toEqual([file]);
  expect(await loadDraft(omar, conversationId)).toBeNull();
  expect(await new Response(await (await open(lena, file.id)).read()).text()).toBe('hello');
  await expect(fileAddress(omar, file.id)).rejects.toThrow(NotFound);
  await db().transaction((tx) => removeDraftFile(tx, omar, conversationId, file.id));
  expect((await loadDraft(lena, conversationId))?.files).toHaveLength(1);
  await db().transaction((tx) => removeDraftFile(tx, lena, conversationId, file.id));
  expect(await loadDraft(lena, conversationId)).toBeNull();
});

test('once sent it is everybody’s to read and nobody’s to remove', async () => {
  const file = await add(lena, conversationId, upload('a.txt', 'sent'));
  const [message] = await db()
    .insert(messages)
    .values({ conversationId, kind: 'outbound', author: 'agent', body: 'Hi' })
    .returning({ id: messages.id });
  await db()
    .update(attachments)
    .set({ messageId: message?.id ?? 0, draftConversationId: null })
    .where(eq(attachments.id, file.id));
  await db().transaction((tx) => removeDraftFile(tx, lena, conversationId, file.id));
  expect((await open(omar, file.id)).size).toBe(4);
});

test('what could act in a browser is never served as what it says it is', async () => {
  const served = async (name: string, type: string) => {
    const file = await add(lena, conversationId, upload(name, 'x', type));
    const { servedAs, inline } = await open(lena, file.id);
    return [servedAs, inline];
  };
  expect(await served('a.html', 'text/html')).toEqual(['application/octet-stream', false]);
  expect(await served('a.svg', 'image/svg+xml')).toEqual(['application/octet-stream', false]);
  expect(await served('a.xml', 'application/xhtml+xml')).toEqual(['application/octet-stream', false]);
  expect(await served('a.pdf', 'application/pdf')).toEqual(['application/pdf', false]);
  expect(await served('a.png', 'image/png')).toEqual(['image/png', true]);
});

test('too many, too large, empty, not there, not allowed', async () => {
  const put = (agent: CurrentAgent, id: number, bytes: Uint8Array) =>
    add(agent, id, { filename: 'f', contentType: 'x/y', bytes });
  const small = new Uint8Array(1);
  await expect(put(omar, conversationId, new Uint8Array(0))).rejects.toThrow(Invalid);
  await expect(put(omar, conversationId, new Uint8Array(20_000_001))).rejects.toThrow(/larger than 20 MB/);
  await expect(put(omar, 999_999, small)).rejects.toThrow(NotFound);
  await expect(put({ ...omar, role: 'viewer' }, conversationId, small)).rejects.toThrow(Forbidden);
  await put(omar, conversationId, new Uint8Array(15_000_000));
  await expect(put(omar, conversationId, new Uint8Array(6_000_000))).rejects.toThrow(/pass 20 MB/);
  const results = await Promise.allSettled(Array.from({ length: 22 }, () => put(omar, conversationId, small)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
});

test('a program is refused in a reply; one that came with a mail is kept, marked and never opened as what it says it is', async () => {
  await expect(add(lena, conversationId, upload('fix.exe', 'MZ'))).rejects.toThrow(/refuse/);
  const [message] = await db()
    .insert(messages)
    .values({ conversationId, kind: 'inbound', author: 'customer', body: 'Hi' })
    .returning({ id: messages.id });
  const stored = await storeUpload(lena, upload('a', 'MZ'));
  const came = async (filename: string, size: number) => {
    const [row] = await db()
      .insert(attachments)
      .values({ ...stored, filename, size, contentType: 'image/png', messageId: message?.id ?? 0 })
      .returning({ id: attachments.id });
    return open(omar, row?.id ?? 0);
  };
  const program = await came('photo.png.exe', 2);
  expect([program.servedAs, program.inline]).toEqual(['application/octet-stream', false]);
  expect(await new Response(await program.read()).text()).toBe('MZ');
  const large = await came('large.png', 20_000_001);
  expect([large.servedAs, large.inline]).toEqual(['application/octet-stream', false]);
  const { timeline } = await loadTimeline(conversationId, { whole: true, sources: false });
  const files = timeline.flatMap((one) => (one.type === 'message' && one.kind === 'inbound' ? one.files : []));
  expect(files.map(({ filename, warning }) => [filename, warning])).toEqual([
    ['photo.png.exe', 'type'],
    ['large.png', 'size'],
  ]);
});
