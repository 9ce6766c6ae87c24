// Unsent text: one draft per agent and conversation, kept on the server so that it follows the agent.
import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { attachments, drafts, storedBytes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import type { ConversationView, FileView } from './conversation-view.ts';
import { fileView } from './files.ts';

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
  await tx
    .update(attachments)
    .set({ uploadedBy: agent.id })
    .where(and(inArray(attachments.id, ids), isNull(attachments.messageId)));
  return unsentFiles(tx, and(inArray(attachments.id, ids), eq(attachments.uploadedBy, agent.id)));
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
    unsentFiles(db(), and(eq(attachments.draftConversationId, conversationId), eq(attachments.uploadedBy, agent.id))),
  ]);
  if (!draft && files.length === 0) return null;
  return { kind: 'reply', body: '', proposalId: null, ...draft, files };
}

async function unsentFiles(tx: Tx, which: SQL | undefined): Promise<FileView[]> {
  const [settings, rows] = await Promise.all([
    loadFileSettings(),
    tx
      .select({
        id: attachments.id,
        filename: attachments.filename,
        contentType: attachments.contentType,
        size: attachments.size,
        scan: storedBytes.scan,
        scanWords: storedBytes.scanWords,
      })
      .from(attachments)
      .leftJoin(storedBytes, eq(storedBytes.storageKey, attachments.storageKey))
      .where(and(which, isNull(attachments.messageId)))
      .orderBy(asc(attachments.id)),
  ]);
  return rows.map((row) => fileView(row, settings));
}
