import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { waiting } from './queue.ts';

/** How many proposals wait for a person, counted up to 1,000: the badge shows 999+ from there. */
export async function countPendingReviews(): Promise<number> {
  const [row] = await db().execute<{ n: number }>(sql`select count(*)::int as n from (${waiting} limit 1000) w`);
  return row?.n ?? 0;
}
