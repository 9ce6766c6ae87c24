// Replies that people scheduled and that have not left: those that were held first, then the soonest. Reads only.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import type { HeldBecause } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { previewOf } from '#lib/conversations/messages.ts';

export type ScheduledRow = {
  outboxId: number;
  conversationId: number;
  contactName: string;
  agentName: string | null;
  subject: string;
  /** One line of the reply. */
  preview: string;
  /** ISO. */
  sendAt: string;
  heldBecause: HeldBecause | null;
};

/** As many as a person can look through; there are hardly ever more. */
const MOST = 200;

/** `more`: how many are not in `rows`. */
export async function listScheduled(agent: CurrentAgent): Promise<{ rows: ScheduledRow[]; more: number }> {
  requireRole(agent, 'agent');
  const rows = await db().execute<ScheduledRow & { total: number }>(sql`
    select o.id::float8 as "outboxId", o.conversation_id::float8 as "conversationId", coalesce(nullif(k.name, ''), k.email) as "contactName",
      a.name as "agentName", c.subject, left(m.body, 400) as preview, o.held_because as "heldBecause",
      ${iso('o.send_at')} as "sendAt", (count(*) over ())::int as total
    from outbox o join messages m on m.id = o.message_id join conversations c on c.id = o.conversation_id join contacts k on k.id = c.contact_id
    left join agents a on a.id = m.agent_id
    where o.status in ('queued', 'held') and o.send_at is not null
    order by o.status = 'held' desc, o.send_at, o.id limit ${MOST}`);
  return {
    rows: [...rows].map(({ total: _, ...row }) => ({ ...row, preview: previewOf(row.preview) })),
    more: Math.max(0, (rows[0]?.total ?? 0) - MOST),
  };
}
