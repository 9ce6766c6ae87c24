// Whether an answer could start a loop: what the mail says of itself, and what only we can know.
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, messages } from '#db/schema.ts';
import { type AutomaticReason, automaticByItself, type Evidence } from './automatic.ts';

/** More than a person writes to a helpdesk, and few enough that two machines answering each other stop soon. */
export const MOST_MAILS_AN_HOUR = 30;

/** Null: a person wrote it. @param messageId its Message-ID. @param fromUs one of its senders is a mailbox of ours. */
export async function automaticReason(
  tx: Tx,
  evidence: Evidence & { messageId: string | null; fromUs: boolean },
): Promise<AutomaticReason | null> {
  if (evidence.messageId && (await isOurs(tx, evidence.messageId))) return 'own_mail';
  if (evidence.fromUs) return 'own_address';
  return automaticByItself(evidence);
}

/** A third mail that says the same within the hour answers our answers, or might as well: people see it, the AI stays out. */
export const MOST_ALIKE = 2;
const COMPARED = 2000;

/** Two machines that answer each other say nothing of it in their headers. By the contact in all conversations, or by whoever in this one. */
export async function stormReason(
  tx: Tx,
  { contactId, conversationId, text }: { contactId: number | null; conversationId: number | null; text: string },
): Promise<'too_many' | 'repeats' | null> {
  const hourAgo = sql`now() - interval '1 hour'`;
  for (const whose of [
    contactId === null ? null : eq(conversations.contactId, contactId),
    conversationId === null ? null : eq(conversations.id, conversationId),
  ]) {
    if (!whose) continue;
    const recent = await tx
      .select({ text: sql<string>`left(${messages.body}, ${COMPARED})` })
      .from(conversations)
      .innerJoin(messages, eq(messages.conversationId, conversations.id))
      .where(
        and(
          whose,
          gt(conversations.lastActivityAt, hourAgo),
          gt(messages.createdAt, hourAgo),
          eq(messages.kind, 'inbound'),
        ),
      )
      .limit(MOST_MAILS_AN_HOUR);
    if (recent.length >= MOST_MAILS_AN_HOUR) return 'too_many';
    if (recent.filter((earlier) => said(earlier.text) === said(text)).length >= MOST_ALIKE) return 'repeats';
  }
  return null;
}

/** What stays the same when only numbers, dates and spaces change, as in "your request #1024 was received". */
function said(text: string): string {
  return text
    .slice(0, COMPARED)
    .toLowerCase()
    .replace(/[\d\s]+/g, ' ')
    .trim();
}

async function isOurs(tx: Tx, messageId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.mailId, messageId), eq(messages.kind, 'outbound')))
    .limit(1);
  return row !== undefined;
}
