// What happens in a conversation and its colleague should hear of. Written with the event, so that none is lost; lib/outbox/tell-colleagues.ts says it.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';

type Happened = { type: string; conversationId?: number; agentId?: number | null; data?: Record<string, unknown> };

/** A colleague who sits at the app sees it there first. */
const GRACE_SECONDS = 60;

/** Nothing for whoever did it, for colleagues who cannot sign in, and for those who want no such mail. */
export async function noteForColleague(tx: Tx, { type, conversationId, agentId, data }: Happened): Promise<void> {
  if (!conversationId) return;
  if (type === 'conversation.assigned' && typeof data?.assigneeId === 'number' && data.assigneeId !== agentId)
    await tx.execute(sql`
      insert into colleague_notices (agent_id, conversation_id, kind, due_at)
      select a.id, ${conversationId}, 'assigned', now() + make_interval(secs => ${GRACE_SECONDS}) from agents a
      where a.id = ${data.assigneeId} and a.mail_assigned and a.password_hash is not null and a.disabled_at is null
      on conflict do nothing`);
  if (type === 'message.received')
    await tx.execute(sql`
      insert into colleague_notices (agent_id, conversation_id, kind, due_at)
      select a.id, c.id, 'answered', now() + make_interval(secs => ${GRACE_SECONDS}) from conversations c join agents a on a.id = c.assignee_id
      where c.id = ${conversationId} and a.mail_answered and a.password_hash is not null and a.disabled_at is null
        and c.status not in ('spam', 'trash')
      on conflict do nothing`);
}
