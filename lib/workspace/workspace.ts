// Owns the workspace row: its name and its clocks. Knows no conversation.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';

export type Workspace = { name: string; demo: boolean; undoSeconds: number };

export async function loadWorkspace(tx: Pick<Tx, 'select'> = db()): Promise<Workspace> {
  const [row] = await tx
    .select({ name: workspace.name, demo: workspace.demo, undoSeconds: workspace.undoSeconds })
    .from(workspace)
    .where(eq(workspace.id, 1));
  if (!row) throw new NotFound('Tandem is not set up yet. Open its address in a browser to start.');
  return row;
}

/** @param undoSeconds 0–120; how long a person can take back what they sent. */
export async function saveWorkspace(
  tx: Tx,
  agent: CurrentAgent,
  values: { name: string; undoSeconds: number },
): Promise<void> {
  requireRole(agent, 'admin');
  await tx.update(workspace).set(values).where(eq(workspace.id, 1));
}
