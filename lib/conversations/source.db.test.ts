import { beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, contacts, conversations, mailboxes, messages, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import { loadConversation } from './load.ts';
import { loadSource } from './source.ts';

withTestDatabase();

const raw = Buffer.from('From: c@x.test\r\nX-Odd: \xff\0\r\n\r\nHi', 'latin1');
let lena: CurrentAgent;
let conversationId = 0;
let messageId = 0;
let noteId = 0;

beforeAll(async () => {
  const one = <T>(rows: T[]) => rows[0] as T;
  lena = one(
    await db()
      .insert(agents)
      .values({ name: 'Lena', email: 'lena@x.test', role: 'agent' })
      .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role }),
  );
  const contact = one(await db().insert(contacts).values({ email: 'c@x.test' }).returning());
  const mailbox = one(await db().insert(mailboxes).values({ name: 'Help', address: 'help@x.test' }).returning());
  conversationId = one(
    await db().insert(conversations).values({ channel: 'email', contactId: contact.id }).returning(),
  ).id;
  const say = async (kind: 'inbound' | 'note') =>
    one(await db().insert(messages).values({ conversationId, kind, author: 'customer', body: 'Hi' }).returning()).id;
  messageId = await say('inbound');
  noteId = await say('note');
  await db()
    .insert(rawMessages)
    .values({
      mailboxId: mailbox.id,
      door: 'smtp',
      dedupeKey: 'a@x.test',
      envelope: { from: 'c@x.test', to: [] },
      raw,
      size: raw.length,
      messageId,
    });
});

test('an agent gets a mail byte for byte; who only reads neither gets it nor sees where', async () => {
  const viewer: CurrentAgent = { ...lena, role: 'viewer' };
  const offered = async (agent: CurrentAgent) =>
    (await loadConversation(agent, conversationId)).timeline.map((one) => one.type === 'message' && one.hasSource);
  expect(await loadSource(lena, messageId)).toEqual(raw);
  expect(await offered(lena)).toEqual([true, false]);
  await expect(loadSource(viewer, messageId)).rejects.toThrow(Forbidden);
  expect(await offered(viewer)).toEqual([false, false]);
});

test('a note has none, and what is not there is not found', async () => {
  await expect(loadSource(lena, noteId)).rejects.toThrow(NotFound);
  await expect(loadSource(lena, 999_999)).rejects.toThrow(NotFound);
});
