// Autopilot that asks again by itself must not do so in silence: owners and admins get one mail for each time that the breaker trips.
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { autopilotChanges, topics } from '#db/schema.ts';
import { mailOwners } from '#lib/outbox/tell-trouble.ts';
import { env } from '#lib/platform/env.ts';

/** Older news are no news: the history and the page say it. */
const HOURS = 24;

/** Called every minute by every worker. Returns how many were told. */
export async function tellTripped(): Promise<number> {
  return db().transaction(async (tx) => {
    // Held while the mail goes out: another worker passes by, and one that dies has told nobody.
    const tripped = await tx
      .select({ id: autopilotChanges.id, field: autopilotChanges.field, reason: autopilotChanges.reason })
      .from(autopilotChanges)
      .where(
        and(
          sql`${autopilotChanges.reason} like 'drift:%'`,
          isNull(autopilotChanges.toldAt),
          sql`${autopilotChanges.createdAt} > now() - make_interval(hours => ${HOURS})`,
        ),
      )
      .orderBy(asc(autopilotChanges.id))
      .limit(20)
      .for('update', { skipLocked: true });
    if (tripped.length === 0) return 0;
    const keys = tripped.flatMap(({ field }) => keyOf(field) ?? []);
    const named = await tx
      .select({ key: topics.key, name: topics.name })
      .from(topics)
      .where(inArray(topics.key, ['', ...keys]));
    const nameOf = (field: string) => {
      const key = keyOf(field);
      return key === null ? null : (named.find((topic) => topic.key === key)?.name ?? key);
    };
    for (const { id, field, reason } of tripped) {
      await mailOwners(tx, trippedMail(nameOf(field), reason ?? ''));
      await tx.update(autopilotChanges).set({ toldAt: sql`now()` }).where(eq(autopilotChanges.id, id));
    }
    return tripped.length;
  });
}

function keyOf(field: string): string | null {
  return /^topic:(.+)$/.exec(field)?.[1] ?? null;
}

/** @param topic null: everything asks again. @param reason `drift:changed:judged:budget`, as watch.ts records it. */
function trippedMail(topic: string | null, reason: string): { subject: string; text: string } {
  const [, changed = '0', judged = '0', budget = '0'] = reason.split(':');
  const what = topic === null ? 'Autopilot' : `Autopilot, in the topic ${topic},`;
  return {
    subject: topic === null ? 'Autopilot asks again by itself' : `Autopilot asks again about ${topic}`,
    text: `${what} has stopped sending by itself and asks a person first.\n\nOf ${judged} replies that reviewers judged, ${changed} would have been changed: more than 1 in ${budget} allows.\n\nNothing is lost: every reply waits in Review. What was earned is void, because it says nothing about today.\nLook at it here: ${env().TANDEM_URL.replace(/\/+$/, '')}/autopilot\n`,
  };
}
