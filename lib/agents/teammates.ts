import { and, asc, isNull, ne } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { agents } from '#db/schema/agents.ts';

/** Who can be given a conversation. */
export async function listTeammates(): Promise<{ id: number; name: string }[]> {
  return db()
    .select({ id: agents.id, name: agents.name })
    .from(agents)
    .where(and(isNull(agents.disabledAt), ne(agents.role, 'viewer')))
    .orderBy(asc(agents.name));
}
