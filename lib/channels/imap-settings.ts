// Where a mailbox's mail is fetched from. Knows no connection: the worker's readers see the change and follow it.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type ImapSettings, imapReaders, mailboxes, mailboxHealth } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { encrypt } from '#lib/platform/crypto.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { IMAP_PASSWORD } from './imap-password.ts';
import { sameServer } from './smtp-password.ts';

/**
 * `null` stops fetching. An empty password keeps the one that is there, for the same server, user and TLS setting. Whoever reads the
 * mailbox now loses it, so that nobody goes on under the old settings.
 */
export async function saveImap(
  tx: Tx,
  agent: CurrentAgent,
  id: number,
  imap: ImapSettings | null,
  password: string,
): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx.select().from(mailboxes).where(eq(mailboxes.id, id)).for('update');
  if (!row) throw new NotFound('This mailbox is gone. Reload the page.');
  if (imap?.afterwards === 'move' && imap.moveTo === imap.folder)
    throw new Invalid('Mail cannot be moved to the folder that it is fetched from. Name another one.', 'moveTo');
  if (imap?.signIn && !sameServer(row.imap, imap))
    throw new Conflict('The connection of this mailbox changed meanwhile. Reload the page.');
  const sealed =
    !imap || imap.signIn
      ? null
      : password
        ? encrypt(password, IMAP_PASSWORD)
        : sameServer(row.imap, imap)
          ? row.imapPasswordEncrypted
          : null;
  if (imap && !imap.signIn && !sealed)
    throw new Invalid('Give the password for this user. Nothing was changed.', 'password');
  await tx.update(mailboxes).set({ imap, imapPasswordEncrypted: sealed }).where(eq(mailboxes.id, id));
  if (imap && row.imap && sameMail(row.imap, imap))
    await tx.update(imapReaders).set({ holder: null, heldUntil: null }).where(eq(imapReaders.mailboxId, id));
  // Another folder or an earlier day is read from its beginning; mail that is known is recognised.
  else await tx.delete(imapReaders).where(eq(imapReaders.mailboxId, id));
  await tx.delete(mailboxHealth).where(and(eq(mailboxHealth.mailboxId, id), eq(mailboxHealth.direction, 'in')));
}

function sameMail(a: ImapSettings, b: ImapSettings): boolean {
  return a.host === b.host && a.user === b.user && a.folder === b.folder && a.since === b.since;
}
