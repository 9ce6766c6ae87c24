// Unsent text: one draft per agent and conversation, kept on the server so that it follows the agent.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { attachments, drafts } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import type { ConversationView } from './conversation-view.ts';
import { withWarning } from './files.ts';

export type NewDraft = { kind: 'reply' | 'note'; body: string; proposalId: number | null };

/** Saves it; an empty one is forgotten. */
export async function saveDraft(tx: Tx, agent: CurrentAgent, conversationId: number, draft: NewDraft): Promise<void> {
  requireRole(agent, 'agent');
  if (!draft.body.trim()) return dropDraft(tx, agent, conversationId);
  const values = { ...draft, updatedAt: new Date() };
  await tx
    .insert(drafts)
    .values({ conversationId, agentId: agent.id, ...values })
    .onConflictDoUpdate({ target: [drafts.conversationId, drafts.agentId], set: values });
}

export async function dropDraft(tx: Tx, agent: CurrentAgent, conversationId: number): Promise<void> {
  await tx.delete(drafts).where(and(eq(drafts.conversationId, conversationId), eq(drafts.agentId, agent.id)));
}

/** The agent's draft with the files they uploaded for it. */
export async function loadDraft(agent: CurrentAgent, conversationId: number): Promise<ConversationView['draft']> {
  const [[draft], files] = await Promise.all([
    db()
      .select({ kind: drafts.kind, body: drafts.body, proposalId: drafts.proposalId })
      .from(drafts)
      .where(and(eq(drafts.conversationId, conversationId), eq(drafts.agentId, agent.id))),
    db()
      .select({
        id: attachments.id,
        filename: attachments.filename,
        contentType: attachments.contentType,
        size: attachments.size,
      })
      .from(attachments)
      .where(
        and(
          eq(attachments.draftConversationId, conversationId),
          eq(attachments.uploadedBy, agent.id),
          isNull(attachments.messageId),
        ),
      )
      .orderBy(asc(attachments.id)),
  ]);
  if (!draft && files.length === 0) return null;
  return { kind: 'reply', body: '', proposalId: null, ...draft, files: files.map(withWarning) };
}
