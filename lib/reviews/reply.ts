// What an agent sends from the composer, and taking it back: with the AI's draft in it or not, a waiting review learns of it.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { proposals, reviews } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import type { FileView } from '#lib/conversations/conversation-view.ts';
import { addToDraft, dropDraft, takeFiles } from '#lib/conversations/drafts.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { sendNow } from '#lib/outbox/schedule.ts';
import { undoReply } from '#lib/outbox/undo.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { hurryReply, isAboutToGo, stopReply } from './about-to-go.ts';
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
  /** Not before; null: as soon as it can. */
  sendAt?: Date | null;
};

/** What is back with the agent. Null: the AI's own reply, which waits as a draft. */
export type TakenBack = {
  conversationId: number;
  reply: { body: string; proposalId: number | null; files: FileView[] } | null;
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

/** Takes back what has not left: its text and files are the agent's draft again, below what they have begun to write meanwhile, and its review waits again. */
export async function undoSend(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<TakenBack> {
  // The AI's own reply, while it waits: taking it back says that it should not have been sent.
  if (await isAboutToGo(tx, outboxId)) return { conversationId: await stopReply(tx, agent, outboxId), reply: null };
  const { body, conversationId, proposalId, fileIds } = await undoReply(tx, agent, outboxId);
  await addToDraft(tx, agent, conversationId, { body, proposalId });
  const files = await takeFiles(tx, agent, fileIds);
  if (proposalId) await reopenReview(tx, agent, proposalId);
  return { conversationId, reply: { body, proposalId, files } };
}

/** At once, whatever it waits for: the AI's own reply about to go, a scheduled or held one, another attempt. Returns the conversation. */
export async function hurrySend(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  return (await isAboutToGo(tx, outboxId)) ? hurryReply(tx, agent, outboxId) : sendNow(tx, agent, outboxId);
}

async function loadProposal(tx: Tx, id: number, conversationId: number) {
  const [row] = await tx
    .select({ id: proposals.id, kind: proposals.kind, body: proposals.body, reviewId: reviews.id })
    .from(proposals)
    .leftJoin(reviews, and(eq(reviews.proposalId, proposals.id), eq(reviews.status, 'pending')))
    .where(and(eq(proposals.id, id), eq(proposals.conversationId, conversationId)));
  return row ?? null;
}
