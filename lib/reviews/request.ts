// Owns what a person did with a proposal: one pending review a conversation, decided once. Knows no model and no gate.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { proposals, reviews } from '#db/schema.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { settleOvertaken, whatCameAfter } from './stale.ts';

/**
 * Puts a proposal before people. Returns the review's id, or null when the conversation has moved on since its message (nothing is asked then).
 * An older proposal that still waits becomes stale. The caller records why (`ai.review_requested`).
 */
export async function requestReview(tx: Tx, proposalId: number): Promise<number | null> {
  const [proposal] = await tx
    .select({ conversationId: proposals.conversationId, messageId: proposals.messageId })
    .from(proposals)
    .where(eq(proposals.id, proposalId));
  if (!proposal) throw new NotFound('This proposal is no longer here.');
  const { conversationId, messageId } = proposal;
  await lockConversation(tx, conversationId);
  if (await whatCameAfter(tx, conversationId, messageId)) return null;
  await settleOvertaken(tx, conversationId);
  const [review] = await tx
    .insert(reviews)
    .values({ proposalId, conversationId })
    .onConflictDoNothing()
    .returning({ id: reviews.id });
  return review?.id ?? null;
}
