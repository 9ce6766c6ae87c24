// Which status may follow which; the buttons on screen and the server read the same table.
import type { ConversationStatus } from '#db/schema/conversations.ts';

export const transitions = {
  open: ['pending', 'snoozed', 'closed', 'spam', 'trash'],
  pending: ['open', 'snoozed', 'closed', 'spam', 'trash'],
  snoozed: ['open', 'pending', 'snoozed', 'closed', 'spam', 'trash'],
  closed: ['open', 'pending', 'snoozed', 'spam', 'trash'],
  spam: ['open', 'trash'],
  trash: ['open'],
} satisfies Record<ConversationStatus, ConversationStatus[]>;

export function mayBecome(from: ConversationStatus, to: ConversationStatus): boolean {
  return (transitions[from] as ConversationStatus[]).includes(to);
}
