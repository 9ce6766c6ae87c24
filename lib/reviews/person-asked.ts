// The customer asked for a person: nothing that the AI wrote alone leaves after that.
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { messages, outbox, reviews } from '#db/schema.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { requestPerson } from '#lib/conversations/person.ts';
import { cancelReply } from '#lib/outbox/undo.ts';
import { becomeStale } from './stale.ts';

/**
 * Hands the conversation to people, takes back the AI's own reply while it has not left, and sets the pending review aside. What a person has
 * already approved is a person's answer and goes out. Throws NotFound. Safe to call twice.
 */
export async function personAsked(tx: Tx, conversationId: number): Promise<void> {
  await lockConversation(tx, conversationId);
  const unsent = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .where(
      and(
        eq(outbox.conversationId, conversationId),
        inArray(outbox.status, ['queued', 'retry']),
        eq(messages.author, 'ai'),
        isNull(messages.agentId),
      ),
    );
  // Before the request: taking a reply back restores the conversation as it was, and the request opens it.
  for (const { id } of unsent) await cancelReply(tx, id, null);
  const [pending] = await tx
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.conversationId, conversationId), eq(reviews.status, 'pending')));
  if (pending) await becomeStale(tx, pending.id, conversationId, { personAsked: true });
  await requestPerson(tx, conversationId, 'customer');
}
