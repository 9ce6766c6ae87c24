// Unsent text: one draft per agent and conversation, kept on the server so that it follows the agent.
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { attachments, drafts } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import type { ConversationView, FileView } from './conversation-view.ts';
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

/** Puts a reply's text below what is there already. A note stays a note: what is meant for the team must not end in a reply. */
export async function addToDraft(
  tx: Tx,
  agent: CurrentAgent,
  conversationId: number,
  reply: { body: string; proposalId: number | null },
): Promise<void> {
  const [known] = await tx
    .select({ kind: drafts.kind, body: drafts.body })
    .from(drafts)
    .where(and(eq(drafts.conversationId, conversationId), eq(drafts.agentId, agent.id)));
  const begun = known?.body.trim() ? known : null;
  await saveDraft(
    tx,
    agent,
    conversationId,
    begun
      ? { kind: begun.kind, body: `${begun.body}\n\n${reply.body}`, proposalId: null }
      : { kind: 'reply', ...reply },
  );
}

/** Files of a reply that this agent took back, whoever had added them. */
export async function takeFiles(tx: Tx, agent: CurrentAgent, ids: number[]): Promise<FileView[]> {
  requireRole(agent, 'agent');
  if (ids.length === 0) return [];
  const files = await tx
    .update(attachments)
    .set({ uploadedBy: agent.id })
    .where(and(inArray(attachments.id, ids), isNull(attachments.messageId)))
    .returning(fileColumns);
  return files.map(withWarning);
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
      .select(fileColumns)
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

const fileColumns = {
  id: attachments.id,
  filename: attachments.filename,
  contentType: attachments.contentType,
  size: attachments.size,
};
