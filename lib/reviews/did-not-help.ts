// "This did not help": the customer's word on an answer that nobody had looked at. A person takes over, with the reason if one was given.
import type { Tx } from '#db/client.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { addInboundMessage } from '#lib/conversations/messages.ts';
import { personHasIt } from '#lib/conversations/person.ts';
import { personAsked } from './person-asked.ts';

/** In characters: one line. */
export const LONGEST_WHY = 300;

/**
 * Who has a person already need not say it, and pressing twice is the same as once. The reason becomes the customer's message: people read it where
 * they answer, and the AI does not answer it. Throws NotFound. @param why as it was typed; hostile like any mail.
 */
export async function didNotHelp(tx: Tx, conversationId: number, why: string): Promise<void> {
  if (personHasIt(await lockConversation(tx, conversationId))) return;
  await recordEvent(tx, { type: 'customer.unhelpful', conversationId, actor: 'customer' });
  await personAsked(tx, conversationId);
  const body = why
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_WHY);
  if (body) await addInboundMessage(tx, conversationId, { body });
}
