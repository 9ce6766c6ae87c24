import type { Tx } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { assignConversation } from '#lib/conversations/assign.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { requestPerson } from '#lib/conversations/person.ts';
import { claimReview } from './claim.ts';
import { recordDecision } from './decided.ts';

/** What undo puts back. */
export type BeforeTakeOver = { assigneeId: number | null; personOnly: boolean };

/** The reviewer answers themselves, and a person has that conversation from then on. */
export async function takeOverReview(
  tx: Tx,
  agent: CurrentAgent,
  reviewId: number,
): Promise<{ conversationId: number }> {
  const review = await claimReview(tx, agent, reviewId);
  const { assigneeId, personOnly } = await lockConversation(tx, review.conversationId);
  await assignConversation(tx, agent, review.conversationId, agent.id);
  await requestPerson(tx, review.conversationId, 'agent', agent.id);
  const before: BeforeTakeOver = { assigneeId, personOnly };
  const unchanged = review.kind === 'reply' ? false : null;
  await recordDecision(tx, agent, review, 'took_over', { unchanged }, { before });
  return { conversationId: review.conversationId };
}
