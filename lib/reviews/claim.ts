// The door of every decision: one reviewer, the newest words, still undecided. Holds the conversation to the end of the transaction.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents, proposals, type ReviewStatus, reviews } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';
import { Overtaken, whatCameAfter } from './stale.ts';

export type ReviewInHand = Awaited<ReturnType<typeof loadReviewRow>>;

/** Throws Conflict in the words of what happened first, Overtaken when the conversation moved on. */
export async function claimReview(tx: Tx, agent: CurrentAgent, reviewId: number): Promise<ReviewInHand> {
  requireRole(agent, 'agent');
  const found = await loadReviewRow(tx, reviewId);
  await lockConversation(tx, found.conversationId);
  // Read again: every decision holds the conversation, so from here on nobody changes it.
  const review = await loadReviewRow(tx, reviewId);
  if (review.status !== 'pending') throw new Conflict(whoWasFirst(review, agent));
  const newer = await whatCameAfter(tx, review.conversationId, review.messageId);
  if (newer?.kind === 'inbound')
    throw new Overtaken(
      'The customer wrote again. Nothing was sent; the AI is redoing this with the new message.',
      review.conversationId,
    );
  if (newer)
    throw new Overtaken(
      `${newer.agentName ?? 'Somebody'} has answered this customer meanwhile. Nothing more was sent.`,
      review.conversationId,
    );
  return review;
}

async function loadReviewRow(tx: Tx, reviewId: number) {
  const [row] = await tx
    .select({
      id: reviews.id,
      status: reviews.status,
      agentId: reviews.agentId,
      agentName: agents.name,
      decidedAt: reviews.decidedAt,
      conversationId: reviews.conversationId,
      proposalId: reviews.proposalId,
      messageId: proposals.messageId,
      kind: proposals.kind,
      body: proposals.body,
    })
    .from(reviews)
    .innerJoin(proposals, eq(proposals.id, reviews.proposalId))
    .leftJoin(agents, eq(agents.id, reviews.agentId))
    .where(eq(reviews.id, reviewId));
  if (!row) throw new NotFound('This review is no longer here.');
  return row;
}

const DID: Record<Exclude<ReviewStatus, 'pending'>, (who: string, when: string) => string> = {
  approved: (who, when) => `${who} approved this ${when}; one reply goes out, not two.`,
  edited: (who, when) => `${who} edited and sent this ${when}; one reply goes out, not two.`,
  answered: (who, when) => `${who} answered this ${when}; one reply goes out, not two.`,
  rejected: (who, when) => `${who} rejected this ${when}. Nothing was sent.`,
  took_over: (who, when) => `${who} took this over ${when} and answers it. Nothing was sent from here.`,
  stale: () => 'The customer wrote again or asked for a person, so this proposal was set aside. Nothing was sent.',
};

function whoWasFirst(review: ReviewInHand, agent: CurrentAgent): string {
  if (review.status === 'pending') return '';
  const who = review.agentId === agent.id ? 'You' : (review.agentName ?? 'Somebody');
  return DID[review.status](who, ago(review.decidedAt));
}

function ago(date: Date | null): string {
  const minutes = Math.floor((Date.now() - (date?.getTime() ?? Date.now())) / 60_000);
  if (minutes < 2) return 'a moment ago';
  return minutes < 90 ? `${minutes} minutes ago` : `on ${date?.toISOString().slice(0, 10)}`;
}
