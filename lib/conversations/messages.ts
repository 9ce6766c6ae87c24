// Adding what somebody said: the message, what it changes on its conversation, and the event, in one function each.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { attachments, conversations, messages } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';

type NewMessage = typeof messages.$inferInsert;
export type InboundMessage = Omit<NewMessage, 'kind' | 'author' | 'conversationId' | 'agentId' | 'proposalId'>;
export type NewAttachment = Omit<typeof attachments.$inferInsert, 'messageId' | 'draftConversationId' | 'uploadedBy'>;

/**
 * Adds a customer's message and puts the conversation back in front of people. A machine's message reopens nothing, unless `reopens` says so
 * (a bounce: somebody did not get our answer). Returns its id.
 */
export async function addInboundMessage(
  tx: Tx,
  conversationId: number,
  message: InboundMessage,
  files: NewAttachment[] = [],
  { reopens = !message.automatic }: { reopens?: boolean } = {},
): Promise<number> {
  const conversation = await lockConversation(tx, conversationId);
  const messageId = await insertMessage(tx, { ...message, conversationId, kind: 'inbound', author: 'customer' });
  if (files.length > 0) await tx.insert(attachments).values(files.map((file) => ({ ...file, messageId })));
  const now = message.createdAt ?? new Date();
  const quiet = !reopens || conversation.status === 'spam' || conversation.status === 'trash';
  await tx
    .update(conversations)
    .set({
      messageCount: sql`${conversations.messageCount} + 1`,
      lastActivityAt: now,
      preview: previewOf(message.body),
      lastAuthor: 'customer',
      ...(quiet
        ? {}
        : { status: 'open', snoozedUntil: null, closedAt: null, waitingSince: conversation.waitingSince ?? now }),
    })
    .where(eq(conversations.id, conversationId));
  await recordEvent(tx, {
    type: message.automatic ? 'message.automatic' : 'message.received',
    conversationId,
    actor: 'customer',
    data: { messageId, ...(message.automatic ? { reason: message.automatic } : {}) },
  });
  return messageId;
}

/** Adds a note for the team; the customer never sees it. */
export async function addNote(tx: Tx, agent: CurrentAgent, conversationId: number, body: string): Promise<number> {
  requireRole(agent, 'agent');
  if (!body.trim()) throw new Invalid('Write something first.', 'body');
  await lockConversation(tx, conversationId);
  const messageId = await insertMessage(tx, { conversationId, kind: 'note', author: 'agent', agentId: agent.id, body });
  await tx
    .update(conversations)
    .set({ messageCount: sql`${conversations.messageCount} + 1` })
    .where(eq(conversations.id, conversationId));
  await recordEvent(tx, { type: 'note.added', conversationId, actor: 'agent', agentId: agent.id, data: { messageId } });
  return messageId;
}

export async function insertMessage(tx: Tx, message: NewMessage): Promise<number> {
  const [row] = await tx.insert(messages).values(message).returning({ id: messages.id });
  if (!row) throw new Error('insert returned no message');
  return row.id;
}

const PREVIEW_CHARACTERS = 160;

/** One line for the list, without Markdown's marks. */
export function previewOf(body: string): string {
  return body
    .slice(0, 1000)
    .replace(/\[([^\]\n]+)\]\([^)\n]*\)/g, '$1')
    .replace(/\*\*|`|^#+ /gm, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, PREVIEW_CHARACTERS);
}
