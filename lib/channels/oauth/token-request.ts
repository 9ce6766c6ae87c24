// The one request to a provider's token endpoint, for a code or for a refresh.
import { z } from 'zod';
import type { Provider } from './providers.ts';

const PATIENCE_MS = 10_000;

const answer = z.object({
  access_token: z.string().min(1).max(20_000),
  expires_in: z.coerce.number().positive().default(3600),
  refresh_token: z.string().min(1).max(20_000).optional(),
  /** Google says so of apps that are still being tested. */
  refresh_token_expires_in: z.coerce.number().positive().optional(),
});
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

export type Tokens = z.infer<typeof answer>;

/** The provider said no: trying again does not help. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Throws Refused, or an Error when the provider cannot be reached or says nothing that makes sense. */
export async function requestTokens(provider: Provider, parameters: Record<string, string>): Promise<Tokens> {
  const response = await fetch(provider.tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
      ...parameters,
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const tokens = answer.safeParse(body);
    if (tokens.success) return tokens.data;
  }
  const no = refusal.safeParse(body);
  if (no.success && response.status < 500) throw new Refused(short(no.data.error_description ?? no.data.error));
  throw new Error(`${provider.name} answered with status ${response.status} when it was asked for a token`);
}

function short(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
