import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';

/** How many proposals wait for a person, counted up to 1,000: the badge shows 999+ from there. */
export async function countPendingReviews(): Promise<number> {
  const [row] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from reviews where status = 'pending' limit 1000) pending`,
  );
  return row?.n ?? 0;
}
