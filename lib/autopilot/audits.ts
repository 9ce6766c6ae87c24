// Blind audits: some hours after a reply left by itself, a person is asked whether they would have sent it unchanged, without hearing that it was sent.
import { randomInt } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { audits } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { Conflict } from '#lib/platform/errors.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';

const [LEAST_MINUTES, MOST_MINUTES] = [30, 24 * 60];

export async function planAudit(
  tx: Tx,
  { proposalId, conversationId, now }: { proposalId: number; conversationId: number; now: Date },
): Promise<void> {
  const showFrom = new Date(now.getTime() + randomInt(LEAST_MINUTES, MOST_MINUTES) * 60_000);
  await tx.insert(audits).values({ proposalId, conversationId, showFrom }).onConflictDoNothing();
}

/** No link, no number and no time: nothing that says what became of it. */
export type AuditView = { id: number; customer: string; subject: string; asked: string; reply: string };

/** The oldest that is due, and how many are. */
export async function nextAudit(
  agent: CurrentAgent,
  now = new Date(),
): Promise<{ audit: AuditView | null; waiting: number }> {
  requireRole(agent, 'viewer');
  const rows = await db().execute<AuditView & { waiting: number }>(sql`
    select a.id::float8 as id, coalesce(nullif(k.name, ''), 'Customer') as customer, c.subject, m.body as asked, p.body as reply,
      (count(*) over ())::int as waiting
    from audits a join proposals p on p.id = a.proposal_id join messages m on m.id = p.message_id
    join conversations c on c.id = a.conversation_id join contacts k on k.id = c.contact_id
    where a.status = 'pending' and a.show_from <= ${now.toISOString()}::timestamptz and c.status not in ('spam', 'trash')
      and not exists (select from outbox o where o.proposal_id = a.proposal_id and o.status in ('queued', 'retry', 'sending'))
    order by a.show_from limit 1`);
  const [first] = rows;
  if (!first) return { audit: null, waiting: 0 };
  const { waiting, ...audit } = first;
  return { audit: { ...audit, reply: renderMarkdown(audit.reply) }, waiting };
}

/** `unchanged: null` says "I cannot tell": it counts for nothing and is not asked again. Throws Conflict when somebody answered first. */
export async function answerAudit(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  { unchanged, note }: { unchanged: boolean | null; note?: string },
): Promise<void> {
  requireRole(agent, 'agent');
  const moved = await tx
    .update(audits)
    .set({
      status: unchanged === null ? 'dropped' : 'answered',
      unchanged,
      note: note?.trim() || null,
      agentId: agent.id,
      decidedAt: sql`now()`,
    })
    .where(and(eq(audits.id, id), eq(audits.status, 'pending')))
    .returning({ id: audits.id });
  if (moved.length !== 1) throw new Conflict('Somebody has answered this question meanwhile.');
  // Without the conversation: its timeline would give the next audit away.
  await recordEvent(tx, { type: 'autopilot.changed', actor: 'agent', agentId: agent.id, data: { audit: id } });
}
