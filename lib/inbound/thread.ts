// Which conversation a mail belongs to. A signed reply address is proof; headers are only a hint, and count for those who take part.
import { and, arrayOverlaps, eq, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { contacts, conversations, messages } from '#db/schema.ts';
import { conversationOfReplyAddress } from '#lib/channels/reply-address.ts';
import type { ParsedMail } from './parse.ts';

/** `conversationId` null: start one; `linkedTo` is the one that it names without taking part in it. */
export type Place = { conversationId: number | null; linkedTo?: number };

/** `mailboxIds`: where it came in, and whichever others of ours it is addressed to: all copies of one mail look in the same places. */
export type Addressed = { mailboxIds: number[]; from: string; addresses: string[] };

/** A number in a subject attaches nothing: anybody can write one. @param addresses of the envelope and of the headers. */
export async function placeOf(tx: Tx, mail: ParsedMail, { mailboxIds, from, addresses }: Addressed): Promise<Place> {
  for (const address of addresses) {
    const id = conversationOfReplyAddress(address);
    if (id !== null && (await isLive(tx, id))) return { conversationId: id };
  }
  const named = await conversationsNamed(tx, mailboxIds, idsNewestFirst(mail), from);
  const own = named.find(({ takesPart, status }) => takesPart && status !== 'trash');
  if (own) return { conversationId: own.id };
  const [linked] = named;
  return linked ? { conversationId: null, linkedTo: linked.id } : { conversationId: null };
}

/** Of the reply of ours that one of these ids names: where a bounce belongs, which comes from a machine that takes part in nothing. */
export async function conversationOfOurs(tx: Tx, ids: string[]): Promise<number | null> {
  if (ids.length === 0) return null;
  const [row] = await tx
    .select({ id: messages.conversationId })
    .from(messages)
    .where(and(inArray(messages.mailId, ids.slice(0, MOST_IDS)), eq(messages.kind, 'outbound')))
    .limit(1);
  return row?.id ?? null;
}

const MOST_IDS = 60;

function idsNewestFirst({ inReplyTo, references }: ParsedMail): string[] {
  return [...new Set([...inReplyTo, ...references.toReversed()])].slice(0, MOST_IDS);
}

async function isLive(tx: Tx, id: number): Promise<boolean> {
  const [row] = await tx.select({ status: conversations.status }).from(conversations).where(eq(conversations.id, id));
  return row !== undefined && row.status !== 'trash';
}

/** In the order of `ids`. Somebody takes part whom the conversation is with, or who sent or got one of its messages. */
async function conversationsNamed(tx: Tx, mailboxIds: number[], ids: string[], from: string) {
  if (ids.length === 0) return [];
  const person = JSON.stringify([{ address: from }]);
  const rows = await tx
    .select({
      id: conversations.id,
      status: conversations.status,
      mailId: messages.mailId,
      takesPart: sql<boolean>`${or(
        eq(contacts.email, from),
        sql`exists (select from ${messages} m where m.conversation_id = ${conversations.id} and m.kind <> 'note' and (
          m."from" ->> 'address' = ${from} or m."to" @> ${person}::jsonb or m.cc @> ${person}::jsonb))`,
      )}`,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(and(inArray(messages.mailId, ids), isOrWasIn(mailboxIds)));
  const place = new Map(ids.map((id, at) => [id, at]));
  const at = (id: string | null) => place.get(id ?? '') ?? ids.length;
  return rows.sort((a, b) => at(a.mailId) - at(b.mailId));
}

/** Of a conversation: it is in one of these mailboxes, or was moved away from one, and mail that left there is answered there. */
export function isOrWasIn(mailboxIds: number[]) {
  return or(inArray(conversations.mailboxId, mailboxIds), arrayOverlaps(conversations.formerMailboxIds, mailboxIds));
}
