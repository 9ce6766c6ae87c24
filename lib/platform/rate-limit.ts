// Fixed-window counters in Postgres, so that every web process counts together.
import { lt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { rateLimits } from '#db/schema/agents.ts';

export type RateLimit = { limit: number; windowSeconds: number };
/** `waitSeconds` until the window ends, when not allowed. */
export type Hit = { allowed: true } | { allowed: false; waitSeconds: number };

/** Counts one try for `key`, and says whether it was within the limit. Call it outside a transaction that may roll back. */
export async function hit(tx: Tx, key: string, { limit, windowSeconds }: RateLimit): Promise<Hit> {
  const [row] = await tx
    .insert(rateLimits)
    .values({ key, windowStart: windowStart(windowSeconds), count: 1 })
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStart],
      set: { count: sql`${rateLimits.count} + 1` },
    })
    .returning({
      count: rateLimits.count,
      wait: sql<number>`ceil(extract(epoch from ${rateLimits.windowStart} + make_interval(secs => ${windowSeconds}) - now()))::int`,
    });
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

const windowStart = (seconds: number) => sql`to_timestamp(floor(extract(epoch from now()) / ${seconds}) * ${seconds})`;
