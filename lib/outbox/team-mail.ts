// Mail to colleagues, through whichever mailbox can send.
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { mailboxes, mailboxHealth } from '#db/schema.ts';
import { oursAmong } from '#lib/channels/aliases.ts';
import { mailboxAddressOf } from '#lib/channels/reply-address.ts';
import { log } from '#lib/platform/log.ts';
import { type SystemMail, sendSystemMail } from './system-mail.ts';
import { secretFor } from './transport.ts';

/**
 * False: none could. Nothing goes to an address of ours: it would come back as a customer's, so whoever signs in with one has the screen.
 * @param prefer the mailbox that it should come from, if that one can send
 */
export async function mailTeam(tx: Tx, mail: SystemMail, prefer: number | null = null): Promise<boolean> {
  const ours = await oursAmong(tx, mail.to.map(mailboxAddressOf));
  const to = mail.to.filter((address) => !ours.has(mailboxAddressOf(address)));
  if (to.length === 0) return true;
  for (const mailbox of await senders(tx, prefer)) {
    if (!mailbox.smtp) continue;
    try {
      const from = { name: 'Tandem', address: mailbox.address };
      await sendSystemMail(
        { smtp: mailbox.smtp, secret: await secretFor(mailbox, mailbox.smtp), from },
        { ...mail, to },
      );
      return true;
    } catch (error) {
      log.warn({ err: error, mailboxId: mailbox.id }, 'a mail to the team could not be sent through this mailbox');
    }
  }
  return false;
}

/** Those without trouble of their own first. */
function senders(tx: Tx, prefer: number | null) {
  return tx
    .select({
      id: mailboxes.id,
      address: mailboxes.address,
      smtp: mailboxes.smtp,
      smtpPasswordEncrypted: mailboxes.smtpPasswordEncrypted,
    })
    .from(mailboxes)
    .leftJoin(mailboxHealth, and(eq(mailboxHealth.mailboxId, mailboxes.id), eq(mailboxHealth.direction, 'out')))
    .where(isNotNull(mailboxes.smtp))
    .orderBy(sql`${mailboxHealth.problem} is not null`, sql`${mailboxes.id} is distinct from ${prefer}`, mailboxes.id)
    .limit(5);
}
