// How answers should sound, in the team's own words. Owns the text and its history; lib/ai/draft/prompt.ts puts it in its place under the rules.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { autopilotChanges, workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { Invalid } from '#lib/platform/errors.ts';

/** In characters. */
export const LONGEST_GUIDANCE = 2000;

export async function loadGuidance(agent: CurrentAgent, tx: Tx = db()): Promise<string> {
  requireRole(agent, 'admin');
  const [row] = await tx.select({ guidance: workspace.aiGuidance }).from(workspace).where(eq(workspace.id, 1));
  return row?.guidance ?? '';
}

/** As it is stored: line ends alike, nothing round it. Throws Invalid when it is too long. */
export function cleanGuidance(text: string): string {
  const cleaned = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (cleaned.length > LONGEST_GUIDANCE)
    throw new Invalid(
      `That is ${cleaned.length} characters; up to ${LONGEST_GUIDANCE} are read. Nothing was changed.`,
      'guidance',
    );
  return cleaned;
}

/**
 * Admins only; each version stays on record. It is part of who answers: what was earned counts for the new words only where a replay carried it
 * over, so the caller counts anew (`recountAll`) in the same transaction.
 */
export async function saveGuidance(tx: Tx, agent: CurrentAgent, text: string): Promise<void> {
  requireRole(agent, 'admin');
  const after = cleanGuidance(text);
  const [row] = await tx
    .select({ guidance: workspace.aiGuidance })
    .from(workspace)
    .where(eq(workspace.id, 1))
    .for('update');
  if (!row || row.guidance === after) return;
  await tx.update(workspace).set({ aiGuidance: after }).where(eq(workspace.id, 1));
  await tx
    .insert(autopilotChanges)
    .values({ agentId: agent.id, field: 'guidance', before: row.guidance || null, after: after || null });
  await recordEvent(tx, {
    type: 'autopilot.changed',
    actor: 'agent',
    agentId: agent.id,
    data: { fields: ['guidance'] },
  });
}
