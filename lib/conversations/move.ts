// Moving a conversation to another mailbox of ours: what is written from then on leaves from there, what was decided before leaves as it was decided.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations, mailboxes, outbox } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { teamOfMailbox } from '#lib/channels/mailbox-team.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';
import { changeTeam } from './team.ts';

/** `waiting`: replies on their way that still leave from `from`. */
export type Moved = { from: string | null; to: string; waiting: number };

/** It goes to the other mailbox's team, if that has one. Throws NotFound. */
export async function moveToMailbox(tx: Tx, agent: CurrentAgent, id: number, mailboxId: number): Promise<Moved> {
  requireRole(agent, 'agent');
  // Mailbox and team first: who removes one holds it and then needs its conversations.
  const [to] = await tx
    .select({ address: mailboxes.address })
    .from(mailboxes)
    .where(eq(mailboxes.id, mailboxId))
    .for('key share');
  if (!to) throw new NotFound('That mailbox is gone. Reload the page; the conversation stays where it is.');
  const team = await teamOfMailbox(tx, mailboxId);
  const conversation = await lockConversation(tx, id);
  const before = conversation.mailboxId;
  if (before === mailboxId) return { from: to.address, to: to.address, waiting: 0 };
  const from = before === null ? null : await addressOf(tx, before);
  const waiting = before === null ? 0 : await keepWhereTheyAre(tx, id, before);
  // Former ones once each, and never where it is.
  const former = [...conversation.formerMailboxIds, ...(before === null ? [] : [before])];
  await tx
    .update(conversations)
    .set({ mailboxId, formerMailboxIds: [...new Set(former)].filter((one) => one !== mailboxId) })
    .where(eq(conversations.id, id));
  await recordEvent(tx, {
    type: 'conversation.moved',
    conversationId: id,
    actor: 'agent',
    agentId: agent.id,
    data: { from, to: to.address, waiting },
  });
  if (team) await changeTeam(tx, agent, conversation, team);
  return { from, to: to.address, waiting };
}

async function addressOf(tx: Tx, id: number): Promise<string | null> {
  const [row] = await tx.select({ address: mailboxes.address }).from(mailboxes).where(eq(mailboxes.id, id));
  return row?.address ?? null;
}

/** Replies from before rows said where they leave from. Returns how many have yet to leave. */
async function keepWhereTheyAre(tx: Tx, conversationId: number, mailboxId: number): Promise<number> {
  const ofThis = eq(outbox.conversationId, conversationId);
  await tx
    .update(outbox)
    .set({ mailboxId })
    .where(and(ofThis, isNull(outbox.mailboxId)));
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(outbox)
    .where(and(ofThis, eq(outbox.mailboxId, mailboxId), inArray(outbox.status, ['queued', 'retry', 'sending'])));
  return row?.n ?? 0;
}
