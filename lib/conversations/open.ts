import type { Tx } from '#db/client.ts';
import { conversations } from '#db/schema.ts';
import { teamOfMailbox } from '#lib/channels/mailbox-team.ts';
import { recordEvent } from './events.ts';

type NewConversation = Pick<
  typeof conversations.$inferInsert,
  'subject' | 'channel' | 'contactId' | 'mailboxId' | 'status' | 'demo'
>;

/** Starts a conversation that a customer opened; `linkedTo` names the one it grew out of. Returns its number. */
export async function openConversation(tx: Tx, values: NewConversation, linkedTo?: number): Promise<number> {
  const team = values.mailboxId ? await teamOfMailbox(tx, values.mailboxId) : null;
  const [row] = await tx
    .insert(conversations)
    .values({ ...values, teamId: team?.id ?? null })
    .returning({ id: conversations.id });
  if (!row) throw new Error('insert returned no conversation');
  await recordEvent(tx, {
    type: 'conversation.opened',
    conversationId: row.id,
    actor: 'customer',
    data: linkedTo ? { linkedTo } : {},
  });
  if (linkedTo)
    await recordEvent(tx, {
      type: 'conversation.linked',
      conversationId: row.id,
      actor: 'system',
      data: { conversationId: linkedTo },
    });
  if (team)
    await recordEvent(tx, {
      type: 'conversation.teamed',
      conversationId: row.id,
      actor: 'system',
      data: { teamId: team.id, team: team.name },
    });
  return row.id;
}
