// What a person does about a reply of which nobody knows whether it arrived, or that did not: send it again, or say that it is there.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, messages, type OutboxStatus, outbox, proposals } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { type Conversation, lockConversation } from '#lib/conversations/lock.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';
import { isAlone } from './letter.ts';
import { withPeople, wroteAfter } from './overtaken.ts';
import { newestMessage } from './schedule.ts';

/** Puts it back into the queue, at once. Throws Conflict when somebody was first, or when the AI's answer may no longer leave. */
export async function resendReply(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  requireRole(agent, 'agent');
  const conversation = await lockByOutbox(tx, outboxId);
  await refuseOldAnswer(tx, outboxId);
  const now = new Date();
  const messageId = await move(tx, outboxId, ['uncertain', 'failed'], {
    status: 'queued',
    dueAt: now,
    attempts: 0,
    triedSince: null,
    waitsFor: null,
    seenMessageId: await newestMessage(tx, conversation.id),
    lastResponse: null,
  });
  await stopWaiting(tx, conversation);
  await recordEvent(tx, {
    type: 'message.resent',
    conversationId: conversation.id,
    actor: 'agent',
    agentId: agent.id,
    data: { outboxId, messageId },
  });
  await enqueue(tx, 'outbox.ready', { outboxId }, { startAfter: now });
  return conversation.id;
}

/** The person knows that it arrived (the customer answered it, the server's log says so). Throws Conflict when somebody was first. */
export async function confirmArrival(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  requireRole(agent, 'agent');
  const conversation = await lockByOutbox(tx, outboxId);
  const messageId = await move(tx, outboxId, ['uncertain'], { status: 'sent', sentAt: new Date() });
  await stopWaiting(tx, conversation);
  await recordEvent(tx, {
    type: 'message.confirmed',
    conversationId: conversation.id,
    actor: 'agent',
    agentId: agent.id,
    data: { outboxId, messageId },
  });
  return conversation.id;
}

async function lockByOutbox(tx: Tx, outboxId: number): Promise<Conversation> {
  const [row] = await tx.select({ conversationId: outbox.conversationId }).from(outbox).where(eq(outbox.id, outboxId));
  if (!row) throw new NotFound('That reply is no longer here.');
  return lockConversation(tx, row.conversationId);
}

async function move(
  tx: Tx,
  outboxId: number,
  from: OutboxStatus[],
  values: Partial<typeof outbox.$inferInsert>,
): Promise<number> {
  const [moved] = await tx
    .update(outbox)
    .set(values)
    .where(and(eq(outbox.id, outboxId), inArray(outbox.status, from)))
    .returning({ messageId: outbox.messageId });
  if (!moved) throw new Conflict('Somebody else has decided about this reply already. Nothing was changed.');
  return moved.messageId;
}

/** The AI's own answer to something that is no longer the customer's last word, or that people have taken since. */
async function refuseOldAnswer(tx: Tx, outboxId: number): Promise<void> {
  const [row] = await tx
    .select({
      author: messages.author,
      agentId: messages.agentId,
      conversationId: messages.conversationId,
      answers: proposals.messageId,
    })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .innerJoin(proposals, eq(proposals.id, outbox.proposalId))
    .where(eq(outbox.id, outboxId));
  if (!row || !isAlone(row)) return;
  if (await wroteAfter(tx, row.conversationId, row.answers))
    throw new Conflict('The customer has written since, so the AI’s answer is not sent again. Answer them instead.');
  if (await withPeople(tx, row.conversationId))
    throw new Conflict(
      'The AI may not answer here by itself any more, so its answer is not sent again. Answer instead.',
    );
}

/** It was put back into the inbox for this decision; unless the customer spoke meanwhile, it now waits for them again. */
async function stopWaiting(tx: Tx, conversation: Conversation): Promise<void> {
  if (conversation.status !== 'open' || conversation.lastAuthor === 'customer') return;
  await tx
    .update(conversations)
    .set({ status: 'pending', waitingSince: null })
    .where(eq(conversations.id, conversation.id));
}
