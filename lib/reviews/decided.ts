import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type ReviewStatus, reviews } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { type EventType, recordEvent } from '#lib/conversations/events.ts';
import { Conflict } from '#lib/platform/errors.ts';
import type { ReviewInHand } from './claim.ts';

type Decided = Exclude<ReviewStatus, 'pending' | 'stale'>;
type Outcome = { reason?: string; note?: string | null; finalBody?: string; unchanged: boolean | null };

const EVENT: Record<Decided, EventType> = {
  approved: 'review.approved',
  edited: 'review.edited',
  answered: 'review.edited',
  rejected: 'review.rejected',
  took_over: 'review.took_over',
};

/** `pending → status`, by a guarded update, with its event. */
export async function recordDecision(
  tx: Tx,
  agent: CurrentAgent,
  review: ReviewInHand,
  status: Decided,
  outcome: Outcome,
  data: Record<string, unknown> = {},
): Promise<void> {
  const moved = await tx
    .update(reviews)
    .set({ status, agentId: agent.id, decidedAt: sql`now()`, ...outcome })
    .where(and(eq(reviews.id, review.id), eq(reviews.status, 'pending')))
    .returning({ id: reviews.id });
  if (moved.length !== 1) throw new Conflict('Somebody else decided this a moment ago. Nothing was sent twice.');
  await recordEvent(tx, {
    type: EVENT[status],
    conversationId: review.conversationId,
    actor: 'agent',
    agentId: agent.id,
    data: { reviewId: review.id, proposalId: review.proposalId, ...data },
  });
}
