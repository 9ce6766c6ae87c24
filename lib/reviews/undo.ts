// Taking a decision back: before the reply has left, or within the same time where nothing was to be sent.
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, events, outbox, proposals, reviews } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { hasRole, requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { undoReply } from '#lib/outbox/undo.ts';
import { Conflict, Forbidden, NotFound } from '#lib/platform/errors.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { whatCameAfter } from './stale.ts';
import type { BeforeTakeOver } from './take-over.ts';

/** The undo line may be pressed in its last second and travel a little. */
const GRACE_SECONDS = 3;

export type Undone = { status: 'pending' | 'stale'; conversationId: number; finalBody: string | null };

/**
 * Puts a decided review back to pending, or to stale when the customer wrote meanwhile. `finalBody`: what had been written, so that it is not lost.
 * Throws Conflict when it is too late, Forbidden for another agent's decision (admins may).
 */
export async function undoReview(tx: Tx, agent: CurrentAgent, reviewId: number): Promise<Undone> {
  requireRole(agent, 'agent');
  const [found] = await tx
    .select({ conversationId: reviews.conversationId })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  if (!found) throw new NotFound('This review is no longer here.');
  await lockConversation(tx, found.conversationId);
  const [review] = await tx.select().from(reviews).where(eq(reviews.id, reviewId));
  if (!review || review.status === 'pending' || review.status === 'stale')
    throw new Conflict('There is nothing to undo: this proposal is not decided.');
  if (review.agentId !== agent.id && !hasRole(agent, 'admin'))
    throw new Forbidden('Only who decided this, or an admin, can undo it.');
  if (review.status === 'rejected' || review.status === 'took_over') {
    await refuseIfLate(tx, review.decidedAt);
    if (review.status === 'took_over') await giveBack(tx, review);
  } else {
    await undoReply(tx, agent, await outboxOf(tx, review.proposalId));
  }
  const status = await reopenReview(tx, agent, review.proposalId);
  return { status: status ?? 'stale', conversationId: review.conversationId, finalBody: review.finalBody };
}

/** For a reply that was undone somewhere else (the conversation): its review waits again. Null when there was none. */
export async function reopenReview(tx: Tx, agent: CurrentAgent, proposalId: number): Promise<Undone['status'] | null> {
  const [review] = await tx
    .select({ id: reviews.id, conversationId: reviews.conversationId, messageId: proposals.messageId })
    .from(reviews)
    .innerJoin(proposals, eq(proposals.id, reviews.proposalId))
    .where(eq(reviews.proposalId, proposalId));
  if (!review) return null;
  await lockConversation(tx, review.conversationId);
  const newer = await whatCameAfter(tx, review.conversationId, review.messageId);
  const status = newer ? 'stale' : 'pending';
  const cleared = { agentId: null, reason: null, note: null, finalBody: null, unchanged: null };
  await tx
    .update(reviews)
    .set({ status, ...cleared, decidedAt: newer ? sql`now()` : null })
    .where(eq(reviews.id, review.id));
  await recordEvent(tx, {
    type: 'review.undone',
    conversationId: review.conversationId,
    actor: 'agent',
    agentId: agent.id,
    data: { reviewId: review.id, status },
  });
  return status;
}

async function outboxOf(tx: Tx, proposalId: number): Promise<number> {
  const [row] = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.proposalId, proposalId), sql`${outbox.status} <> 'cancelled'`));
  if (!row) throw new Conflict('This reply was taken back already.');
  return row.id;
}

async function refuseIfLate(tx: Tx, decidedAt: Date | null): Promise<void> {
  const { undoSeconds } = await loadWorkspace(tx);
  const age = (Date.now() - (decidedAt?.getTime() ?? 0)) / 1000;
  if (age > undoSeconds + GRACE_SECONDS)
    throw new Conflict('Too late to undo from here. The conversation itself is in the inbox.');
}

/** Assignment and "a person answers" go back to what they were; a take-over by answering has nothing to give back. */
async function giveBack(tx: Tx, review: { id: number; conversationId: number }): Promise<void> {
  const [event] = await tx
    .select({ data: events.data })
    .from(events)
    .where(and(eq(events.conversationId, review.conversationId), eq(events.type, 'review.took_over')))
    .orderBy(desc(events.seq))
    .limit(1);
  const before = event?.data.before as BeforeTakeOver | undefined;
  if (!before) throw new Conflict('A reply of your own has been sent here; there is nothing to undo.');
  await tx
    .update(conversations)
    .set({ assigneeId: before.assigneeId, personOnly: before.personOnly })
    .where(eq(conversations.id, review.conversationId));
}
