// What an agent sends from the composer, and taking it back: with the AI's draft in it or not, a waiting review learns of it.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { proposals, reviews } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { dropDraft, saveDraft } from '#lib/conversations/drafts.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { undoReply } from '#lib/outbox/undo.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { isAboutToGo, stopReply } from './about-to-go.ts';
import type { Sent } from './approve.ts';
import { editReview } from './edit.ts';
import { settleOvertaken } from './stale.ts';
import { isUnchanged } from './unchanged.ts';
import { reopenReview } from './undo.ts';

export type ComposedReply = {
  conversationId: number;
  body: string;
  /** What becomes of the conversation. */
  leaveAs: 'pending' | 'closed';
  /** The proposal that the text began as. */
  proposalId: number | null;
  attachmentIds: number[];
};

/** Throws Conflict when the proposal has left already or the customer wrote again; nothing is sent then. */
export async function sendReply(tx: Tx, agent: CurrentAgent, reply: ComposedReply): Promise<Sent> {
  requireRole(agent, 'agent');
  const proposal = reply.proposalId ? await loadProposal(tx, reply.proposalId, reply.conversationId) : null;
  await dropDraft(tx, agent, reply.conversationId);
  const { leaveAs, ...message } = reply;
  if (proposal?.reviewId) {
    // biome-ignore lint/suspicious/noThenProperty: what becomes of the conversation; nobody awaits this
    return editReview(tx, agent, proposal.reviewId, { ...message, then: leaveAs });
  }
  const drafted = proposal?.kind === 'reply' ? proposal : null;
  const { undoSeconds } = await loadWorkspace(tx);
  const { outboxId, dueAt } = await enqueueReply(tx, {
    ...message,
    // biome-ignore lint/suspicious/noThenProperty: what becomes of the conversation; nobody awaits this
    then: leaveAs,
    author: drafted ? 'ai' : 'agent',
    agentId: agent.id,
    edited: drafted !== null && !isUnchanged(drafted.body, reply.body),
    proposalId: drafted?.id ?? null,
    undoSeconds,
  });
  await settleOvertaken(tx, reply.conversationId);
  return { outboxId, dueAt };
}

/** Takes back what has not left: its text is the agent's draft again, and its review waits again. Returns the conversation. */
export async function undoSend(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  // The AI's own reply, while it waits: taking it back says that it should not have been sent.
  if (await isAboutToGo(tx, outboxId)) return stopReply(tx, agent, outboxId);
  const { body, conversationId, proposalId } = await undoReply(tx, agent, outboxId);
  await saveDraft(tx, agent, conversationId, { kind: 'reply', body, proposalId });
  if (proposalId) await reopenReview(tx, agent, proposalId);
  return conversationId;
}

async function loadProposal(tx: Tx, id: number, conversationId: number) {
  const [row] = await tx
    .select({ id: proposals.id, kind: proposals.kind, body: proposals.body, reviewId: reviews.id })
    .from(proposals)
    .leftJoin(reviews, and(eq(reviews.proposalId, proposals.id), eq(reviews.status, 'pending')))
    .where(and(eq(proposals.id, id), eq(proposals.conversationId, conversationId)));
  return row ?? null;
}
