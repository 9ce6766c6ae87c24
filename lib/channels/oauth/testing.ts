// Grants for tests.
import { db } from '#db/client.ts';
import type { OAuthServer } from '../../../e2e/peers/oauth-server.ts';
import { storeGrant } from './grant.ts';
import { providerFor } from './providers.ts';
import { requestTokens } from './token-request.ts';

/** A mailbox that was connected an hour ago: its token has run out, and can be renewed. */
export async function connectedBefore(provider: OAuthServer, mailboxId: number, user: string): Promise<void> {
  const google = providerFor('google');
  if (!google) throw new Error('no provider is connected');
  const tokens = await requestTokens(google, {
    grant_type: 'refresh_token',
    refresh_token: provider.refreshTokenOf(user),
  });
  await storeGrant(db(), mailboxId, 'google', { ...tokens, refresh_token: tokens.refresh_token ?? '', expires_in: 1 });
}
