// Counters in Postgres, so that every web process counts together. A window begins with its first try: one that began with the clock could be
// filled at its end and once more right after.
import { lt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { rateLimits } from '#db/schema/agents.ts';

export type RateLimit = { limit: number; windowSeconds: number };
/** `waitSeconds` until the window ends, when not allowed. */
export type Hit = { allowed: true } | { allowed: false; waitSeconds: number };

/** Counts one try for `key`, and says whether it was within the limit. Call it outside a transaction that may roll back. */
export async function hit(tx: Tx, key: string, { limit, windowSeconds }: RateLimit): Promise<Hit> {
  const ends = sql`${rateLimits.windowStart} + make_interval(secs => ${windowSeconds})`;
  const over = sql`${ends} <= now()`;
  const [row] = await tx
    .insert(rateLimits)
    .values({ key, windowStart: sql`now()`, count: 1 })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        windowStart: sql`case when ${over} then now() else ${rateLimits.windowStart} end`,
        count: sql`case when ${over} then 1 else ${rateLimits.count} + 1 end`,
      },
    })
    .returning({ count: rateLimits.count, wait: sql<number>`ceil(extract(epoch from ${ends} - now()))::int` });
  if (!row || row.count <= limit) return { allowed: true };
  return { allowed: false, waitSeconds: Math.max(1, row.wait) };
}

/** Forgets the tries for `key`: the right password after wrong ones starts afresh. */
export async function forget(tx: Tx, key: string): Promise<void> {
  await tx.delete(rateLimits).where(sql`${rateLimits.key} = ${key}`);
}

/** For the worker's daily clean-up. */
export async function dropOldWindows(tx: Tx): Promise<void> {
  await tx.delete(rateLimits).where(lt(rateLimits.windowStart, sql`now() - interval '1 day'`));
}
