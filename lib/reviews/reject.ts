import type { Tx } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { claimReview } from './claim.ts';
import { recordDecision } from './decided.ts';

/** In the order of the number keys. */
export const rejectReasons = ['wrong', 'incomplete', 'tone', 'not_ours', 'other'] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** Nothing is sent; the conversation stays open for a person. `other` needs a note. */
export async function rejectReview(
  tx: Tx,
  agent: CurrentAgent,
  reviewId: number,
  { reason, note }: { reason: RejectReason; note?: string },
): Promise<void> {
  const review = await claimReview(tx, agent, reviewId);
  const words = note?.trim() || null;
  if (reason === 'other' && !words) throw new Invalid('Say in a few words what was wrong with it.', 'note');
  const unchanged = review.kind === 'reply' ? false : null;
  await recordDecision(tx, agent, review, 'rejected', { reason, note: words, unchanged }, { reason });
}
