// Taking back what has not left: possible while its row is queued, scheduled or held, or waits for another attempt after the server did not take it.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { attachments, audits, conversations, messages, outbox } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';

/** `fileIds`: its files, which belong to a draft again. */
export type Cancelled = { body: string; conversationId: number; proposalId: number | null; fileIds: number[] };

/**
 * Removes a queued reply and puts the conversation back as it was. Returns the text, for the composer.
 * Throws Conflict once the worker has it: then it is on its way and cannot be undone.
 */
export async function undoReply(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<Cancelled> {
  requireRole(agent, 'agent');
  const cancelled = await cancelReply(tx, outboxId, agent.id);
  if (!cancelled) throw new Conflict('Too late: this reply is already on its way to the customer.');
  return cancelled;
}

/** The same without a person asking (`agentId` null: the customer wrote again). Returns null once the worker has it. */
export async function cancelReply(tx: Tx, outboxId: number, agentId: number | null): Promise<Cancelled | null> {
  const [row] = await tx.select({ conversationId: outbox.conversationId }).from(outbox).where(eq(outbox.id, outboxId));
  if (!row) throw new NotFound('That reply is no longer waiting.');
  const conversation = await lockConversation(tx, row.conversationId);
  const [cancelled] = await tx
    .update(outbox)
    .set({ status: 'cancelled' })
    .where(and(eq(outbox.id, outboxId), inArray(outbox.status, ['queued', 'held', 'retry'])))
    .returning();
  if (!cancelled) return null;
  const files = await tx
    .update(attachments)
    .set({ messageId: null, draftConversationId: conversation.id })
    .where(eq(attachments.messageId, cancelled.messageId))
    .returning({ id: attachments.id });
  const [message] = await tx
    .delete(messages)
    .where(eq(messages.id, cancelled.messageId))
    .returning({ body: messages.body });
  // What never left is not asked about afterwards.
  if (cancelled.proposalId)
    await tx
      .update(audits)
      .set({ status: 'dropped', decidedAt: sql`now()` })
      .where(and(eq(audits.proposalId, cancelled.proposalId), eq(audits.status, 'pending')));
  const { before } = cancelled;
  // Whatever came in meanwhile keeps what it changed: only a conversation that we spoke last in goes back.
  const spokeLast = conversation.lastAuthor !== 'customer';
  await tx
    .update(conversations)
    .set({
      messageCount: sql`${conversations.messageCount} - 1`,
      answeredByAi: before.answeredByAi,
      firstReplyAt: before.firstReplyAt ? new Date(before.firstReplyAt) : null,
      ...(spokeLast
        ? {
            status: before.status,
            assigneeId: before.assigneeId,
            lastAuthor: before.lastAuthor,
            preview: before.preview,
            waitingSince: before.waitingSince ? new Date(before.waitingSince) : null,
            lastActivityAt: new Date(before.lastActivityAt),
            snoozedUntil: before.snoozedUntil ? new Date(before.snoozedUntil) : null,
            closedAt: before.status === 'closed' ? new Date() : null,
          }
        : before.waitingSince
          ? { waitingSince: new Date(before.waitingSince) }
          : {}),
    })
    .where(eq(conversations.id, conversation.id));
  await recordEvent(tx, {
    type: 'message.undone',
    conversationId: conversation.id,
    actor: agentId ? 'agent' : 'system',
    agentId,
  });
  return {
    body: message?.body ?? '',
    conversationId: conversation.id,
    proposalId: cancelled.proposalId,
    fileIds: files.map(({ id }) => id),
  };
}
