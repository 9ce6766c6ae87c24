// Whether what people answered in solved conversations may be proposed at all.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';

export async function usesSolved(tx: Tx): Promise<boolean> {
  const [row] = await tx.select({ on: workspace.useSolved }).from(workspace).where(eq(workspace.id, 1));
  return row?.on ?? false;
}

/** Off: every word that was kept of them goes at once. On again: the worker reads the conversations anew. */
export async function switchSolved(tx: Tx, agent: CurrentAgent, on: boolean): Promise<void> {
  requireRole(agent, 'admin');
  await tx.update(workspace).set({ useSolved: on }).where(eq(workspace.id, 1));
  if (!on)
    await tx.execute(sql`
      update solved_answers set answer = '', terms = '{}', reply_id = null,
        status = case when status in ('ready', 'unfit') then 'waiting' else status end, due_at = now() where status <> 'waiting'`);
  await recordEvent(tx, { type: 'knowledge.changed', actor: 'agent', agentId: agent.id });
}
