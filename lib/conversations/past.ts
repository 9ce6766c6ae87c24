import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { PastConversation } from './conversation-view.ts';

const MOST = 8;

/** The same customer's other conversations, newest first, and who answered last in each. */
export async function listPastConversations(conversationId: number): Promise<PastConversation[]> {
  const rows = await db().execute<PastConversation>(sql`
    select c.id::float8 as id, c.subject, c.status, ${answeredBy} as "answeredBy", c.last_activity_at as at
    from (
      select * from conversations
      where contact_id = (select contact_id from conversations where id = ${conversationId}) and id <> ${conversationId}
      order by last_activity_at desc limit ${MOST}
    ) c order by c.last_activity_at desc`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** For a query in which `c` is a conversation. */
export const answeredBy = sql`(
  select case when m.author = 'ai' and m.agent_id is null then 'ai' when m.author = 'ai' then 'both' else 'agent' end
  from messages m where m.conversation_id = c.id and m.kind = 'outbound' order by m.id desc limit 1)`;
