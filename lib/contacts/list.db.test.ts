import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { companies, contacts, conversations } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { listContacts } from './list.ts';

withTestDatabase();

test('newest first by when they first wrote, page by page, each once', async () => {
  // Made in another order than they wrote, as an import makes them; some at the same moment.
  const people = Array.from({ length: 120 }, (_, n) => ({
    name: `Person ${n}`,
    email: `p${n}@kunde.example`,
    createdAt: new Date(Date.UTC(2026, 0, 1) + ((n * 37) % 60) * 3_600_000),
  }));
  await db().insert(contacts).values(people);
  const seen: string[] = [];
  let before: number | undefined;
  do {
    const { rows, next } = await listContacts({ before });
    expect(rows.length).toBeLessThanOrEqual(50);
    seen.push(...rows.map(({ email, createdAt }) => `${createdAt} ${email}`));
    before = next ?? undefined;
  } while (before);
  expect(new Set(seen).size).toBe(120);
  const times = seen.map((row) => row.slice(0, 27));
  expect(times).toEqual(times.toSorted().reverse());
});

test('found by the start of a name or an address, in any case; signs of LIKE are letters', async () => {
  await db()
    .insert(contacts)
    .values([
      { name: 'Zoë Quist', email: 'zq@kunde.example' },
      { name: '100% Wool', email: 'wool_mill@kunde.example' },
      { name: '', email: 'woolxmill@kunde.example' },
    ]);
  const found = async (text: string) => (await listContacts({ text })).rows.map(({ email }) => email);
  expect(await found(' ZOË q')).toEqual(['zq@kunde.example']);
  expect(await found('100%')).toEqual(['wool_mill@kunde.example']);
  expect(await found('WOOL_')).toEqual(['wool_mill@kunde.example']);
  expect(await found('%')).toEqual([]);
  expect(await found('quist')).toEqual([]);
});

test('each row says where they work, how often they wrote and when last', async () => {
  const [company] = await db().insert(companies).values({ name: 'Fernhill Ltd' }).returning();
  const [contact] = await db()
    .insert(contacts)
    .values({ name: 'Unique Una', email: 'una@kunde.example', companyId: company?.id })
    .returning();
  const contactId = contact?.id ?? 0;
  const last = new Date('2026-03-02T10:00:00Z');
  await db()
    .insert(conversations)
    .values([
      { channel: 'email', contactId, lastActivityAt: last },
      { channel: 'form', contactId, lastActivityAt: new Date('2026-03-01T10:00:00Z') },
    ]);
  const { rows } = await listContacts({ text: 'unique una' });
  expect(rows).toMatchObject([
    { company: 'Fernhill Ltd', conversations: 2, lastActivityAt: '2026-03-02T10:00:00.000000Z' },
  ]);
});
