// A person knows better than a bounce: the address works (again), so mail may go to it.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { contacts, conversations, messages, outbox } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { allowAgain } from '#lib/contacts/suppressed.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';

/** For all whom that reply goes to. Throws Conflict when nobody of them is held back. Returns the conversation. */
export async function allowRecipients(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  requireRole(agent, 'agent');
  const [row] = await tx
    .select({ conversationId: outbox.conversationId, to: messages.to, cc: messages.cc, contact: contacts.email })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .innerJoin(conversations, eq(conversations.id, outbox.conversationId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(eq(outbox.id, outboxId));
  if (!row) throw new NotFound('That reply is no longer here.');
  const allowed = await allowAgain(tx, [row.contact, ...[...row.to, ...row.cc].map(({ address }) => address)]);
  if (allowed === 0) throw new Conflict('Mail to this address is not held back (any more). Nothing was changed.');
  await recordEvent(tx, {
    type: 'address.allowed',
    conversationId: row.conversationId,
    actor: 'agent',
    agentId: agent.id,
    data: { outboxId },
  });
  return row.conversationId;
}
