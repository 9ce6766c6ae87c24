// What people change about themselves.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents } from '#db/schema.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { hit } from '#lib/platform/rate-limit.ts';
import type { CurrentAgent } from './current.ts';
import { hashPassword, passwordMatches } from './password.ts';
import { endAllSessions } from './sessions.ts';

export async function loadProfile(agent: CurrentAgent): Promise<{ name: string; email: string; signature: string }> {
  const [row] = await db()
    .select({ name: agents.name, email: agents.email, signature: agents.signature })
    .from(agents)
    .where(eq(agents.id, agent.id));
  return row ?? { name: agent.name, email: agent.email, signature: '' };
}

export async function saveProfile(
  tx: Tx,
  agent: CurrentAgent,
  values: { name: string; signature: string },
): Promise<void> {
  await tx
    .update(agents)
    .set({ name: values.name.trim(), signature: values.signature.trim() })
    .where(eq(agents.id, agent.id));
}

/** Every other browser is signed out: a password is often changed because somebody else knew it. */
export async function changePassword(
  tx: Tx,
  agent: CurrentAgent,
  values: { current: string; next: string },
  sessionId: string | null,
): Promise<void> {
  // On the pool, not on `tx`: a wrong try has to count although this transaction rolls back.
  const tries = await hit(db(), `password:${sha256(String(agent.id))}`, { limit: 10, windowSeconds: 900 });
  if (!tries.allowed)
    throw new Invalid(
      `Too many tries. Wait ${Math.ceil(tries.waitSeconds / 60)} minutes; your password is unchanged.`,
      'current',
    );
  const [row] = await tx
    .select({ passwordHash: agents.passwordHash })
    .from(agents)
    .where(eq(agents.id, agent.id))
    .for('update');
  if (!row || !(await passwordMatches(row.passwordHash, values.current)))
    throw new Invalid('That is not your current password. Nothing was changed.', 'current');
  const passwordHash = await hashPassword(values.next).catch((error: unknown) => {
    throw error instanceof Invalid ? new Invalid(error.message, 'next') : error;
  });
  await tx.update(agents).set({ passwordHash }).where(eq(agents.id, agent.id));
  await endAllSessions(tx, agent.id, sessionId);
}
