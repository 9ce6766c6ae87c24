// "A person, please": from then on the AI never sends in that conversation by itself.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { conversations } from '#db/schema.ts';
import { recordEvent } from './events.ts';
import { type Conversation, lockConversation } from './lock.ts';

/**
 * Hands the conversation to people and puts it back into the inbox. Asking twice is the same as once; but whoever asks after it was answered or
 * closed is put in front of people again. What of the AI's has not left yet is the caller's to take back (lib/reviews/person-asked.ts).
 */
export async function requestPerson(
  tx: Tx,
  conversationId: number,
  actor: 'customer' | 'agent' = 'customer',
  agentId?: number,
): Promise<void> {
  const conversation = await lockConversation(tx, conversationId);
  const reopen = actor === 'customer' && !isAside(conversation);
  if (conversation.personOnly && (!reopen || personHasIt(conversation))) return;
  const now = new Date();
  await tx
    .update(conversations)
    .set({
      personOnly: true,
      ...(reopen
        ? {
            status: 'open',
            closedAt: null,
            snoozedUntil: null,
            waitingSince: conversation.waitingSince ?? now,
            lastActivityAt: now,
          }
        : {}),
    })
    .where(eq(conversations.id, conversationId));
  await recordEvent(tx, { type: 'person.requested', conversationId, actor, agentId: agentId ?? null });
}

/** Whether the customer need not ask any more. Null when there is no such conversation. */
export async function isWithPerson(conversationId: number): Promise<boolean | null> {
  const [conversation] = await db().select().from(conversations).where(eq(conversations.id, conversationId));
  return conversation ? personHasIt(conversation) : null;
}

/** A person is to answer next. What was put aside stays there, and the customer is told nothing of that. */
export function personHasIt(conversation: Conversation): boolean {
  const waits = conversation.status === 'open' && conversation.waitingSince !== null;
  return conversation.personOnly && (waits || isAside(conversation));
}

function isAside({ status }: Conversation): boolean {
  return status === 'spam' || status === 'trash';
}
