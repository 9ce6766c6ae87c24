import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import type { PastConversation } from './conversation-view.ts';
import { answeredBy } from './past.ts';

const MOST = 100;

/** A customer's newest conversations. */
export async function listConversationsOf(contactId: number): Promise<PastConversation[]> {
  const rows = await db().execute<PastConversation>(sql`
    select c.id::float8 as id, c.subject, c.status, ${answeredBy} as "answeredBy",
      ${iso('c.last_activity_at')} as at
    from (select * from conversations where contact_id = ${contactId} order by last_activity_at desc limit ${MOST}) c
    order by c.last_activity_at desc`);
  return [...rows];
}
