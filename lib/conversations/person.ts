// "A person, please": from then on the AI never sends in that conversation by itself.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations } from '#db/schema.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';

/** Hands the conversation to people and puts it back into the inbox. Twice is the same as once. */
export async function requestPerson(
  tx: Tx,
  conversationId: number,
  actor: 'customer' | 'agent' = 'customer',
  agentId?: number,
): Promise<void> {
  const conversation = await lockConversation(tx, conversationId);
  if (conversation.personOnly) return;
  const reopen = actor === 'customer' && conversation.status !== 'spam' && conversation.status !== 'trash';
  const now = new Date();
  await tx
    .update(conversations)
    .set({
      personOnly: true,
      ...(reopen ? { status: 'open', waitingSince: conversation.waitingSince ?? now, lastActivityAt: now } : {}),
    })
    .where(eq(conversations.id, conversationId));
  await recordEvent(tx, { type: 'person.requested', conversationId, actor, agentId: agentId ?? null });
}
