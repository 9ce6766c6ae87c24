// Owns how passwords are kept: argon2id, and the same work whether or not the account exists.
import { hash, verify } from '@node-rs/argon2';
import { Invalid } from '#lib/platform/errors.ts';

export const PASSWORD_MIN = 12;
const PASSWORD_MAX = 200;

// OWASP's second profile for argon2id: 19 MiB, 2 passes. About 25 ms here, so that a wave of sign-ins does not stall the server.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

export async function hashPassword(password: string): Promise<string> {
  if (password.length < PASSWORD_MIN)
    throw new Invalid(`Use at least ${PASSWORD_MIN} characters. Three unrelated words make a good one.`, 'password');
  if (password.length > PASSWORD_MAX) throw new Invalid(`Use at most ${PASSWORD_MAX} characters.`, 'password');
  return hash(password, cost);
}

/** With no stored hash it verifies against a decoy, so that an unknown e-mail takes as long as a wrong password. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', cost);
  const given = password.slice(0, PASSWORD_MAX);
  if (stored) return verify(stored, given);
  await verify(await decoy, given);
  return false;
}
