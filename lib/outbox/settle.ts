// Writing down how a delivery ended: the row, its event and what people get to see of it, in one transaction.
import { and, eq, inArray, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { conversations, type OutboxStatus, outbox } from '#db/schema.ts';
import { type EventType, recordEvent } from '#lib/conversations/events.ts';
import { type Conversation, lockConversation } from '#lib/conversations/lock.ts';
import type { Claim } from './claim.ts';
import type { Outcome } from './policy.ts';

const EVENT: Record<Outcome['kind'], EventType> = {
  sent: 'message.sent',
  retry: 'message.retrying',
  failed: 'message.failed',
  uncertain: 'message.uncertain',
};

/** @param also more that belongs to it (a captured mail). Returns whether the row was still this claim's. */
export async function settle(
  claim: Claim,
  outcome: Outcome,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<boolean> {
  return db().transaction(async (tx) => {
    const conversation = await lockConversation(tx, claim.conversationId);
    // A claim that was given up as uncertain may still learn that the server did take the mail.
    const from: OutboxStatus[] = outcome.kind === 'sent' ? ['sending', 'uncertain'] : ['sending'];
    const [moved] = await tx
      .update(outbox)
      .set({
        status: outcome.kind,
        claimedAt: null,
        lastResponse: outcome.words,
        ...(outcome.kind === 'sent' ? { sentAt: sql`now()` } : {}),
        ...(outcome.kind === 'retry' ? { dueAt: sql`now() + make_interval(secs => ${outcome.inMs / 1000})` } : {}),
      })
      .where(and(eq(outbox.id, claim.outboxId), eq(outbox.attempts, claim.attempt), inArray(outbox.status, from)))
      .returning({ before: outbox.before });
    if (!moved) return false;
    await also(tx);
    await recordEvent(tx, {
      type: EVENT[outcome.kind],
      conversationId: claim.conversationId,
      actor: 'system',
      data: {
        outboxId: claim.outboxId,
        messageId: claim.messageId,
        attempt: claim.attempt,
        ...(outcome.kind === 'sent' ? {} : { words: outcome.words.slice(0, 500) }),
      },
    });
    if (outcome.kind === 'failed' || outcome.kind === 'uncertain')
      await giveToPeople(tx, conversation, moved.before.waitingSince, outcome.kind);
    return true;
  });
}

/** Back into the inbox: as far as we know the customer still waits. */
async function giveToPeople(
  tx: Tx,
  conversation: Conversation,
  waitingSince: string | null,
  kind: 'failed' | 'uncertain',
): Promise<void> {
  if (conversation.status === 'spam' || conversation.status === 'trash') return;
  await tx
    .update(conversations)
    .set({
      status: 'open',
      snoozedUntil: null,
      closedAt: null,
      lastActivityAt: new Date(),
      waitingSince: conversation.waitingSince ?? (waitingSince ? new Date(waitingSince) : null),
      ...(kind === 'failed' ? { answeredByAi: false } : {}),
    })
    .where(eq(conversations.id, conversation.id));
}
