// Owns the decision to let somebody in. Knows no cookie: the caller carries the session id.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents } from '#db/schema/agents.ts';
import { networkOf } from '#lib/platform/client-ip.ts';
import { sha256 } from '#lib/platform/crypto.ts';
import { forget, hit, type RateLimit } from '#lib/platform/rate-limit.ts';
import { knownDevice } from './known-device.ts';
import { passwordMatches } from './password.ts';
import { type Device, startSession } from './sessions.ts';

// In a quarter of an hour: ten guesses at one account from one address, fifty from one address (an office shares one), ten from a known browser.
const PER_PAIR = { limit: 10, windowSeconds: 900 };
const PER_ADDRESS = { limit: 50, windowSeconds: 900 };
const PER_DEVICE = { limit: 10, windowSeconds: 900 };
// From everywhere together: many addresses guess no faster than this. It shuts unknown browsers out, so nobody can shut the owner out of theirs.
const PER_EMAIL = { limit: 100, windowSeconds: 3600 };

type Limit = [key: string, limit: RateLimit];

export type SignIn =
  | { outcome: 'in'; sessionId: string; agentId: number }
  | { outcome: 'wrong' }
  | { outcome: 'wait'; waitSeconds: number };

/**
 * Unknown e-mail, no password set, disabled and wrong password are one answer, after the same work.
 * @param input.deviceToken what this browser got when somebody signed in there last: guesses from elsewhere never make it wait.
 */
export async function signInWithPassword(
  tx: Tx,
  input: { email: string; password: string; device: Device; deviceToken?: string | undefined },
): Promise<SignIn> {
  const email = input.email.trim().toLowerCase();
  const account = sha256(email);
  const device = knownDevice(input.deviceToken, email);
  const ip = networkOf(input.device.ip);
  const own: Limit = device
    ? [`sign-in:device:${device}`, PER_DEVICE]
    : [`sign-in:pair:${account}:${sha256(ip).slice(0, 32)}`, PER_PAIR];
  // What one address was refused does not count against everybody.
  const limits: Limit[] = device
    ? [own]
    : [[`sign-in:ip:${ip}`, PER_ADDRESS], own, [`sign-in:email:${account}`, PER_EMAIL]];
  for (const [key, limit] of limits) {
    const tried = await hit(tx, key, limit);
    if (!tried.allowed) return { outcome: 'wait', waitSeconds: tried.waitSeconds };
  }

  const [agent] = await tx
    .select({ id: agents.id, passwordHash: agents.passwordHash, disabledAt: agents.disabledAt })
    .from(agents)
    .where(eq(sql`lower(${agents.email})`, email));
  const matches = await passwordMatches(agent?.passwordHash ?? null, input.password);
  if (!agent || !matches || agent.disabledAt) return { outcome: 'wrong' };

  await forget(tx, own[0]);
  return { outcome: 'in', agentId: agent.id, sessionId: await startSession(tx, agent.id, input.device) };
}
