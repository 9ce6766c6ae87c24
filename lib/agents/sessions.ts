// Owns signed-in browsers: one row each; deleting the row signs that browser out at its next request.
import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents, sessions } from '#db/schema/agents.ts';
import { randomToken } from '#lib/platform/crypto.ts';
import type { CurrentAgent } from './current.ts';

export const SESSION_DAYS = 30;

export type Device = { userAgent: string; ip: string };
export type SessionRow = {
  key: string;
  userAgent: string;
  ip: string;
  createdAt: Date;
  lastUsedAt: Date;
  current: boolean;
};

/** Returns the new session's id, which goes into the signed cookie and nowhere else. */
export async function startSession(tx: Tx, agentId: number, device: Device): Promise<string> {
  const id = randomToken();
  await tx.insert(sessions).values({
    id,
    agentId,
    userAgent: device.userAgent.slice(0, 400),
    ip: device.ip,
    expiresAt: sql`now() + make_interval(days => ${SESSION_DAYS})`,
  });
  await tx.update(agents).set({ lastSeenAt: sql`now()` }).where(eq(agents.id, agentId));
  return id;
}

/** `key` names a session on screen without giving its id away. */
export async function listSessions(tx: Tx, agent: CurrentAgent, currentId: string | null): Promise<SessionRow[]> {
  const rows = await tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.agentId, agent.id), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.lastUsedAt));
  return rows.map(({ id, userAgent, ip, createdAt, lastUsedAt }) => ({
    key: id.slice(0, 12),
    userAgent,
    ip,
    createdAt,
    lastUsedAt,
    current: id === currentId,
  }));
}

export async function endSession(tx: Tx, id: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.id, id));
}

/** Only the agent's own sessions. */
export async function endSessionByKey(tx: Tx, agent: CurrentAgent, key: string): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.agentId, agent.id), sql`left(${sessions.id}, 12) = ${key}`));
}

/** Everywhere but here (`exceptId`), or everywhere. Returns how many were signed out. */
export async function endAllSessions(tx: Tx, agentId: number, exceptId?: string | null): Promise<number> {
  const mine = eq(sessions.agentId, agentId);
  const ended = await tx
    .delete(sessions)
    .where(exceptId ? and(mine, ne(sessions.id, exceptId)) : mine)
    .returning({ agentId: sessions.agentId });
  return ended.length;
}

/** For the worker's daily clean-up. */
export async function dropExpiredSessions(tx: Tx): Promise<void> {
  await tx.delete(sessions).where(sql`${sessions.expiresAt} < now()`);
}
