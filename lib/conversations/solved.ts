// "That solved it": the customer's word on an answer. It closes the conversation and counts as a hint, never as a review.
import { and, desc, eq, inArray } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { conversations, events } from '#db/schema.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';

/** Twice is the same as once. Where the customer has written since our answer, people still have to read that, so it stays open. */
export async function customerSolved(tx: Tx, conversationId: number): Promise<void> {
  const conversation = await lockConversation(tx, conversationId);
  if (await isSolved(conversationId, tx)) return;
  const answered =
    conversation.status === 'pending' || conversation.status === 'open' || conversation.status === 'snoozed';
  if (answered && conversation.waitingSince === null)
    await tx
      .update(conversations)
      .set({ status: 'closed', closedAt: new Date(), snoozedUntil: null })
      .where(eq(conversations.id, conversationId));
  await recordEvent(tx, { type: 'customer.solved', conversationId, actor: 'customer' });
}

/** Whether that is the customer's newest word, of writing, asking for a person, and saying that it is solved. */
export async function isSolved(conversationId: number, tx: Tx = db()): Promise<boolean> {
  const [newest] = await tx
    .select({ type: events.type })
    .from(events)
    .where(
      and(
        eq(events.conversationId, conversationId),
        inArray(events.type, ['customer.solved', 'message.received', 'person.requested']),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1);
  return newest?.type === 'customer.solved';
}
