// Replies that a person scheduled: another time, or at once; and holding one back that would leave over the head of something new.
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type HeldBecause, messages, outbox } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { type EventType, recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { endPauses, type LaneKey, lockLanes } from './lanes.ts';
import { wroteAfter } from './overtaken.ts';

const LONGEST_DAYS = 366;

/** Throws Invalid for a time that is past, or more than a year away. */
export function checkedSendAt(sendAt: Date, now = new Date()): Date {
  if (sendAt <= now) throw new Invalid('Choose a time that is still to come. Nothing was changed.', 'sendAt');
  if (sendAt.getTime() > now.getTime() + LONGEST_DAYS * 86_400_000)
    throw new Invalid('Choose a time within a year. Nothing was changed.', 'sendAt');
  return sendAt;
}

/**
 * Another time for a scheduled reply, also for one that was held back: whoever chooses it has seen why. Returns the conversation.
 * Throws Conflict once it is on its way, or somebody took it back.
 */
export async function rescheduleReply(tx: Tx, agent: CurrentAgent, outboxId: number, sendAt: Date): Promise<number> {
  requireRole(agent, 'agent');
  const due = checkedSendAt(sendAt);
  return move(tx, agent, outboxId, due, 'message.rescheduled');
}

/** At once: a scheduled reply, one that was held back ("send anyway"), or one that waits for another attempt. Throws Conflict as above. */
export async function sendNow(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  requireRole(agent, 'agent');
  return move(tx, agent, outboxId, null, 'message.hurried');
}

/** Under its conversation's lock, which a customer's message takes, too. Returns whether it was held. */
export async function holdIfOvertaken(tx: Tx, outboxId: number): Promise<boolean> {
  const [row] = await tx
    .select({
      conversationId: outbox.conversationId,
      messageId: outbox.messageId,
      seen: sql<number>`coalesce(${outbox.seenMessageId}, ${outbox.messageId})`.mapWith(Number),
    })
    .from(outbox)
    .where(eq(outbox.id, outboxId));
  if (!row) return false;
  const { status } = await lockConversation(tx, row.conversationId);
  const because = await overtakenBy(tx, row.conversationId, row.seen, status);
  if (!because) return false;
  const [held] = await tx
    .update(outbox)
    .set({ status: 'held', heldBecause: because, waitsFor: null })
    .where(and(eq(outbox.id, outboxId), inArray(outbox.status, ['queued', 'retry'])))
    .returning({ id: outbox.id });
  if (!held) return false;
  await recordEvent(tx, {
    type: 'message.held',
    conversationId: row.conversationId,
    actor: 'system',
    data: { outboxId, messageId: row.messageId, because },
  });
  return true;
}

/** The customer wrote: whatever is scheduled in their conversation waits for a person's word. */
export async function holdScheduled(tx: Tx, conversationId: number): Promise<void> {
  const rows = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.conversationId, conversationId),
        inArray(outbox.status, ['queued', 'retry']),
        sql`${outbox.sendAt} is not null`,
      ),
    );
  for (const { id } of rows) await holdIfOvertaken(tx, id);
}

async function overtakenBy(tx: Tx, conversationId: number, seen: number, status: string): Promise<HeldBecause | null> {
  if (status === 'spam' || status === 'trash') return 'put_away';
  return (await wroteAfter(tx, conversationId, seen)) ? 'customer_wrote' : null;
}

async function move(
  tx: Tx,
  agent: CurrentAgent,
  outboxId: number,
  sendAt: Date | null,
  type: Extract<EventType, 'message.rescheduled' | 'message.hurried'>,
): Promise<number> {
  const [found] = await tx
    .select({ conversationId: outbox.conversationId })
    .from(outbox)
    .where(eq(outbox.id, outboxId));
  if (!found) throw new NotFound('That reply is no longer waiting: somebody has taken it back.');
  const conversation = await lockConversation(tx, found.conversationId);
  const [row] = await tx.select().from(outbox).where(eq(outbox.id, outboxId));
  const waits = row && !row.askGate && (row.status === 'queued' || row.status === 'held' || row.status === 'retry');
  if (!row || !waits || (sendAt && !row.sendAt)) throw tooLate();
  const held = row.status === 'held';
  if (held && (conversation.status === 'spam' || conversation.status === 'trash'))
    throw new Conflict('This conversation is in Spam or Trash. Move it back first; the reply stays held until then.');
  if (!sendAt) {
    const lanes = (row.lanes ?? []) as LaneKey[];
    await lockLanes(tx, lanes);
    await endPauses(tx, lanes);
  }
  const due = sendAt ?? new Date();
  const moved = await tx
    .update(outbox)
    .set({
      status: row.status === 'retry' ? 'retry' : 'queued',
      dueAt: sendAt ?? sql`now()`,
      waitsFor: null,
      heldBecause: null,
      ...(row.sendAt ? { sendAt: due } : {}),
      // What held it back has been read by whoever lets it go.
      ...(held || (row.sendAt && !sendAt) ? { seenMessageId: await newestMessage(tx, row.conversationId) } : {}),
    })
    .where(and(eq(outbox.id, outboxId), eq(outbox.status, row.status)))
    .returning({ id: outbox.id });
  if (moved.length !== 1) throw tooLate();
  await recordEvent(tx, {
    type,
    conversationId: row.conversationId,
    actor: 'agent',
    agentId: agent.id,
    data: { outboxId, messageId: row.messageId, ...(sendAt ? { at: sendAt.toISOString() } : {}), by: 'person' },
  });
  await enqueue(tx, 'outbox.ready', { outboxId }, sendAt ? { startAfter: sendAt } : {});
  return row.conversationId;
}

/** For whoever decides now: they have seen everything up to this. */
export async function newestMessage(tx: Tx, conversationId: number): Promise<number | null> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(eq(messages.conversationId, conversationId))
    .orderBy(desc(messages.id))
    .limit(1);
  return row?.id ?? null;
}

function tooLate(): Conflict {
  return new Conflict('Too late: this reply is on its way already, or somebody has taken it back.');
}
