// What may have happened since a reply was written: people took the conversation, or the customer wrote again.
import { and, eq, gt } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { autopilot, contacts, conversations, messages } from '#db/schema.ts';
import { isCustomersWord } from '#lib/conversations/customers-word.ts';

/** Whether people have it by now: asked for here, for this customer, or because Autopilot was switched back while the reply waited. */
export async function withPeople(tx: Tx, conversationId: number): Promise<boolean> {
  const [row] = await tx
    .select({ personOnly: conversations.personOnly, alwaysPerson: contacts.alwaysPerson })
    .from(conversations)
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(eq(conversations.id, conversationId));
  const [settings] = await tx.select({ mode: autopilot.mode }).from(autopilot);
  return !row || row.personOnly || row.alwaysPerson || settings?.mode !== 'on';
}

/** Whether the customer (no machine) wrote after that message. */
export async function wroteAfter(tx: Tx, conversationId: number, messageId: number): Promise<boolean> {
  const [newer] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.kind, 'inbound'),
        isCustomersWord,
        gt(messages.id, messageId),
      ),
    )
    .limit(1);
  return newer !== undefined;
}
