// What search finds, and that a mail is stored whatever its words are.
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { contacts, conversations, messages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { searchConversations } from './search.ts';

withTestDatabase();

test('all words of a conversation count, wherever in it they stand, and the newest comes first', async () => {
  const older = await conversation('Ana', 'Refund for a label', ['It never shipped.', 'Berlin, please.']);
  const newer = await conversation('Ben', 'Question', ['Where is my refund?', 'I am in Berlin as well.']);
  await conversation('Cem', 'Refund', ['From Hamburg.']);
  expect(await found('refund berlin')).toEqual([newer, older]);
  expect(await found('refu berl')).toEqual([newer, older]);
  expect(await found('refund munich')).toEqual([]);
});

test('the snippet is of the message with the word, and marks it', async () => {
  await conversation('Dora', 'Printers', ['The zebra prints nothing', 'Thank you.']);
  const [hit] = (await searchConversations('zebra')).found;
  expect(hit?.snippet).toContain('\u0002zebra\u0003 prints');
});

test('what only the subject has is found too, and a new subject is', async () => {
  const id = await conversation('Eve', 'Quokka', ['Hello']);
  expect(await found('quokka')).toEqual([id]);
  await db().update(conversations).set({ subject: 'Wombat' });
  expect(await found('wombat')).toContain(id);
});

test('a customer, a number, letters without spaces; text without a word finds nothing', async () => {
  const id = await conversation('Frida Lind', '返金', ['ラベルを返金してください']);
  expect(await found('frida li')).toEqual([id]);
  expect(await found(`#${id}`)).toEqual([id]);
  expect(await found('返金して')).toEqual([id]);
  expect(await found('  !!! ')).toEqual([]);
});

test('words without end do not keep a mail from being stored', async () => {
  const long = (seed: number) => Array.from({ length: 3_000 }, (_, n) => `w${seed}x${n}`).join(' ');
  const id = await conversation('Gus', 'Long', ['first giraffe']);
  for (let n = 0; n < 12; n++) await say(id, long(n));
  const huge = 'ä'.repeat(2_000);
  for (let n = 0; n < 3; n++) await say(id, Array.from({ length: 9 }, (_, m) => `${n}${m}${huge}`).join(' '));
  expect(await found('giraffe')).toEqual([id]);
  expect(await db().$count(messages)).toBeGreaterThan(15);
});

async function found(text: string): Promise<number[]> {
  const { found: rows } = await searchConversations(text);
  return rows.map(({ id }) => id);
}

async function conversation(name: string, subject: string, bodies: string[]): Promise<number> {
  const email = `${name.replace(' ', '.').toLowerCase()}@search.example`;
  const [contact] = await db().insert(contacts).values({ name, email }).returning({ id: contacts.id });
  const [made] = await db()
    .insert(conversations)
    .values({ subject, channel: 'email', contactId: contact?.id ?? 0 })
    .returning({ id: conversations.id });
  const id = made?.id ?? 0;
  for (const body of bodies) await say(id, body);
  return id;
}

async function say(conversationId: number, body: string): Promise<void> {
  await db().insert(messages).values({ conversationId, kind: 'inbound', author: 'customer', body });
}
