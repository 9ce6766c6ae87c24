// What no job will come for: replies whose time has come, and deliveries whose worker died.
import { and, asc, lt, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { outbox } from '#db/schema.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { log } from '#lib/platform/log.ts';
import { settle } from './settle.ts';

/** Four renewals missed (deliver.ts). */
const DEAD_AFTER_SECONDS = 60;
/** A row's own job comes in time; only what it missed is picked up here. */
const LATE_AFTER_SECONDS = 3;
const MOST = 200;

/** Called every 10 seconds. A due reply's attempt is asked for; a dead delivery becomes uncertain: it is never sent again blindly. */
export async function sweepOutbox(): Promise<{ due: number; dead: number }> {
  const dead = await db()
    .select({
      outboxId: outbox.id,
      conversationId: outbox.conversationId,
      messageId: outbox.messageId,
      attempt: outbox.attempts,
    })
    .from(outbox)
    .where(
      and(
        // Literals, or the partial indexes are of no use.
        sql`status = 'sending'`,
        lt(outbox.claimedAt, sql`now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`),
      ),
    )
    .limit(MOST);
  for (const claim of dead) {
    const moved = await settle(claim, {
      kind: 'uncertain',
      words: 'Tandem was interrupted in the middle of the delivery.',
    });
    if (moved) log.warn({ outboxId: claim.outboxId }, 'a delivery was interrupted; a person decides');
  }
  const due = await db()
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        sql`status in ('queued', 'retry')`,
        lt(outbox.dueAt, sql`now() - make_interval(secs => ${LATE_AFTER_SECONDS})`),
      ),
    )
    .orderBy(asc(outbox.dueAt))
    .limit(MOST);
  for (const { id } of due) await enqueue(db(), 'outbox.ready', { outboxId: id });
  return { due: due.length, dead: dead.length };
}
