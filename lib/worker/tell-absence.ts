// After no worker ran for minutes: owners and admins hear it from the one that came back, and open browsers are told.
import { sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { type Absence, absenceTold, untoldAbsence } from '#lib/jobs/pulse.ts';
import { mailOwners } from '#lib/outbox/tell-trouble.ts';

/** Called every minute by every worker; each absence is told once. */
export async function tellAbsence(): Promise<void> {
  await db().transaction(async (tx) => {
    const absence = await untoldAbsence(tx);
    if (!absence) return;
    await mailOwners(tx, absenceMail(absence, await keptMeanwhile(tx, absence)));
    await absenceTold(tx);
    await recordEvent(tx, { type: 'mailbox.changed', actor: 'system' });
  });
}

/** Mail that the web process took by itself: by webhook and by form. */
async function keptMeanwhile(tx: Tx, { from, until }: Absence): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from mailboxes b join raw_messages r on r.mailbox_id = b.id
    where r.received_at between ${from.toISOString()}::timestamptz and ${until.toISOString()}::timestamptz`);
  return row?.n ?? 0;
}

function absenceMail({ from, until }: Absence, kept: number): { subject: string; text: string } {
  const minutes = Math.round((until.getTime() - from.getTime()) / 60_000);
  const came =
    kept === 0
      ? 'No mail came by webhook or form meanwhile.'
      : `${kept === 1 ? 'One mail that came' : `${kept} mails that came`} by webhook or form meanwhile ${kept === 1 ? 'is' : 'are'} being read now.`;
  return {
    subject: `Tandem’s worker is back after ${minutes} minutes`,
    text: `No worker ran from ${minute(from)} to ${minute(until)} UTC. While none runs, nothing is fetched or taken by SMTP, and no reply leaves.\n\nNothing is lost: mailboxes are fetched now from where they were left, servers that could not deliver by SMTP try again by themselves, and replies that waited leave now. ${came}\n\nThe log of the worker, or of what starts it, says why it was away.\n`,
  };
}

const minute = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ');
