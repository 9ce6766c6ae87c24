// A mailbox at Google or Microsoft: allowed in, it is fetched and sends there; let go, it does neither.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { db } from '#db/client.ts';
import {
  type ImapSettings,
  imapReaders,
  type MailProvider,
  mailboxes,
  mailboxGrants,
  mailboxHealth,
} from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { type Attempt, beginAttempt, redirectUri } from './attempt.ts';
import { storeGrant } from './grant.ts';
import { providerFor, providerName } from './providers.ts';
import { Refused, requestTokens } from './token-request.ts';

/** Admins only. */
export async function beginConnect(
  agent: CurrentAgent,
  mailboxId: number,
  key: MailProvider,
): Promise<{ url: string; sealed: string }> {
  requireRole(agent, 'admin');
  const provider = providerFor(key);
  if (!provider) throw new Invalid(`No app is registered with ${providerName(key)} yet. Nothing was changed.`);
  const [row] = await db().select({ address: mailboxes.address }).from(mailboxes).where(eq(mailboxes.id, mailboxId));
  if (!row) throw new NotFound('This mailbox is gone. Reload the page.');
  return beginAttempt(provider, { mailboxId, agentId: agent.id, provider: key, address: row.address });
}

/** The browser is back with a code. Afterwards the mailbox is fetched and sends there, as its own address. Throws Invalid with the provider's reason. */
export async function endConnect(agent: CurrentAgent, attempt: Attempt, code: string): Promise<void> {
  requireRole(agent, 'admin');
  const { mailboxId, provider: key, verifier } = attempt;
  const provider = providerFor(key);
  if (!provider) throw new Invalid(`No app is registered with ${providerName(key)} any more. Nothing was changed.`);
  const tokens = await requestTokens(provider, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri(),
    code_verifier: verifier,
  }).catch((error: unknown) => {
    const why = error instanceof Refused ? error.message : 'it could not be reached';
    throw new Invalid(`${provider.name} did not connect the mailbox: ${why}. Nothing was changed; try again.`);
  });
  const { refresh_token } = tokens;
  if (!refresh_token)
    throw new Invalid(`${provider.name} allowed this for an hour only. Nothing was changed; connect it once more.`);
  await db().transaction(async (tx) => {
    const [row] = await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId)).for('update');
    if (!row) throw new NotFound('This mailbox is gone. Reload the page.');
    await storeGrant(tx, mailboxId, key, { ...tokens, refresh_token });
    const account = { user: row.address, signIn: key };
    const imap: ImapSettings = {
      folder: 'INBOX',
      since: new Date().toISOString().slice(0, 10),
      afterwards: 'leave',
      // Connected again, it goes on where it was.
      ...(row.imap?.signIn === key ? row.imap : {}),
      ...provider.imap,
      ...account,
    };
    await tx
      .update(mailboxes)
      .set({
        imap,
        smtp: { ...provider.smtp, ...account },
        imapPasswordEncrypted: null,
        smtpPasswordEncrypted: null,
      })
      .where(eq(mailboxes.id, mailboxId));
    if (row.imap?.signIn === key)
      await tx.update(imapReaders).set({ holder: null, heldUntil: null }).where(eq(imapReaders.mailboxId, mailboxId));
    else await tx.delete(imapReaders).where(eq(imapReaders.mailboxId, mailboxId));
    await tx.delete(mailboxHealth).where(eq(mailboxHealth.mailboxId, mailboxId));
  });
}

/** Forgets the tokens; its mail is captured and no longer fetched. */
export async function disconnect(tx: Tx, agent: CurrentAgent, mailboxId: number): Promise<void> {
  requireRole(agent, 'admin');
  await tx.delete(mailboxGrants).where(eq(mailboxGrants.mailboxId, mailboxId));
  await tx.delete(imapReaders).where(eq(imapReaders.mailboxId, mailboxId));
  await tx.delete(mailboxHealth).where(eq(mailboxHealth.mailboxId, mailboxId));
  const [row] = await tx
    .update(mailboxes)
    .set({ imap: null, smtp: null, imapPasswordEncrypted: null, smtpPasswordEncrypted: null })
    .where(eq(mailboxes.id, mailboxId))
    .returning({ id: mailboxes.id });
  if (!row) throw new NotFound('This mailbox is gone. Reload the page.');
}
