// Whether any worker lives: each says so every few seconds, in one row. The web process reads it, because a dead worker can tell nobody.
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { workerPulse } from '#db/schema.ts';
import { log } from '#lib/platform/log.ts';

const BEAT_MS = 10_000;
/** Six beats: longer than a restart takes. */
const AWAY_AFTER_SECONDS = 60;
/** Owners get a mail about absences longer than this. */
const TOLD_AFTER_MINUTES = 5;

/** `seenAt` null: never. `away`: long enough to say so. */
export type WorkerState = { seenAt: Date | null; away: boolean };
export type Absence = { from: Date; until: Date };

/** The returned function ends it. */
export async function startPulse(): Promise<() => Promise<void>> {
  let beating = false;
  const turn = async () => {
    // One that waits for a slow database is enough.
    if (beating) return;
    beating = true;
    await beat()
      .catch((error: unknown) => log.warn({ err: error }, 'the worker could not say that it is alive'))
      .finally(() => {
        beating = false;
      });
  };
  await turn();
  const timer = setInterval(() => void turn(), BEAT_MS);
  return async () => clearInterval(timer);
}

/** Also notes since when nobody said it, should that be long; the first worker that comes back does. */
export async function beat(): Promise<void> {
  const wasAway = sql`worker_pulse.seen_at < now() - make_interval(mins => ${TOLD_AFTER_MINUTES})`;
  await db()
    .insert(workerPulse)
    .values({})
    .onConflictDoUpdate({
      target: workerPulse.id,
      set: {
        awayFrom: sql`case when ${wasAway} then worker_pulse.seen_at else worker_pulse.away_from end`,
        awayUntil: sql`case when ${wasAway} then now() else worker_pulse.away_until end`,
        toldAt: sql`case when ${wasAway} then null else worker_pulse.told_at end`,
        seenAt: sql`now()`,
      },
    });
}

/** @param up seconds since this process started: after a restart of everything the worker gets its time to come up */
export async function workerState(up = process.uptime()): Promise<WorkerState> {
  const [row] = await db()
    .select({
      seenAt: workerPulse.seenAt,
      silent: sql<boolean>`${workerPulse.seenAt} < now() - make_interval(secs => ${AWAY_AFTER_SECONDS})`,
    })
    .from(workerPulse);
  return { seenAt: row?.seenAt ?? null, away: (row?.silent ?? true) && up > AWAY_AFTER_SECONDS };
}

/** The absence that nobody was told of yet; null: none, or another worker is telling. The row stays free, because telling may take longer than a beat. */
export async function untoldAbsence(tx: Tx): Promise<Absence | null> {
  const [lock] = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('worker absence')) as mine`,
  );
  if (!lock?.mine) return null;
  const [row] = await tx
    .select({ from: workerPulse.awayFrom, until: workerPulse.awayUntil })
    .from(workerPulse)
    .where(and(isNotNull(workerPulse.awayFrom), isNull(workerPulse.toldAt)));
  return row?.from && row.until ? { from: row.from, until: row.until } : null;
}

export async function absenceTold(tx: Tx): Promise<void> {
  await tx.update(workerPulse).set({ toldAt: sql`now()` }).where(eq(workerPulse.id, 1));
}
