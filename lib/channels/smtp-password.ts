// The one place that opens a mailbox's SMTP password: for delivery and for the test in Settings.
import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { mailboxes, type SmtpSettings } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { decrypt } from '#lib/platform/crypto.ts';

export const SMTP_PASSWORD = 'smtp-password';

/** For delivery. Null: the server takes mail without one. Throws when it was sealed with another TANDEM_SECRET. */
export function openSmtpPassword(mailbox: { smtpPasswordEncrypted: string | null }): string | null {
  return mailbox.smtpPasswordEncrypted ? decrypt(mailbox.smtpPasswordEncrypted, SMTP_PASSWORD) : null;
}

/** For the test: the given password, or the kept one where server and user are the ones it was entered for. */
export async function passwordForTest(
  agent: CurrentAgent,
  id: number,
  smtp: SmtpSettings,
  given: string,
): Promise<string | null> {
  requireRole(agent, 'admin');
  if (given) return given;
  const [row] = await db().select().from(mailboxes).where(eq(mailboxes.id, id));
  return row && sameServer(row.smtp, smtp) ? openSmtpPassword(row) : null;
}

type Server = Pick<SmtpSettings, 'host' | 'port' | 'secure' | 'user' | 'signIn'>;

/** Whether a password entered for `a` may be used for `b`. */
export function sameServer(a: Server | null, b: Server): boolean {
  return (
    a !== null &&
    a.host === b.host &&
    a.port === b.port &&
    a.secure === b.secure &&
    a.user === b.user &&
    a.signIn === b.signIn
  );
}
