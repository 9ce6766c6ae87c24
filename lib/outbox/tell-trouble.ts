// A mailbox that stops must not do so in silence: owners and admins get a mail, through whichever mailbox can send, and open browsers are told.
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents, mailboxes, mailboxHealth } from '#db/schema.ts';
import { listTroubles, noteSilence, type Trouble } from '#lib/channels/health.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';
import { mailTeam } from './team-mail.ts';

type TroubleMail = { subject: string; text: string };

/** Called every minute by every worker; each trouble is told once, and once more when it is over. */
export async function tellTrouble(): Promise<void> {
  await noteSilence(db());
  for (const trouble of await listTroubles()) await tell(trouble);
  await tellEnds();
}

async function tell(trouble: Trouble): Promise<void> {
  await db().transaction(async (tx) => {
    // Held while the mail goes out: another worker passes by, and one that dies has told nobody.
    const [mine] = await tx
      .select({ mailboxId: mailboxHealth.mailboxId })
      .from(mailboxHealth)
      .where(and(row(trouble), isNull(mailboxHealth.toldAt), isNotNull(mailboxHealth.problem)))
      .for('update', { skipLocked: true });
    if (!mine) return;
    await mailOwners(tx, troubleMail(trouble));
    await tx.update(mailboxHealth).set({ toldAt: sql`now()` }).where(row(trouble));
    await recordEvent(tx, { type: 'mailbox.changed', actor: 'system', data: { mailboxId: trouble.mailboxId } });
  });
}

async function tellEnds(): Promise<void> {
  await db().transaction(async (tx) => {
    const over = await tx
      .update(mailboxHealth)
      .set({ toldAt: null })
      .from(mailboxes)
      .where(
        and(eq(mailboxes.id, mailboxHealth.mailboxId), isNull(mailboxHealth.problem), isNotNull(mailboxHealth.toldAt)),
      )
      .returning({
        mailboxId: mailboxHealth.mailboxId,
        address: mailboxes.address,
        direction: mailboxHealth.direction,
      });
    for (const { mailboxId, address, direction } of over) {
      await mailOwners(tx, endMail(address, direction));
      await recordEvent(tx, { type: 'mailbox.changed', actor: 'system', data: { mailboxId } });
    }
  });
}

/** To owners and admins who can sign in. Where nothing can be sent, the screen has to do. */
export async function mailOwners(tx: Tx, mail: TroubleMail): Promise<void> {
  const to = await tx
    .select({ email: agents.email })
    .from(agents)
    .where(and(inArray(agents.role, ['owner', 'admin']), isNull(agents.disabledAt), isNotNull(agents.passwordHash)));
  if (to.length === 0) return;
  const sent = await mailTeam(tx, { to: to.map(({ email }) => email), ...mail });
  if (!sent) log.error({ subject: mail.subject }, 'no mailbox could send a warning; it stands on screen');
}

function troubleMail({ address, direction, problem, since }: Trouble): TroubleMail {
  const at = since.toISOString().slice(0, 16).replace('T', ' ');
  const fetching = direction === 'in';
  const safe = fetching
    ? 'Mail waits in the mailbox and is fetched when this is repaired. Nothing is lost.'
    : 'Replies wait and are tried again for two days. Nothing is lost.';
  return {
    subject: fetching ? `Mail to ${address} is not being fetched` : `Replies from ${address} are not leaving`,
    text: `${fetching ? `Tandem cannot fetch the mail of ${address}` : `Tandem cannot send mail from ${address}`} since ${at} UTC:\n\n  ${problem}\n\n${safe}\nRepair it here: ${settings()}\n\nYou get one more mail when it works again.\n`,
  };
}

function endMail(address: string, direction: Trouble['direction']): TroubleMail {
  const fetching = direction === 'in';
  return {
    subject: fetching ? `Mail to ${address} is fetched again` : `Replies from ${address} leave again`,
    text: `${fetching ? `Tandem fetches the mail of ${address} again, and what came meanwhile with it.` : `Tandem sends mail from ${address} again, and what waited meanwhile with it.`}\n\n${settings()}\n`,
  };
}

const row = ({ mailboxId, direction }: Trouble) =>
  and(eq(mailboxHealth.mailboxId, mailboxId), eq(mailboxHealth.direction, direction));
const settings = () => `${env().TANDEM_URL.replace(/\/$/, '')}/settings/mail`;
