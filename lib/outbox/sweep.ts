// What no job will come for: replies whose time has come, those whose way is open again, and deliveries whose worker died.
import { and, asc, eq, lt, sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { outbox, pausedLanes } from '#db/schema.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { log } from '#lib/platform/log.ts';
import { type LaneKey, wakeWaiting } from './lanes.ts';
import { GIVE_UP_AFTER_HOURS } from './policy.ts';
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
      number: outbox.claims,
      attempt: outbox.attempts,
      lanes: laneKeys,
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
  await giveUp();
  await db().transaction((tx) => wakeWaiting(tx));
  const due = await db()
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        sql`status in ('queued', 'retry') and waits_for is null`,
        lt(outbox.dueAt, sql`now() - make_interval(secs => ${LATE_AFTER_SECONDS})`),
      ),
    )
    .orderBy(asc(outbox.dueAt))
    .limit(MOST);
  for (const { id } of due) await enqueue(db(), 'outbox.ready', { outboxId: id });
  return { due: due.length, dead: dead.length };
}

/** A way that stays closed for two days is a matter for people: all who waited that long are told, not one at each attempt. */
async function giveUp(): Promise<void> {
  const late = await db()
    .select({
      outboxId: outbox.id,
      conversationId: outbox.conversationId,
      messageId: outbox.messageId,
      number: outbox.claims,
      attempt: outbox.attempts,
      lanes: laneKeys,
      words: pausedLanes.words,
    })
    .from(outbox)
    .innerJoin(pausedLanes, eq(pausedLanes.key, outbox.waitsFor))
    .where(
      and(
        sql`outbox.status in ('queued', 'retry') and outbox.waits_for is not null`,
        lt(outbox.triedSince, sql`now() - make_interval(hours => ${GIVE_UP_AFTER_HOURS})`),
      ),
    )
    .limit(MOST);
  for (const { words, ...claim } of late)
    await settle(claim, { kind: 'failed', words, code: null }, { from: ['queued', 'retry'] });
}

const laneKeys = sql<LaneKey[]>`coalesce(${outbox.lanes}, '{}')`;
