// When the conversation moved on, a proposal is not sent: the customer wrote again, or a person has answered.
import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents, drafts, messages, outbox, proposals, reviews } from '#db/schema.ts';
import { isCustomersWord } from '#lib/conversations/customers-word.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { holdScheduled } from '#lib/outbox/schedule.ts';
import { cancelReply } from '#lib/outbox/undo.ts';
import { Conflict } from '#lib/platform/errors.ts';

/** Thrown instead of sending; `decide` then settles the review in a transaction of its own. */
export class Overtaken extends Conflict {
  readonly conversationId: number;
  constructor(message: string, conversationId: number) {
    super(message);
    this.conversationId = conversationId;
  }
}

/**
 * The customer wrote `messageId`. A pending review of an older message becomes stale, and what the AI drafted for an older message is taken
 * back while it has not left; words that a person had put into it are kept as that person's draft. What a person scheduled is held. Safe to call twice; machines' mail changes nothing.
 */
export async function markStaleReviews(tx: Tx, messageId: number): Promise<void> {
  const [message] = await tx
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.kind, 'inbound'), isNull(messages.automatic)));
  if (!message) return;
  await lockConversation(tx, message.conversationId);
  await settleOvertaken(tx, message.conversationId);
  await holdScheduled(tx, message.conversationId);
  await takeBackUnsent(tx, message.conversationId, messageId);
}

/** Call after a person's own reply entered the outbox: the pending review of that conversation is theirs now. */
export async function settleOvertaken(tx: Tx, conversationId: number): Promise<void> {
  const [pending] = await tx
    .select({ id: reviews.id, messageId: proposals.messageId })
    .from(reviews)
    .innerJoin(proposals, eq(proposals.id, reviews.proposalId))
    .where(and(eq(reviews.conversationId, conversationId), eq(reviews.status, 'pending')));
  if (!pending) return;
  const newer = await whatCameAfter(tx, conversationId, pending.messageId);
  if (newer?.kind === 'inbound') {
    await becomeStale(tx, pending.id, conversationId, { messageId: newer.id });
  } else if (newer?.agentId) {
    // Nobody judged the proposal, so it teaches confidence nothing.
    await tx
      .update(reviews)
      .set({ status: 'took_over', agentId: newer.agentId, decidedAt: sql`now()`, unchanged: null })
      .where(and(eq(reviews.id, pending.id), eq(reviews.status, 'pending')));
    await recordEvent(tx, {
      type: 'review.took_over',
      conversationId,
      actor: 'agent',
      agentId: newer.agentId,
      data: { reviewId: pending.id, messageId: newer.id },
    });
  }
}

/** The newest thing said after `messageId`, the customer's first; null when that is still the last word. */
export async function whatCameAfter(
  tx: Pick<Tx, 'select'>,
  conversationId: number,
  messageId: number,
): Promise<{ id: number; kind: 'inbound' | 'outbound'; agentId: number | null; agentName: string | null } | null> {
  const [newer] = await tx
    .select({ id: messages.id, kind: messages.kind, agentId: messages.agentId, agentName: agents.name })
    .from(messages)
    .leftJoin(agents, eq(agents.id, messages.agentId))
    .where(
      and(
        eq(messages.conversationId, conversationId),
        gt(messages.id, messageId),
        sql`${messages.kind} in ('inbound', 'outbound')`,
        isCustomersWord,
      ),
    )
    .orderBy(sql`${messages.kind} = 'outbound'`, desc(messages.id))
    .limit(1);
  return newer ? { ...newer, kind: newer.kind === 'inbound' ? 'inbound' : 'outbound' } : null;
}

/** Runs a reviewer's decision in its own transaction; what turned out to be overtaken is settled, and the Conflict still reaches the caller. */
export async function decide<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db().transaction(work);
  } catch (error) {
    if (error instanceof Overtaken) {
      await db().transaction(async (tx) => {
        await lockConversation(tx, error.conversationId);
        await settleOvertaken(tx, error.conversationId);
      });
    }
    throw error;
  }
}

async function takeBackUnsent(tx: Tx, conversationId: number, messageId: number): Promise<void> {
  const unsent = await tx
    .select({
      id: outbox.id,
      agentId: messages.agentId,
      edited: messages.edited,
      reviewId: reviews.id,
    })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .innerJoin(proposals, eq(proposals.id, outbox.proposalId))
    .leftJoin(reviews, eq(reviews.proposalId, proposals.id))
    .where(
      and(
        eq(outbox.conversationId, conversationId),
        inArray(outbox.status, ['queued', 'retry']),
        isNotNull(outbox.proposalId),
        // A scheduled one is held instead: a person meant it, and says what becomes of it.
        isNull(outbox.sendAt),
        eq(messages.author, 'ai'),
        lt(proposals.messageId, messageId),
      ),
    );
  for (const row of unsent) {
    const cancelled = await cancelReply(tx, row.id, null);
    if (!cancelled) continue;
    if (row.edited && row.agentId) {
      await tx
        .insert(drafts)
        .values({
          conversationId,
          agentId: row.agentId,
          kind: 'reply',
          body: cancelled.body,
          proposalId: cancelled.proposalId,
        })
        .onConflictDoNothing();
    }
    if (row.reviewId) await becomeStale(tx, row.reviewId, conversationId, { messageId, takenBack: true });
  }
}

/** Sets a review aside and says so. The caller holds the conversation. */
export async function becomeStale(
  tx: Tx,
  reviewId: number,
  conversationId: number,
  data: Record<string, unknown>,
): Promise<void> {
  await tx
    .update(reviews)
    .set({ status: 'stale', decidedAt: sql`now()`, unchanged: null })
    .where(eq(reviews.id, reviewId));
  await recordEvent(tx, { type: 'review.stale', conversationId, actor: 'system', data: { reviewId, ...data } });
}
