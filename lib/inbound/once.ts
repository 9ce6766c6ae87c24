// One mail that reaches several mailboxes of ours is one message. Which of its copies becomes it is decided by a unique key, so two that come at
// once are no exception: the second waits for the first one's transaction.
import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, events, mails, messages, rawMessages } from '#db/schema.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import type { Verdict } from './authenticity/check-sender.ts';
import type { ParsedMail } from './parse.ts';
import { sameMailKey } from './same-mail.ts';
import { spamFilter } from './spam-headers.ts';
import type { RawMessage } from './store.ts';

/**
 * Stores a mail that is new, or notes where else a known one came in, and that its sender is proven there. Returns the message; null when that was
 * taken back since.
 * @param key of same-mail.ts; null: it is its own kind of mail, and known by its Message-ID alone
 * @param store gets the conversation that has another mail of this sender's under the same Message-ID
 */
export async function once(
  tx: Tx,
  raw: RawMessage,
  mail: ParsedMail,
  verdict: Verdict,
  key: string | null,
  store: (sameId: number | null) => Promise<number>,
): Promise<number | null> {
  if (key === null) return store(null);
  // Two different mails under one Message-ID, read at once, have to see each other, or both would be answered.
  if (mail.messageId)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`message-id ${mail.messageId}`}, 0))`);
  const [mine] = await tx.insert(mails).values({ key }).onConflictDoNothing().returning({ key: mails.key });
  if (!mine) {
    const [known] = await tx.select({ messageId: mails.messageId }).from(mails).where(eq(mails.key, key));
    if (known?.messageId) await alsoReached(tx, raw, mail, verdict, known.messageId);
    return known?.messageId ?? null;
  }
  const others = await underSameId(tx, mail);
  const same = await oldCopy(tx, others, key);
  if (same !== null) await alsoReached(tx, raw, mail, verdict, same);
  const sender = mail.from?.address;
  const sameId = others.find(({ from }) => from?.address === sender)?.conversationId ?? null;
  const messageId = same ?? (await store(sameId));
  await tx.update(mails).set({ messageId }).where(eq(mails.key, key));
  return messageId;
}

async function alsoReached(
  tx: Tx,
  raw: RawMessage,
  mail: ParsedMail,
  { verified, authentication }: Verdict,
  messageId: number,
): Promise<void> {
  const [message] = await tx
    .select({ conversationId: messages.conversationId, automatic: messages.automatic })
    .from(messages)
    .where(eq(messages.id, messageId));
  if (!message) return;
  const { conversationId } = message;
  await recordEvent(tx, {
    type: 'message.also_reached',
    conversationId,
    actor: 'system',
    data: { messageId, mailboxId: raw.mailboxId },
  });
  // It says the same, so what proves this copy's sender proves that one's.
  if (verified && mail.from)
    await tx
      .update(messages)
      .set({ verified, authentication })
      .where(and(eq(messages.id, messageId), eq(messages.kind, 'inbound'), eq(messages.verified, false)));
  if (message.automatic === 'spam' && !spamFilter(mail.headers)) await outOfSpam(tx, conversationId);
}

/** One server's filter says spam, another's does not: people look. The AI stays out, and what a person put aside stays there. */
async function outOfSpam(tx: Tx, conversationId: number): Promise<void> {
  const { status, waitingSince, lastActivityAt } = await lockConversation(tx, conversationId);
  if (status !== 'spam') return;
  const [byPerson] = await tx
    .select({ seq: events.seq })
    .from(events)
    .where(
      and(
        eq(events.conversationId, conversationId),
        eq(events.type, 'conversation.marked_spam'),
        ne(events.actor, 'system'),
      ),
    )
    .limit(1);
  if (byPerson) return;
  await tx
    .update(conversations)
    .set({ status: 'open', waitingSince: waitingSince ?? lastActivityAt })
    .where(eq(conversations.id, conversationId));
  await recordEvent(tx, { type: 'conversation.unfiltered', conversationId, actor: 'system' });
}

const MOST = 20;

function underSameId(tx: Tx, { messageId }: ParsedMail) {
  if (!messageId) return Promise.resolve([]);
  return tx
    .select({ id: messages.id, conversationId: messages.conversationId, from: messages.from })
    .from(messages)
    .where(and(eq(messages.mailId, messageId), eq(messages.kind, 'inbound')))
    .orderBy(asc(messages.id))
    .limit(MOST);
}

/** Mail that came before keys were kept is known by its bytes. */
async function oldCopy(tx: Tx, others: { id: number }[], key: string): Promise<number | null> {
  if (others.length === 0) return null;
  const rows = await tx
    .select({ messageId: rawMessages.messageId, raw: rawMessages.raw })
    .from(rawMessages)
    .where(
      and(
        inArray(
          rawMessages.messageId,
          others.map(({ id }) => id),
        ),
        isNull(rawMessages.sameKey),
        ne(rawMessages.door, 'form'),
      ),
    );
  return rows.find((row) => sameMailKey(row.raw) === key)?.messageId ?? null;
}
