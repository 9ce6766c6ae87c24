// Owns the decision to let somebody in. Knows no cookie: the caller carries the session id.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents } from '#db/schema/agents.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { forget, hit } from '#lib/platform/rate-limit.ts';
import { passwordMatches } from './password.ts';
import { type Device, startSession } from './sessions.ts';

// Ten guesses at one account, fifty from one address (an office shares one), each in a quarter of an hour.
const PER_EMAIL = { limit: 10, windowSeconds: 900 };
const PER_ADDRESS = { limit: 50, windowSeconds: 900 };

export type SignIn =
  | { outcome: 'in'; sessionId: string; agentId: number }
  | { outcome: 'wrong' }
  | { outcome: 'wait'; waitSeconds: number };

/** Unknown e-mail, no password set, disabled and wrong password are one answer, after the same work. */
export async function signInWithPassword(
  tx: Tx,
  input: { email: string; password: string; device: Device },
): Promise<SignIn> {
  const email = input.email.trim().toLowerCase();
  const emailKey = `sign-in:email:${sha256(email)}`;
  const byAddress = await hit(tx, `sign-in:ip:${input.device.ip}`, PER_ADDRESS);
  if (!byAddress.allowed) return { outcome: 'wait', waitSeconds: byAddress.waitSeconds };
  const byEmail = await hit(tx, emailKey, PER_EMAIL);
  if (!byEmail.allowed) return { outcome: 'wait', waitSeconds: byEmail.waitSeconds };

  const [agent] = await tx
    .select({ id: agents.id, passwordHash: agents.passwordHash, disabledAt: agents.disabledAt })
    .from(agents)
    .where(eq(sql`lower(${agents.email})`, email));
  const matches = await passwordMatches(agent?.passwordHash ?? null, input.password);
  if (!agent || !matches || agent.disabledAt) return { outcome: 'wrong' };

  await forget(tx, emailKey);
  return { outcome: 'in', agentId: agent.id, sessionId: await startSession(tx, agent.id, input.device) };
}
