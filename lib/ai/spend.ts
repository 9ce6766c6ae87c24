// What models have cost this month, and whether the owner's limit is reached. Calendar months in UTC, US dollars.
import { desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { modelSpend, workspace } from '#db/schema.ts';
import type { Usage } from './types.ts';

/** Counts what one message cost. @param engine provider and model. What costs no tokens leaves no row. */
export async function recordSpend(tx: Tx, engine: string, usage: Usage, now: Date): Promise<void> {
  if (usage.tokensIn + usage.tokensOut === 0) return;
  await tx
    .insert(modelSpend)
    .values({ month: monthOf(now), engine, runs: 1, ...usage })
    .onConflictDoUpdate({
      target: [modelSpend.month, modelSpend.engine],
      set: {
        runs: sql`${modelSpend.runs} + 1`,
        tokensIn: sql`${modelSpend.tokensIn} + ${usage.tokensIn}`,
        tokensOut: sql`${modelSpend.tokensOut} + ${usage.tokensOut}`,
        costUsd: sql`${modelSpend.costUsd} + ${usage.costUsd}`,
      },
    });
}

export type Spend = {
  month: string;
  /** US dollars; null: no limit. */
  capUsd: number | null;
  costUsd: number;
  reached: boolean;
  /** Dearest first. */
  engines: { engine: string; runs: number; tokensIn: number; tokensOut: number; costUsd: number }[];
};

/** A message that is being answered is counted when it is done, so the limit may be passed by what those at work cost. */
export async function monthlySpend(tx: Tx, now: Date): Promise<Spend> {
  const month = monthOf(now);
  const [row] = await tx.select({ capUsd: workspace.aiMonthlyCapUsd }).from(workspace).where(eq(workspace.id, 1));
  const engines = await tx
    .select({
      engine: modelSpend.engine,
      runs: modelSpend.runs,
      tokensIn: modelSpend.tokensIn,
      tokensOut: modelSpend.tokensOut,
      costUsd: modelSpend.costUsd,
    })
    .from(modelSpend)
    .where(eq(modelSpend.month, month))
    .orderBy(desc(modelSpend.costUsd));
  const costUsd = engines.reduce((sum, engine) => sum + engine.costUsd, 0);
  const capUsd = row?.capUsd ?? null;
  return { month, capUsd, costUsd, reached: capUsd !== null && costUsd >= capUsd, engines };
}

function monthOf(now: Date): string {
  return now.toISOString().slice(0, 7);
}
