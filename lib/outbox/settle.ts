// Writing down how a delivery ended: the row, its event and what people get to see of it, in one transaction.
import { and, eq, inArray, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { conversations, messages, type OutboxStatus, outbox } from '#db/schema.ts';
import { type EventType, recordEvent } from '#lib/conversations/events.ts';
import { type Conversation, lockConversation } from '#lib/conversations/lock.ts';
import type { Claim } from './claim.ts';
import { leaveLanes, lockLanes, pausedUntil } from './lanes.ts';
import { wroteAfter } from './overtaken.ts';
import type { Outcome, Road } from './policy.ts';

const EVENT: Record<Outcome['kind'], EventType> = {
  sent: 'message.sent',
  retry: 'message.retrying',
  failed: 'message.failed',
  uncertain: 'message.uncertain',
};

type More = {
  /** What the attempt says about the way that others take. */
  road?: Road;
  /** More that belongs to it (a captured mail). */
  also?: (tx: Tx) => Promise<void>;
  from?: OutboxStatus[];
};

const UNKNOWN: Road = { slow: null, well: [] };

/** Returns whether the row was still this claim's. */
export async function settle(claim: Claim, outcome: Outcome, more: More = {}): Promise<boolean> {
  return db().transaction(async (tx) => {
    const conversation = await lockConversation(tx, claim.conversationId);
    await lockLanes(tx, claim.lanes);
    // A claim that was given up as uncertain may still learn that the server did take the mail.
    const from: OutboxStatus[] = more.from ?? (outcome.kind === 'sent' ? ['sending', 'uncertain'] : ['sending']);
    const [moved] = await tx
      .update(outbox)
      .set({
        status: outcome.kind,
        claimedAt: null,
        lastResponse: outcome.words,
        ...(outcome.kind === 'sent' ? { sentAt: sql`now()` } : {}),
        waitsFor: null,
        ...(outcome.kind === 'retry'
          ? {
              dueAt: sql`now() + make_interval(secs => ${outcome.inMs / 1000})`,
              triedSince: sql`coalesce(${outbox.triedSince}, now())`,
            }
          : {}),
      })
      .where(and(eq(outbox.id, claim.outboxId), eq(outbox.claims, claim.number), inArray(outbox.status, from)))
      .returning({ before: outbox.before, sendAt: outbox.sendAt });
    if (!moved) return false;
    await leaveLanes(tx, claim.lanes, more.road ?? UNKNOWN, outcome.words);
    if (outcome.kind === 'retry') await waitWithTheOthers(tx, claim);
    await more.also?.(tx);
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
    if (outcome.kind === 'sent' && moved.sendAt) await leftAtLast(tx, conversation, claim);
    if (outcome.kind === 'failed' || outcome.kind === 'uncertain')
      await giveToPeople(tx, conversation, moved.before.waitingSince, outcome.kind);
    return true;
  });
}

/** Where its own failure, or somebody else's, closed the way: it is tried when the way opens, not at a time of its own. */
async function waitWithTheOthers(tx: Tx, { outboxId, lanes }: Claim): Promise<void> {
  const closed = await pausedUntil(tx, lanes);
  if (closed) await tx.update(outbox).set({ waitsFor: closed.key, dueAt: closed.until }).where(eq(outbox.id, outboxId));
}

/** What is true of any other reply from the moment it is written is true of a scheduled one from now on. */
async function leftAtLast(tx: Tx, conversation: Conversation, claim: Claim): Promise<void> {
  const now = new Date();
  await tx.update(messages).set({ createdAt: now }).where(eq(messages.id, claim.messageId));
  await tx
    .update(conversations)
    .set({
      firstReplyAt: conversation.firstReplyAt ?? now,
      lastActivityAt: now,
      // Whoever wrote meanwhile still waits.
      ...((await wroteAfter(tx, conversation.id, claim.messageId)) ? {} : { waitingSince: null }),
    })
    .where(eq(conversations.id, conversation.id));
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
