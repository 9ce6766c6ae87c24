// Taking back what has not left: possible while its row is queued, scheduled or held, or waits for another attempt after the server did not take it.
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { attachments, audits, type ConversationBefore, conversations, messages, outbox } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { type Conversation, lockConversation } from '#lib/conversations/lock.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';

/** `fileIds`: its files, which belong to a draft again. */
export type Cancelled = { body: string; conversationId: number; proposalId: number | null; fileIds: number[] };

/**
 * Removes a queued reply and puts back what it changed of the conversation. Returns the text, for the composer.
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
  const later = await repliesAfter(tx, conversation.id, cancelled.messageId);
  // The next one found what this one had made of it, unless the customer spoke in between.
  const [next] = later;
  if (next && next.before.lastAuthor !== 'customer')
    await tx
      .update(outbox)
      .set({ before: { ...cancelled.before, after: next.before.after } })
      .where(eq(outbox.id, next.id));
  await tx
    .update(conversations)
    .set({
      messageCount: sql`${conversations.messageCount} - 1`,
      ...asBefore(conversation, cancelled.before, later, agentId),
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

type LaterReply = { id: number; before: ConversationBefore; answers: boolean };

/** `answers`: it has left, or is about to; one for later has told the customer nothing yet. */
async function repliesAfter(tx: Tx, conversationId: number, messageId: number): Promise<LaterReply[]> {
  return tx
    .select({
      id: outbox.id,
      before: outbox.before,
      answers: sql<boolean>`${outbox.sendAt} is null or ${outbox.sentAt} is not null`,
    })
    .from(outbox)
    .where(and(eq(outbox.conversationId, conversationId), gt(outbox.messageId, messageId)))
    .orderBy(asc(outbox.messageId));
}

/** Whatever came in meanwhile, was answered since, or was changed by people, stays: a reply for later may be taken back after days. */
function asBefore(conversation: Conversation, before: ConversationBefore, later: LaterReply[], agentId: number | null) {
  if (later.some(({ answers }) => answers)) return {};
  const waitingSince = before.waitingSince ? new Date(before.waitingSince) : null;
  const first = { firstReplyAt: before.firstReplyAt ? new Date(before.firstReplyAt) : null };
  if (conversation.lastAuthor === 'customer')
    return { ...first, answeredByAi: before.answeredByAi, ...(waitingSince ? { waitingSince } : {}) };
  if (later.length > 0) return { ...first, waitingSince };
  const { after = conversation } = before;
  const { status } = conversation;
  // What nobody asked to take back has to be seen, also where it was closed or snoozed.
  const restored = status === after.status || (agentId === null && status !== 'spam' && status !== 'trash');
  return {
    ...first,
    answeredByAi: before.answeredByAi,
    lastAuthor: before.lastAuthor,
    preview: before.preview,
    waitingSince,
    lastActivityAt: new Date(before.lastActivityAt),
    ...(conversation.assigneeId === after.assigneeId ? { assigneeId: before.assigneeId } : {}),
    ...(restored
      ? {
          status: before.status,
          snoozedUntil: before.snoozedUntil ? new Date(before.snoozedUntil) : null,
          closedAt: before.status === 'closed' ? new Date() : null,
        }
      : {}),
  };
}
