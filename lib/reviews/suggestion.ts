import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { Suggestion } from '#lib/conversations/conversation-view.ts';
import { withoutMarks } from '#lib/outbox/marks.ts';

/**
 * The AI's draft that an agent may use in the composer: what waits in Review, else what the gate only suggested. Null once the customer
 * wrote again or the draft was used.
 */
export async function loadSuggestion(conversationId: number): Promise<Suggestion | null> {
  const [row] = await db().execute<Suggestion>(sql`
    select p.id::float8 as "proposalId", p.run_id::float8 as "runId", p.kind, p.body, p.confidence::float8 as confidence,
      r.id::float8 as "reviewId", jsonb_path_exists(p.citations, '$[*].solvedId') as solved
    from proposals p
    left join reviews r on r.proposal_id = p.id and r.status = 'pending'
    left join decisions d on d.proposal_id = p.id
    where p.conversation_id = ${conversationId} and p.kind in ('reply', 'question') and (r.id is not null or d.action = 'suggest')
      and p.message_id = (select max(id) from messages where conversation_id = ${conversationId} and kind <> 'note')
      and not exists (select from outbox o where o.proposal_id = p.id and o.status <> 'cancelled')
    order by p.id desc limit 1`);
  return row ? { ...row, body: withoutMarks(row.body) } : null;
}
