// Tells colleagues who are away and asked for it that proposals wait in Review: a digest, at most one in a quarter of an hour.
import { eq, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { agents, reviews } from '#db/schema.ts';
import { mailTeam } from '#lib/outbox/team-mail.ts';
import { endHeaders, endingOf, isAway } from '#lib/outbox/tell-colleagues.ts';
import { env } from '#lib/platform/env.ts';

const DIGEST_MINUTES = 15;
const MOST = 50;

/** Called every minute by every worker. Returns how many were told. */
export async function tellWaiting(): Promise<number> {
  let told = 0;
  for (let n = 0; n < MOST; n += 1) {
    const sent = await tellNext();
    if (sent === null) break;
    if (sent) told += 1;
  }
  return told;
}

/** Null: nobody is left to tell. */
function tellNext(): Promise<boolean | null> {
  return db().transaction(async (tx) => {
    const newest = tx
      .select({ at: sql`max(${reviews.createdAt})` })
      .from(reviews)
      .where(sql`${reviews.status} = 'pending'`);
    // Held while the mail goes out. Something new has to have come since the last mail, and since they were here.
    const [agent] = await tx
      .select({ id: agents.id, email: agents.email })
      .from(agents)
      .where(
        sql`${agents.mailReview} and ${agents.role} <> 'viewer' and ${isAway}
          and (${agents.reviewToldAt} is null or ${agents.reviewToldAt} < now() - make_interval(mins => ${DIGEST_MINUTES}))
          and (${newest}) > greatest(coalesce(${agents.reviewToldAt}, '-infinity'), coalesce(${agents.lastSeenAt}, '-infinity'))`,
      )
      .orderBy(agents.id)
      .limit(1)
      .for('update', { skipLocked: true });
    if (!agent) return null;
    const [waiting] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(reviews)
      .where(sql`${reviews.status} = 'pending'`);
    const n = waiting?.n ?? 0;
    // Also when it could not be sent: the next one says it all.
    await tx.update(agents).set({ reviewToldAt: sql`now()` }).where(eq(agents.id, agent.id));
    const what = n === 1 ? 'A proposal waits in Review' : `${n} proposals wait in Review`;
    return mailTeam(tx, {
      to: [agent.email],
      subject: what,
      text: `${what}.\n\n${env().TANDEM_URL.replace(/\/+$/, '')}/review\n\n${endingOf(agent.id, 'review')}`,
      headers: endHeaders(agent.id, 'review'),
    });
  });
}
