// Taking a reply out of the queue: by one worker, once, and only while it may still be sent.
import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { messages, outbox, proposals } from '#db/schema.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { type LaneKey, type Obstacle, obstacleIn } from './lanes.ts';
import { isAlone } from './letter.ts';
import { withPeople, wroteAfter } from './overtaken.ts';
import { holdIfOvertaken } from './schedule.ts';
import { cancelReply } from './undo.ts';

/** `number` is this claim's own: who comes back late with another one changes nothing. While it stands, it has a place in each of its lanes. */
export type Claim = {
  outboxId: number;
  conversationId: number;
  messageId: number;
  number: number;
  attempt: number;
  lanes: LaneKey[];
};

/**
 * Null: not due, somebody else's, done, taken back here because the customer wrote again or people have taken it, or put to wait for a lane that is full
 * or closed; whoever makes room there wakes it.
 */
export async function claimReply(outboxId: number, lanes: LaneKey[] = []): Promise<Claim | null> {
  return db().transaction(async (tx) => {
    const [row] = await tx
      .select({
        conversationId: outbox.conversationId,
        askGate: outbox.askGate,
        answers: proposals.messageId,
        author: messages.author,
        agentId: messages.agentId,
        sendAt: outbox.sendAt,
      })
      .from(outbox)
      .innerJoin(messages, eq(messages.id, outbox.messageId))
      .leftJoin(proposals, eq(proposals.id, outbox.proposalId))
      .where(and(eq(outbox.id, outboxId), inArray(outbox.status, ['queued', 'retry']), lte(outbox.dueAt, sql`now()`)));
    if (!row) return null;
    // It waited: lib/ai/leave.ts asks the gate what stands now, and only its yes lets this one go.
    if (row.askGate) return null;
    // The lock comes first: a customer's message takes the same one, so it is either seen here or comes after.
    if (isAlone(row) && (await isOvertaken(tx, row.conversationId, row.answers))) {
      await cancelReply(tx, outboxId, null);
      return null;
    }
    if (row.sendAt && (await holdIfOvertaken(tx, outboxId))) return null;
    const obstacle = await obstacleIn(tx, lanes);
    if (obstacle) {
      await waitFor(tx, outboxId, row.conversationId, lanes, obstacle);
      return null;
    }
    const [claimed] = await tx
      .update(outbox)
      .set({
        status: 'sending',
        claimedAt: sql`now()`,
        attempts: sql`${outbox.attempts} + 1`,
        claims: sql`${outbox.claims} + 1`,
        lanes,
        waitsFor: null,
      })
      .where(unclaimed(outboxId))
      .returning({ messageId: outbox.messageId, number: outbox.claims, attempt: outbox.attempts });
    return claimed ? { outboxId, conversationId: row.conversationId, lanes, ...claimed } : null;
  });
}

/** The guard: one worker gets past it. Never waits for a row that somebody holds. */
function unclaimed(outboxId: number) {
  return sql`${outbox.id} = (
    select id from outbox where id = ${outboxId} and status in ('queued', 'retry') and not ask_gate and due_at <= now() for update skip locked)`;
}

async function waitFor(
  tx: Tx,
  outboxId: number,
  conversationId: number,
  lanes: LaneKey[],
  { key, paused }: Obstacle,
): Promise<void> {
  const [put] = await tx
    .update(outbox)
    .set({ lanes, waitsFor: key, ...(paused ? { triedSince: sql`coalesce(${outbox.triedSince}, now())` } : {}) })
    .where(unclaimed(outboxId))
    .returning({ messageId: outbox.messageId });
  // A turn that comes in seconds is not worth a word.
  if (put && paused)
    await recordEvent(tx, {
      type: 'message.waiting',
      conversationId,
      actor: 'system',
      data: { outboxId, messageId: put.messageId },
    });
}

/** A long delivery says that it is still at work, so that nobody takes it for a dead worker's. */
export async function renewClaim({ outboxId, number }: Claim): Promise<void> {
  await db()
    .update(outbox)
    .set({ claimedAt: sql`now()` })
    .where(and(eq(outbox.id, outboxId), eq(outbox.claims, number), eq(outbox.status, 'sending')));
}

/** Fail closed: what answers nothing known, what has been overtaken, or what people have taken back does not leave by itself. */
async function isOvertaken(tx: Tx, conversationId: number, answers: number | null): Promise<boolean> {
  const { status } = await lockConversation(tx, conversationId);
  if (answers === null || status === 'spam' || status === 'trash') return true;
  return (await withPeople(tx, conversationId)) || wroteAfter(tx, conversationId, answers);
}
