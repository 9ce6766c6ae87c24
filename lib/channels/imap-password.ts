// The one place that opens a mailbox's IMAP password: for the reader in the worker and for the test in Settings.
import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { type ImapSettings, mailboxes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { decrypt } from '#lib/platform/crypto.ts';
import { sameServer } from './smtp-password.ts';

export const IMAP_PASSWORD = 'imap-password';

/** It was stored under another TANDEM_SECRET. */
export class Sealed extends Error {
  override name = 'Sealed';
}

/** Throws Sealed. */
export function openImapPassword(encrypted: string): string {
  try {
    return decrypt(encrypted, IMAP_PASSWORD);
  } catch (cause) {
    throw new Sealed('the IMAP password cannot be opened', { cause });
  }
}

/** For the test: the given password, or the kept one where server and user are the ones it was entered for. Throws Sealed. */
export async function imapPasswordForTest(
  agent: CurrentAgent,
  id: number,
  imap: ImapSettings,
  given: string,
): Promise<string | null> {
  requireRole(agent, 'admin');
  if (given) return given;
  const [row] = await db().select().from(mailboxes).where(eq(mailboxes.id, id));
  return row?.imapPasswordEncrypted && sameServer(row.imap, imap) ? openImapPassword(row.imapPasswordEncrypted) : null;
}
