// The way into the outbox. Nothing reaches a customer but through here: the message, its outbox row and its job in one transaction.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type Author, attachments, type ConversationBefore, conversations, outbox } from '#db/schema.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { refuseInfected } from '#lib/conversations/files.ts';
import { type Conversation, lockConversation } from '#lib/conversations/lock.ts';
import { insertMessage, previewOf } from '#lib/conversations/messages.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { withoutMarks } from './marks.ts';
import { checkedSendAt } from './schedule.ts';

export type Reply = {
  conversationId: number;
  /** Markdown. */
  body: string;
  /** `ai` with `agentId`: the AI drafted, that agent approved; `ai` without: sent by itself, after a Decision. */
  author: Exclude<Author, 'customer'>;
  agentId?: number | null;
  /** The agent changed the AI's draft. */
  edited?: boolean;
  proposalId?: number | null;
  /** Seconds in which it can be undone; 0 for what the AI sends by itself. */
  undoSeconds: number;
  /** It waits where people see it: nothing claims it before the gate has been asked once more. */
  askGate?: boolean;
  then?: 'pending' | 'closed';
  /** A person wants it to leave then, and not before. Until then it can be taken back, and the customer still counts as waiting: nothing is closed yet, whatever `then` says. */
  sendAt?: Date | null;
  /** The agent's uploaded files, all of them in their draft of this conversation. */
  attachmentIds?: number[];
};

/**
 * Throws Conflict when this proposal is already on its way (a proposal leaves at most once), when the AI alone would answer where a person has taken over,
 * or when one of the files is not there.
 */
export async function enqueueReply(
  tx: Tx,
  reply: Reply,
): Promise<{ outboxId: number; messageId: number; dueAt: Date }> {
  const body = (reply.author === 'ai' ? withoutMarks(reply.body) : reply.body).trim();
  if (!body) throw new Invalid('Write something first.', 'body');
  if (reply.author === 'agent' && !reply.agentId) throw new Error('a reply by an agent needs the agent');
  if (reply.author === 'ai' && !reply.proposalId) throw new Error('a reply by the AI needs its proposal');
  const conversation = await lockConversation(tx, reply.conversationId);
  const agentId = reply.agentId ?? null;
  const alone = reply.author === 'ai' && agentId === null;
  if (alone && conversation.personOnly) throw new Conflict('A person has this conversation. The AI sent nothing.');
  const now = new Date();
  const sendAt = reply.sendAt ? checkedSendAt(reply.sendAt, now) : null;
  const after = {
    status: sendAt ? ('pending' as const) : (reply.then ?? 'pending'),
    // A person who answers takes it, unless somebody has it already.
    assigneeId: conversation.assigneeId ?? (reply.author === 'agent' ? agentId : null),
  };
  const dueAt = sendAt ?? new Date(now.getTime() + reply.undoSeconds * 1000);
  const messageId = await insertMessage(tx, {
    conversationId: conversation.id,
    kind: 'outbound',
    author: reply.author,
    agentId,
    edited: reply.edited ?? false,
    proposalId: reply.proposalId ?? null,
    body,
  });
  const [row] = await tx
    .insert(outbox)
    .values({
      conversationId: conversation.id,
      messageId,
      proposalId: reply.proposalId ?? null,
      mailboxId: conversation.mailboxId,
      dueAt,
      ...(sendAt ? { sendAt, seenMessageId: messageId } : {}),
      askGate: reply.askGate ?? false,
      before: { ...stateBefore(conversation), after },
    })
    .onConflictDoNothing()
    .returning({ id: outbox.id });
  if (!row) throw new Conflict('This proposal was already sent. Nothing was sent twice.');
  if (reply.attachmentIds?.length && agentId) {
    await refuseInfected(tx, reply.attachmentIds);
    const attached = await tx
      .update(attachments)
      .set({ messageId, draftConversationId: null })
      .where(
        and(
          inArray(attachments.id, reply.attachmentIds),
          isNull(attachments.messageId),
          eq(attachments.draftConversationId, conversation.id),
          eq(attachments.uploadedBy, agentId),
        ),
      )
      .returning({ id: attachments.id });
    if (attached.length < new Set(reply.attachmentIds).size)
      throw new Conflict(
        'A file of this reply is no longer in your draft: it was removed, or has been sent already. Nothing was sent; reload to see what is there.',
      );
  }
  await tx
    .update(conversations)
    .set({
      ...after,
      closedAt: after.status === 'closed' ? now : null,
      snoozedUntil: null,
      answeredByAi: alone,
      lastAuthor: reply.author,
      preview: previewOf(body),
      // As long as a scheduled reply has not left, the customer has no answer.
      ...(sendAt ? {} : { waitingSince: null, firstReplyAt: conversation.firstReplyAt ?? now }),
      lastActivityAt: now,
      messageCount: sql`${conversations.messageCount} + 1`,
    })
    .where(eq(conversations.id, conversation.id));
  await recordEvent(tx, {
    type: sendAt ? 'message.scheduled' : 'message.queued',
    conversationId: conversation.id,
    actor: alone ? 'ai' : 'agent',
    agentId,
    data: { messageId, outboxId: row.id, ...(sendAt ? { at: sendAt.toISOString() } : {}) },
  });
  await enqueue(tx, 'outbox.ready', { outboxId: row.id }, { startAfter: dueAt });
  return { outboxId: row.id, messageId, dueAt };
}

function stateBefore(conversation: Conversation): Omit<ConversationBefore, 'after'> {
  return {
    status: conversation.status,
    assigneeId: conversation.assigneeId,
    answeredByAi: conversation.answeredByAi,
    lastAuthor: conversation.lastAuthor,
    preview: conversation.preview,
    waitingSince: conversation.waitingSince?.toISOString() ?? null,
    lastActivityAt: conversation.lastActivityAt.toISOString(),
    firstReplyAt: conversation.firstReplyAt?.toISOString() ?? null,
    snoozedUntil: conversation.snoozedUntil?.toISOString() ?? null,
  };
}
