// The timeline's only writer. A row here is also what tells open browsers that something changed (trigger events_announce).
import type { Tx } from '#db/client.ts';
import { events } from '#db/schema.ts';
import { noteForColleague } from './notices.ts';

/** Every kind of event; messages/en/events.json has a sentence for each that the timeline shows. */
export type EventType =
  | 'conversation.opened'
  | 'conversation.linked'
  | 'conversation.assigned'
  | 'conversation.closed'
  | 'conversation.reopened'
  | 'conversation.snoozed'
  | 'conversation.woke'
  | 'conversation.marked_spam'
  | 'conversation.unfiltered'
  | 'conversation.moved'
  | 'conversation.teamed'
  | 'conversation.tagged'
  | 'conversation.topic_changed'
  | 'conversation.language_changed'
  | 'conversation.mood_changed'
  | 'message.received'
  | 'message.automatic'
  | 'message.also_reached'
  | 'message.queued'
  | 'message.undone'
  | 'message.sent'
  | 'message.hurried'
  | 'message.retrying'
  | 'message.waiting'
  | 'message.scheduled'
  | 'message.rescheduled'
  | 'message.held'
  | 'message.failed'
  | 'message.uncertain'
  | 'message.resent'
  | 'message.confirmed'
  | 'message.returned_hard'
  | 'message.returned_soft'
  | 'message.returned_complaint'
  | 'address.suppressed'
  | 'address.allowed'
  | 'note.added'
  | 'file.checked'
  | 'person.requested'
  | 'customer.solved'
  | 'customer.rated'
  | 'customer.unhelpful'
  | 'ai.sent'
  | 'ai.review_requested'
  | 'ai.suggested'
  | 'ai.handed_over'
  | 'ai.failed'
  | 'review.approved'
  | 'review.edited'
  | 'review.rejected'
  | 'review.took_over'
  | 'review.undone'
  | 'review.stale'
  // Without a conversation: lists and settings reload.
  | 'autopilot.changed'
  | 'knowledge.changed'
  | 'workspace.changed'
  | 'mailbox.changed'
  | 'undone.changed'
  | 'presence.changed';

type NewEvent = {
  type: EventType;
  conversationId?: number;
  actor: 'customer' | 'agent' | 'ai' | 'system';
  agentId?: number | null;
  data?: Record<string, unknown>;
};

/** Appends to the timeline. Ids and numbers in `data`, never customer text. */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx.insert(events).values({ ...event, data: event.data ?? {} });
  await noteForColleague(tx, event);
}
