import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents, conversations } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';

/** Gives a conversation to an agent, or to nobody (`null`). */
export async function assignConversation(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  assigneeId: number | null,
): Promise<void> {
  requireRole(agent, 'agent');
  const conversation = await lockConversation(tx, id);
  if (conversation.assigneeId === assigneeId) return;
  if (assigneeId !== null) {
    const [assignee] = await tx
      .select({ id: agents.id })
      .from(agents)
      .where(and(eq(agents.id, assigneeId), isNull(agents.disabledAt)));
    if (!assignee) throw new NotFound('That person is no longer in this workspace.');
  }
  await tx.update(conversations).set({ assigneeId }).where(eq(conversations.id, id));
  await recordEvent(tx, {
    type: 'conversation.assigned',
    conversationId: id,
    actor: 'agent',
    agentId: agent.id,
    data: { assigneeId },
  });
}
