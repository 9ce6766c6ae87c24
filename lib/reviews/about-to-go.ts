// Confident replies that wait before they leave: what people see of them, and stopping one or letting it go at once.
import { and, eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import { messages, outbox, reviews } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { saveDraft } from '#lib/conversations/drafts.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { cancelReply } from '#lib/outbox/undo.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';

export type AboutToGo = {
  outboxId: number;
  conversationId: number;
  contactName: string;
  subject: string;
  /** One line of the reply. */
  preview: string;
  confidence: number | null;
  dueAt: string;
};

const MOST = 20;

/** Soonest first, at most 20; `total` counts them all. */
export async function listAboutToGo(agent: CurrentAgent): Promise<{ items: AboutToGo[]; total: number }> {
  requireRole(agent, 'viewer');
  const rows = await db().execute<AboutToGo & { total: number }>(sql`
    select o.id::float8 as "outboxId", c.id::float8 as "conversationId", coalesce(nullif(k.name, ''), k.email) as "contactName", c.subject,
      c.preview, p.confidence::float8 as confidence, ${iso('o.due_at')} as "dueAt",
      (count(*) over ())::int as total
    from outbox o join conversations c on c.id = o.conversation_id join contacts k on k.id = c.contact_id
    left join proposals p on p.id = o.proposal_id
    where o.status = 'queued' and o.ask_gate order by o.due_at limit ${MOST}`);
  return { items: [...rows].map(({ total: _, ...item }) => item), total: rows[0]?.total ?? 0 };
}

/**
 * Takes back what the AI alone was about to send. Somebody looked and would not have sent it: a rejection like any other, and the words wait in their
 * composer. Throws Conflict once it has left, or somebody else stopped it.
 */
export async function stopReply(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  requireRole(agent, 'agent');
  await requireWaiting(tx, outboxId);
  const cancelled = await cancelReply(tx, outboxId, agent.id);
  if (!cancelled?.proposalId) throw tooLate();
  const { conversationId, proposalId, body } = cancelled;
  const [review] = await tx
    .insert(reviews)
    .values({
      proposalId,
      conversationId,
      status: 'rejected',
      agentId: agent.id,
      decidedAt: sql`now()`,
      reason: 'stopped',
      unchanged: false,
    })
    .onConflictDoNothing()
    .returning({ id: reviews.id });
  if (!review) throw tooLate();
  await saveDraft(tx, agent, conversationId, { kind: 'reply', body, proposalId });
  await recordEvent(tx, {
    type: 'review.rejected',
    conversationId,
    actor: 'agent',
    agentId: agent.id,
    data: { reviewId: review.id, proposalId, reason: 'stopped' },
  });
  return conversationId;
}

/** Due now; the gate is asked all the same before it leaves. Throws Conflict once it has left or was stopped. */
export async function hurryReply(tx: Tx, agent: CurrentAgent, outboxId: number): Promise<number> {
  requireRole(agent, 'agent');
  const conversationId = await requireWaiting(tx, outboxId);
  const moved = await tx
    .update(outbox)
    .set({ dueAt: sql`now()` })
    .where(and(eq(outbox.id, outboxId), eq(outbox.status, 'queued'), eq(outbox.askGate, true)))
    .returning({ id: outbox.id });
  if (moved.length !== 1) throw tooLate();
  await recordEvent(tx, {
    type: 'message.hurried',
    conversationId,
    actor: 'agent',
    agentId: agent.id,
    data: { outboxId },
  });
  await enqueue(tx, 'outbox.ready', { outboxId });
  return conversationId;
}

/** Whether this is the AI's own reply, waiting before it leaves. */
export async function isAboutToGo(tx: Tx, outboxId: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.id, outboxId), eq(outbox.status, 'queued'), eq(outbox.askGate, true)));
  return row !== undefined;
}

/** Holds the conversation, so that of two people the second is told. */
async function requireWaiting(tx: Tx, outboxId: number): Promise<number> {
  const [row] = await tx
    .select({ conversationId: outbox.conversationId })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .where(eq(outbox.id, outboxId));
  if (!row)
    throw new NotFound(
      'That reply is no longer waiting: it was stopped, or taken back because the customer wrote again.',
    );
  await lockConversation(tx, row.conversationId);
  if (!(await isAboutToGo(tx, outboxId))) throw tooLate();
  return row.conversationId;
}

function tooLate(): Conflict {
  return new Conflict('Too late: this reply is on its way already, or somebody has stopped it.');
}
