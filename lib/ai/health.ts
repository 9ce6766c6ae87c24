// A model that failed five times in a row is left alone for a minute: customers wait for a person at once instead of for a time-out.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { modelHealth } from '#db/schema.ts';

const FAILURES = 5;
const REST_MS = 60_000;

/** @param engine provider and model, e.g. `openai:gpt-4.1-mini`. */
export async function mayCall(tx: Tx, engine: string, now: Date): Promise<boolean> {
  const [row] = await tx.select().from(modelHealth).where(eq(modelHealth.engine, engine));
  return !row?.openUntil || row.openUntil <= now;
}

/** What the last call said, while calls fail. */
export async function lastFailure(tx: Tx, engine: string): Promise<string | null> {
  const [row] = await tx.select().from(modelHealth).where(eq(modelHealth.engine, engine));
  return row && row.consecutiveFailures > 0 ? row.lastError : null;
}

export async function recordSuccess(tx: Tx, engine: string): Promise<void> {
  await tx
    .update(modelHealth)
    .set({ consecutiveFailures: 0, openUntil: null, updatedAt: new Date() })
    .where(eq(modelHealth.engine, engine));
}

/** After the rest one call may try again; if it fails too, the rest starts anew. */
export async function recordFailure(tx: Tx, engine: string, message: string, now: Date): Promise<void> {
  const openUntil = new Date(now.getTime() + REST_MS);
  await tx
    .insert(modelHealth)
    .values({ engine, consecutiveFailures: 1, lastError: message, updatedAt: now })
    .onConflictDoUpdate({
      target: modelHealth.engine,
      set: {
        consecutiveFailures: sql`${modelHealth.consecutiveFailures} + 1`,
        openUntil: sql`case when ${modelHealth.consecutiveFailures} + 1 >= ${FAILURES} then ${openUntil.toISOString()}::timestamptz else null end`,
        lastError: message,
        updatedAt: now,
      },
    });
}
