// Changing a conversation's status: the row and its event in one function.
import { and, eq, lte } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type ConversationStatus, conversations } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { type EventType, recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';
import { acceptMessages } from './not-spam.ts';
import { mayBecome } from './transitions.ts';

const EVENT: Partial<Record<ConversationStatus, EventType>> = {
  open: 'conversation.reopened',
  closed: 'conversation.closed',
  snoozed: 'conversation.snoozed',
  spam: 'conversation.marked_spam',
  trash: 'conversation.closed',
};

/** Moves a conversation. Throws Conflict when it cannot go there from where it is. @param until needed for `snoozed`. */
export async function changeStatus(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  to: ConversationStatus,
  until?: Date,
): Promise<void> {
  requireRole(agent, 'agent');
  if (to === 'snoozed' && (!until || until <= new Date()))
    throw new Invalid('Choose a time in the future to snooze until.', 'until');
  const conversation = await lockConversation(tx, id);
  if (conversation.status === to && to !== 'snoozed') return;
  if (!mayBecome(conversation.status, to))
    throw new Conflict(`#${id} is ${conversation.status}; it cannot become ${to} from there.`);
  await tx
    .update(conversations)
    .set({ status: to, snoozedUntil: to === 'snoozed' ? until : null, closedAt: to === 'closed' ? new Date() : null })
    .where(eq(conversations.id, id));
  if (to === 'open' && (conversation.status === 'spam' || conversation.status === 'trash'))
    await acceptMessages(tx, conversation);
  const type = EVENT[to];
  if (type) {
    await recordEvent(tx, {
      type,
      conversationId: id,
      actor: 'agent',
      agentId: agent.id,
      data: until ? { until: until.toISOString() } : {},
    });
  }
}

/** Reopens what was snoozed until now; called every minute. Returns how many woke. */
export async function wakeSnoozed(now = new Date()): Promise<number> {
  return db().transaction(async (tx) => {
    const woken = await tx
      .update(conversations)
      .set({ status: 'open', snoozedUntil: null, lastActivityAt: now })
      .where(and(eq(conversations.status, 'snoozed'), lte(conversations.snoozedUntil, now)))
      .returning({ id: conversations.id });
    for (const { id } of woken)
      await recordEvent(tx, { type: 'conversation.woke', conversationId: id, actor: 'system' });
    return woken.length;
  });
}
