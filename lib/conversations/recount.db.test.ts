import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { contacts, conversations } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { recountViews } from './recount.ts';

withTestDatabase();

test('counters that drifted are put right, and right ones are left alone', async () => {
  const [contact] = await db().insert(contacts).values({ email: 'a@x.test' }).returning({ id: contacts.id });
  const base = { subject: 'x', channel: 'email' as const, contactId: contact?.id ?? 0 };
  await db()
    .insert(conversations)
    .values([base, base, { ...base, status: 'closed', answeredByAi: true }]);
  expect(await recountViews()).toBe(0);
  await db().execute(sql`update view_counts set n = n + 5 where key = 'open'`);
  await db().execute(sql`delete from view_counts where key = 'ai'`);
  expect(await recountViews()).toBe(2);
  expect(await counts()).toEqual({ ai: 1, closed: 1, open: 2, unassigned: 2 });
  await db().update(conversations).set({ status: 'pending' }).where(sql`status = 'open'`);
  expect(await counts()).toEqual({ ai: 1, closed: 1, pending: 2 });
});

async function counts(): Promise<Record<string, number>> {
  const rows = await db().execute<{ key: string; n: number }>(
    sql`select key, sum(n)::int as n from view_counts group by key having sum(n) <> 0 order by key`,
  );
  return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
}
