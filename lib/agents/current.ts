// Owns who is asking: a session's agent as every read and write takes it. Knows no cookie and no request.
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { agents, type Role, sessions } from '#db/schema/agents.ts';

export type CurrentAgent = { id: number; name: string; email: string; role: Role };

/** The agent of a live session, or null: signed out elsewhere, expired, or disabled. Read on every request, never cached. */
export async function loadAgentForSession(sessionId: string): Promise<CurrentAgent | null> {
  const [row] = await db()
    .select({
      id: agents.id,
      name: agents.name,
      email: agents.email,
      role: agents.role,
      stale: sql<boolean>`${sessions.lastUsedAt} < now() - interval '1 minute'`,
    })
    .from(sessions)
    .innerJoin(agents, eq(agents.id, sessions.agentId))
    .where(and(eq(sessions.id, sessionId), gt(sessions.expiresAt, sql`now()`), isNull(agents.disabledAt)))
    .limit(1);
  if (!row) return null;
  const { stale, ...agent } = row;
  if (stale) await touch(sessionId, agent.id);
  return agent;
}

/** Whether a session still counts; unlike using it, asking leaves no trace. */
export async function isLive(sessionId: string): Promise<boolean> {
  const [row] = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(agents, eq(agents.id, sessions.agentId))
    .where(and(eq(sessions.id, sessionId), gt(sessions.expiresAt, sql`now()`), isNull(agents.disabledAt)))
    .limit(1);
  return row !== undefined;
}

// "Last used" is for people; once a minute is exact enough and keeps reads free of writes.
async function touch(sessionId: string, agentId: number): Promise<void> {
  const moved = await db()
    .update(sessions)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastUsedAt, sql`now() - interval '1 minute'`)))
    .returning({ id: sessions.id });
  if (moved.length) await db().update(agents).set({ lastSeenAt: sql`now()` }).where(eq(agents.id, agentId));
}
