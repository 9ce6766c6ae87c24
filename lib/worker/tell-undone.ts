// Owners and admins learn by mail of jobs that failed for good; what they are, and the ways on, is undone.ts and its page.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { failedJobs } from '#db/schema.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { mailOwners } from '#lib/outbox/tell-trouble.ts';
import { env } from '#lib/platform/env.ts';

const MOST = 200;
const NAMED_IN_MAIL = 10;

/**
 * Called every minute by every worker: one mail for all that failed, an hour apart at least, so that an outage is one story. Each is told once.
 * Returns how many were told.
 */
export async function tellUndone(): Promise<number> {
  return db().transaction(async (tx) => {
    // Held while the mail goes out: another worker passes by, and one that dies has told nobody.
    const untold = await tx
      .select({ id: failedJobs.id, name: failedJobs.name, reason: failedJobs.reason })
      .from(failedJobs)
      .where(
        and(
          isNull(failedJobs.toldAt),
          sql`dismissed_at is null`,
          sql`not exists (select from ${failedJobs} t where t.told_at > now() - interval '1 hour')`,
        ),
      )
      .orderBy(asc(failedJobs.id))
      .limit(MOST)
      .for('update', { skipLocked: true });
    if (untold.length === 0) return 0;
    await mailOwners(tx, undoneMail(untold));
    for (const { id } of untold) await tx.update(failedJobs).set({ toldAt: sql`now()` }).where(eq(failedJobs.id, id));
    await recordEvent(tx, { type: 'undone.changed', actor: 'system' });
    return untold.length;
  });
}

const WORDS: Record<string, string> = {
  'mail.received': 'A mail could not be taken in',
  'message.received': 'A message could not be looked at by the AI',
  'outbox.ready': 'A reply could not be worked on',
  'replay.run': 'A replay could not go on',
};

function undoneMail(untold: { name: string; reason: string }[]): { subject: string; text: string } {
  const n = untold.length;
  const lines = untold
    .slice(0, NAMED_IN_MAIL)
    .map(({ name, reason }) => `  ${WORDS[name] ?? name}: ${reason.slice(0, 200)}`);
  const more = n > NAMED_IN_MAIL ? `\n  … and ${n - NAMED_IN_MAIL} more` : '';
  return {
    subject: n === 1 ? 'Tandem could not do something' : `Tandem could not do ${n} things`,
    text: `Tandem tried several times and gave up:\n\n${lines.join('\n')}${more}\n\nNothing is lost: the mails and messages are kept. Look at it, and have it tried again when the reason is gone:\n${env().TANDEM_URL.replace(/\/+$/, '')}/settings/quarantine\n`,
  };
}
