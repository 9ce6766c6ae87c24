// Who has a conversation open right now, and until when each agent has read it. A heartbeat every 10 seconds keeps a row alive.
import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents, presence } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import type { PresentAgent } from './conversation-view.ts';
import { announce } from './feed.ts';

const FRESH = sql`now() - interval '30 seconds'`;

/** The colleagues, without the agent who asks. */
export async function whoIsHere(agent: CurrentAgent, conversationId: number): Promise<PresentAgent[]> {
  const rows = await db()
    .select({ agentId: agents.id, name: agents.name, state: presence.state })
    .from(presence)
    .innerJoin(agents, eq(agents.id, presence.agentId))
    .where(
      and(
        eq(presence.conversationId, conversationId),
        ne(presence.agentId, agent.id),
        gt(presence.seenAt, FRESH),
        inArray(presence.state, ['reading', 'typing']),
      ),
    )
    .orderBy(agents.name);
  return rows.map((row) => ({ ...row, state: row.state === 'typing' ? 'typing' : 'reading' }));
}

/** Notes that the agent reads, types or has left; colleagues are told when that is news. */
export async function noteThatHere(
  tx: Tx,
  agent: CurrentAgent,
  conversationId: number,
  state: 'reading' | 'typing' | 'left',
): Promise<void> {
  const [before] = await tx
    .select({ state: presence.state, fresh: sql<boolean>`${presence.seenAt} > ${FRESH}` })
    .from(presence)
    .where(and(eq(presence.conversationId, conversationId), eq(presence.agentId, agent.id)));
  const now = sql<Date>`clock_timestamp()`;
  await tx
    .insert(presence)
    .values({ conversationId, agentId: agent.id, state, seenAt: now })
    .onConflictDoUpdate({ target: [presence.conversationId, presence.agentId], set: { state, seenAt: now } });
  if (before?.state !== state || !before.fresh) await announce(tx, 'presence.changed', conversationId);
}

/** For the worker's nightly clean-up: who has read what only matters while a conversation is in front of people. */
export async function dropOldPresence(tx: Tx): Promise<void> {
  await tx.execute(sql`
    delete from presence p using conversations c
    where c.id = p.conversation_id and c.status not in ('open', 'snoozed') and p.seen_at < now() - interval '1 day'`);
}
