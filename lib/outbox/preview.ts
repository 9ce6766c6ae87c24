import { asc, eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { agents, conversations, mailboxes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { isMissing } from './body.ts';

/** What an agent is writing, as HTML, with the signatures that its mail would carry. */
export async function previewReply(agent: CurrentAgent, conversationId: number, markdown: string): Promise<string> {
  const [[person], boxes, [conversation]] = await Promise.all([
    db().select({ signature: agents.signature }).from(agents).where(eq(agents.id, agent.id)),
    db().select({ id: mailboxes.id, signature: mailboxes.signature }).from(mailboxes).orderBy(asc(mailboxes.id)),
    db().select({ mailboxId: conversations.mailboxId }).from(conversations).where(eq(conversations.id, conversationId)),
  ]);
  const signature = person?.signature ?? '';
  // As for the mail itself: a conversation outlives its mailbox.
  const footer = (boxes.find(({ id }) => id === conversation?.mailboxId) ?? boxes[0])?.signature ?? '';
  const below = isMissing(footer, markdown, signature) ? footer : '';
  return [markdown, signature, below].filter(Boolean).map(renderMarkdown).join('\n');
}
