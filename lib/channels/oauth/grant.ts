// The tokens of a mailbox at Google or Microsoft: sealed, and renewed before they run out, by one process at a time.
import { and, eq, lt, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { type MailProvider, mailboxGrants } from '#db/schema.ts';
import { decrypt, encrypt } from '#lib/platform/crypto.ts';
import { providerFor, providerName } from './providers.ts';
import { Refused, requestTokens, type Tokens } from './token-request.ts';

const PURPOSE = 'mailbox-grant';
/** A token is not used in its last minutes: mail that is on its way then would be refused. */
const SPARE_SECONDS = 300;

/** The provider lets us in no more; `message` is a sentence for people. */
export class GrantLost extends Error {
  override name = 'GrantLost';
}

/**
 * A token that is good for some minutes more. Throws GrantLost, or an Error when the provider cannot be reached.
 * @param refused the token that a server has just not taken, though it should still be good: it is not given out again
 */
export async function accessToken(mailboxId: number, { refused }: { refused?: string } = {}): Promise<string> {
  return db().transaction(async (tx) => {
    // Held while the provider is asked: a refresh token may be good for one use.
    const [grant] = await tx.select().from(mailboxGrants).where(eq(mailboxGrants.mailboxId, mailboxId)).for('update');
    if (!grant) throw new GrantLost('This mailbox is not connected any more. Connect it again in Settings, Mail.');
    if (grant.accessExpiresAt.getTime() > Date.now() + SPARE_SECONDS * 1000) {
      const token = opened(grant.accessEncrypted);
      // Another process may have renewed it meanwhile.
      if (token !== refused) return token;
    }
    const name = providerName(grant.provider);
    const provider = providerFor(grant.provider);
    if (!provider) throw new GrantLost(`No app is registered with ${name} any more. Set its client id again.`);
    const refresh_token = opened(grant.refreshEncrypted);
    const tokens = await requestTokens(provider, { grant_type: 'refresh_token', refresh_token }).catch(
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        throw new GrantLost(
          `${name} does not let Tandem into this mailbox any more (${error.message}). Connect it again.`,
        );
      },
    );
    await storeGrant(tx, mailboxId, grant.provider, {
      ...tokens,
      refresh_token: tokens.refresh_token ?? refresh_token,
    });
    return tokens.access_token;
  });
}

/** `renew`: another one, for when a server does not take this one though it should still be good. Throws as accessToken does. */
export type Token = { token: string; renew: () => Promise<string> };

/** For one sign-in. Throws as accessToken does. */
export async function tokenFor(mailboxId: number): Promise<Token> {
  const token = await accessToken(mailboxId);
  return { token, renew: () => accessToken(mailboxId, { refused: token }) };
}

export async function storeGrant(
  tx: Tx,
  mailboxId: number,
  provider: MailProvider,
  tokens: Tokens & { refresh_token: string },
): Promise<void> {
  const ends = tokens.refresh_token_expires_in;
  const values = {
    provider,
    accessEncrypted: encrypt(tokens.access_token, PURPOSE),
    accessExpiresAt: sql`now() + make_interval(secs => ${tokens.expires_in})`,
    refreshEncrypted: encrypt(tokens.refresh_token, PURPOSE),
    ...(ends ? { endsAt: sql`now() + make_interval(secs => ${ends})` } : {}),
  };
  await tx
    .insert(mailboxGrants)
    .values({ mailboxId, ...values })
    .onConflictDoUpdate({ target: mailboxGrants.mailboxId, set: values });
}

/** Mailboxes whose token is about to run out, whoever uses it. */
export async function grantsToRenew(): Promise<number[]> {
  const rows = await db()
    .select({ id: mailboxGrants.mailboxId })
    .from(mailboxGrants)
    .where(and(lt(mailboxGrants.accessExpiresAt, sql`now() + make_interval(secs => ${SPARE_SECONDS})`)));
  return rows.map(({ id }) => id);
}

/** By mailbox: with whom, and when it ends if that is known. */
export async function listGrants(): Promise<Map<number, { provider: MailProvider; endsAt: Date | null }>> {
  const rows = await db().select().from(mailboxGrants);
  return new Map(rows.map(({ mailboxId, provider, endsAt }) => [mailboxId, { provider, endsAt }]));
}

function opened(sealed: string): string {
  try {
    return decrypt(sealed, PURPOSE);
  } catch (cause) {
    throw new GrantLost('The connection cannot be read: it was stored under another TANDEM_SECRET. Connect it again.', {
      cause,
    });
  }
}
