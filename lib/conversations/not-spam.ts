import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, messages } from '#db/schema.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import type { Conversation } from './lock.ts';

/** A person says that a filter was wrong: its messages are the customer's like any other, and the AI looks at the newest. The caller holds the row. */
export async function acceptMessages(tx: Tx, conversation: Conversation): Promise<void> {
  const cleared = await tx
    .update(messages)
    .set({ automatic: null })
    .where(and(eq(messages.conversationId, conversation.id), eq(messages.automatic, 'spam')))
    .returning({ id: messages.id });
  if (cleared.length === 0 || conversation.lastAuthor !== 'customer') return;
  const [newest] = await tx
    .select({ id: messages.id, at: messages.createdAt })
    .from(messages)
    .where(and(eq(messages.conversationId, conversation.id), eq(messages.kind, 'inbound'), isNull(messages.automatic)))
    .orderBy(desc(messages.id))
    .limit(1);
  if (!newest) return;
  await tx
    .update(conversations)
    .set({ waitingSince: conversation.waitingSince ?? newest.at })
    .where(eq(conversations.id, conversation.id));
  await enqueue(tx, 'message.received', { messageId: newest.id });
}
