// Counts anew what the reviews prove, and keeps the result where the gate finds it.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { autopilotEarned } from '#db/schema.ts';
import { loadEvidence } from './evidence.ts';
import { type Results, resultsOf } from './results.ts';
import type { Scorer } from './scorer.ts';

/** @param demo the row that also counts the demo's made-up reviews; it is used for the demo's own mailbox only. */
export async function recount(tx: Tx, scorer: Scorer, { demo, now }: { demo: boolean; now: Date }): Promise<Results> {
  const apart = await tx.execute<{ key: string }>(sql`select key from topics where budget is not null`);
  const evidence = await loadEvidence(tx, scorer, { demo, now });
  const results = resultsOf(evidence, new Set([...apart].map(({ key }) => key)));
  const row = { answerer: scorer.answerer, modelVersion: scorer.version, results, computedAt: now };
  await tx
    .insert(autopilotEarned)
    .values({ demo, ...row })
    .onConflictDoUpdate({ target: autopilotEarned.demo, set: row });
  return results;
}

/** What was counted last, if it was counted for this answerer and this confidence; null: nothing is earned. */
export async function loadResults(
  tx: Tx,
  { demo, answerer, modelVersion }: { demo: boolean; answerer: string; modelVersion: string },
): Promise<{ results: Results; computedAt: Date } | null> {
  const [row] = await tx.select().from(autopilotEarned).where(sql`${autopilotEarned.demo} = ${demo}`);
  if (!row || row.answerer !== answerer || row.modelVersion !== modelVersion) return null;
  return { results: row.results as Results, computedAt: row.computedAt };
}
