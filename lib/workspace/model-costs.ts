// Owns what the owner says about money: the month's limit and the price of a model that Tandem does not know. Counts nothing itself.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid } from '#lib/platform/errors.ts';

/** @param capUsd US dollars for each calendar month; null: no limit. @param price per million tokens; null: the shipped one. */
export async function saveModelCosts(
  tx: Tx,
  agent: CurrentAgent,
  { capUsd, price }: { capUsd: number | null; price: { in: number; out: number } | null },
): Promise<void> {
  requireRole(agent, 'admin');
  if (capUsd !== null && !(capUsd > 0)) throw new Invalid('A limit is an amount above 0. Nothing was changed.', 'cap');
  if (price && !(price.in >= 0 && price.out >= 0))
    throw new Invalid('A price is an amount of 0 or more. Nothing was changed.', 'priceIn');
  const [row] = await tx
    .select({ engine: workspace.aiEngine })
    .from(workspace)
    .where(eq(workspace.id, 1))
    .for('update');
  if (!row) return;
  const { price: _, ...engine } = row.engine;
  await tx
    .update(workspace)
    .set({ aiMonthlyCapUsd: capUsd, aiEngine: price && engine.provider !== 'builtin' ? { ...engine, price } : engine })
    .where(eq(workspace.id, 1));
}
