import type { Tx } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { enqueueReply } from '#lib/outbox/enqueue.ts';
import { withoutMarks } from '#lib/outbox/marks.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import type { Sent } from './approve.ts';
import { claimReview } from './claim.ts';
import { recordDecision } from './decided.ts';
import { isUnchanged } from './unchanged.ts';

/**
 * Sends the reviewer's version. Where the AI had only asked or abstained, these are the person's own words (`answered`, no label).
 * @param edit.then what becomes of the conversation; `pending` unless said.
 */
export async function editReview(
  tx: Tx,
  agent: CurrentAgent,
  reviewId: number,
  edit: { body: string; then?: 'pending' | 'closed'; attachmentIds?: number[]; sendAt?: Date | null },
): Promise<Sent> {
  const review = await claimReview(tx, agent, reviewId);
  const body = withoutMarks(edit.body).trim();
  if (!body) throw new Invalid('Write something first. To send nothing, reject the proposal.', 'body');
  const drafted = review.kind === 'reply';
  const unchanged = drafted ? isUnchanged(review.body, body) : null;
  const { undoSeconds } = await loadWorkspace(tx);
  const { outboxId, dueAt } = await enqueueReply(tx, {
    conversationId: review.conversationId,
    body,
    author: drafted ? 'ai' : 'agent',
    agentId: agent.id,
    edited: drafted && unchanged === false,
    proposalId: review.proposalId,
    undoSeconds,
    // biome-ignore lint/suspicious/noThenProperty: what becomes of the conversation; nobody awaits this
    then: edit.then,
    attachmentIds: edit.attachmentIds,
    sendAt: edit.sendAt,
  });
  const status = drafted ? 'edited' : 'answered';
  await recordDecision(tx, agent, review, status, { finalBody: body, unchanged }, { outboxId });
  return { outboxId, dueAt };
}
