import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { rateLimits } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { dropOldWindows, forget, hit } from './rate-limit.ts';

withTestDatabase();

const limit = { limit: 3, windowSeconds: 900 };

test('counts up to the limit, then says how long to wait', async () => {
  for (let n = 0; n < 3; n++) expect(await hit(db(), 'a', limit)).toEqual({ allowed: true });
  const fourth = await hit(db(), 'a', limit);
  expect(fourth).toMatchObject({ allowed: false });
  expect(!fourth.allowed && fourth.waitSeconds).toBeGreaterThan(0);
});

test('a window begins with the first try, not with the clock, and the next one with the first try after its end', async () => {
  const began = (secondsAgo: number) =>
    db()
      .update(rateLimits)
      .set({ windowStart: sql`now() - make_interval(secs => ${secondsAgo})` })
      .where(eq(rateLimits.key, 'd'));
  for (let n = 0; n < 4; n++) await hit(db(), 'd', limit);
  await began(890);
  expect(await hit(db(), 'd', limit)).toMatchObject({ allowed: false });
  await began(900);
  for (let n = 0; n < 3; n++) expect(await hit(db(), 'd', limit)).toEqual({ allowed: true });
  expect(await hit(db(), 'd', limit)).toMatchObject({ allowed: false });
});

test('keys do not share a count, and a forgotten key starts afresh', async () => {
  for (let n = 0; n < 4; n++) await hit(db(), 'b', limit);
  expect((await hit(db(), 'c', limit)).allowed).toBe(true);
  await forget(db(), 'b');
  expect((await hit(db(), 'b', limit)).allowed).toBe(true);
});

test('tries at the same moment are all counted', async () => {
  const hits = await Promise.all(Array.from({ length: 20 }, () => hit(db(), 'rush', limit)));
  expect(hits.filter(({ allowed }) => allowed)).toHaveLength(3);
});

test('old windows go', async () => {
  await db()
    .insert(rateLimits)
    .values({ key: 'old', windowStart: new Date('2020-01-01'), count: 1 });
  await dropOldWindows(db());
  expect((await db().select().from(rateLimits)).map(({ key }) => key)).not.toContain('old');
});
