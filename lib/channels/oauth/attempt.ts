// One way to a provider's page and back: what is asked there (state and PKCE), and what a browser that comes back has to bring.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { MailProvider } from '#db/schema/channels.ts';
import { decrypt, encrypt, randomToken, safeEqual } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';
import type { Provider } from './providers.ts';

const PURPOSE = 'oauth-attempt';
/** A cookie of this name carries the attempt; nobody but us can read it. */
export const ATTEMPT_COOKIE = 'tandem.oauth';
export const ATTEMPT_SECONDS = 600;

const schema = z.object({
  mailboxId: z.number().int().positive(),
  agentId: z.number().int().positive(),
  provider: z.enum(['google', 'microsoft']),
  state: z.string(),
  verifier: z.string(),
  until: z.number(),
});
export type Attempt = z.infer<typeof schema>;

/** Where the browser goes, and the sealed attempt that it keeps meanwhile. */
export function beginAttempt(
  provider: Provider,
  of: { mailboxId: number; agentId: number; provider: MailProvider; address: string },
): { url: string; sealed: string } {
  const { address, ...rest } = of;
  const attempt: Attempt = {
    ...rest,
    state: randomToken(24),
    verifier: randomToken(48),
    until: Date.now() + ATTEMPT_SECONDS * 1000,
  };
  const url = new URL(provider.authorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: redirectUri(),
    scope: provider.scope,
    state: attempt.state,
    code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: address,
    ...provider.ask,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, sealed: encrypt(JSON.stringify(attempt), PURPOSE) };
}

/** Null unless the browser began it, as this agent, a short time ago. */
export function openAttempt(sealed: string | undefined, state: string, agentId: number): Attempt | null {
  if (!sealed) return null;
  try {
    const attempt = schema.parse(JSON.parse(decrypt(sealed, PURPOSE)));
    const good = safeEqual(attempt.state, state) && attempt.agentId === agentId && attempt.until > Date.now();
    return good ? attempt : null;
  } catch {
    return null;
  }
}

/** What went wrong, for the address of the page that says it: nobody else can make that page say something. */
export function sealWords(words: string): string {
  return encrypt(words, `${PURPOSE}-words`);
}

export function openWords(sealed: string): string | null {
  try {
    return decrypt(sealed, `${PURPOSE}-words`);
  } catch {
    return null;
  }
}

/** Has to be registered with the provider, letter by letter. */
export function redirectUri(): string {
  return `${env().TANDEM_URL.replace(/\/$/, '')}/api/oauth/callback`;
}
