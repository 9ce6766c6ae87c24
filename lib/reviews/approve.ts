import type { Tx } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { withoutMarks } from '#lib/outbox/marks.ts';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { claimReview } from './claim.ts';
import { recordDecision } from './decided.ts';

export type Sent = { outboxId: number; dueAt: Date };

/**
 * Sends the proposal as it stands. `proposalId` is the one that was on the reviewer's screen.
 * Throws Conflict when somebody was first or the conversation moved on; nothing is sent then.
 */
export async function approveReview(
  tx: Tx,
  agent: CurrentAgent,
  reviewId: number,
  { proposalId }: { proposalId: number },
): Promise<Sent> {
  const review = await claimReview(tx, agent, reviewId);
  if (review.proposalId !== proposalId)
    throw new Conflict('The AI has redone this proposal. Look at the new one first.');
  if (review.kind !== 'reply') throw new Invalid('There is nothing to approve here: the AI asks, it does not answer.');
  const { undoSeconds } = await loadWorkspace(tx);
  const { outboxId, dueAt } = await enqueueReply(tx, {
    conversationId: review.conversationId,
    body: review.body,
    author: 'ai',
    agentId: agent.id,
    proposalId,
    undoSeconds,
  });
  const finalBody = withoutMarks(review.body).trim();
  await recordDecision(tx, agent, review, 'approved', { finalBody, unchanged: true }, { outboxId });
  return { outboxId, dueAt };
}
