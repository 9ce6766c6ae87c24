// The badges' counters made exact again, should they ever have drifted.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { log } from '#lib/platform/log.ts';

/** Returns how many keys were wrong. Changes of conversations wait while it counts (a second at a million): for the night. */
export async function recountViews(): Promise<number> {
  return db().transaction(async (tx) => {
    await tx.execute(sql`set local lock_timeout = '5s'`);
    // Whoever has changed a counter commits first, whoever wants to comes after: the count below sees what the counters stand for.
    await tx.execute(sql`lock table view_counts in share row exclusive mode`);
    const wrong = await tx.execute<{ key: string }>(sql`
      with counted as (
        select key, count(*)::int as n from conversations c, unnest(conversation_view_keys(c)) as key group by key
      ), kept as (
        select key, sum(n)::int as n from view_counts group by key
      )
      select key from counted full join kept using (key) where coalesce(counted.n, 0) <> coalesce(kept.n, 0)`);
    if (wrong.length === 0) return 0;
    await tx.execute(sql`delete from view_counts`);
    await tx.execute(sql`
      insert into view_counts (key, shard, n)
      select key, 0, count(*)::int from conversations c, unnest(conversation_view_keys(c)) as key group by key`);
    log.warn({ keys: wrong.length }, 'counters of views were wrong and have been recounted');
    return wrong.length;
  });
}
