import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { monthlySpend } from './spend.ts';

/** What the model has cost this month and its limit, in US dollars, while the limit keeps it from being asked; otherwise null. */
export async function reachedCap(
  agent: CurrentAgent,
  now = new Date(),
): Promise<{ costUsd: number; capUsd: number } | null> {
  requireRole(agent, 'viewer');
  const [row] = await db().select({ engine: workspace.aiEngine }).from(workspace).where(eq(workspace.id, 1));
  if (!row || row.engine.provider === 'builtin') return null;
  const { reached, costUsd, capUsd } = await monthlySpend(db(), now);
  return reached && capUsd !== null ? { costUsd, capUsd } : null;
}
