// Owns pg-boss: enqueue in the caller's transaction, start and stop. work.ts runs what was enqueued.
import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import { databaseUrl, type Tx } from '#db/client.ts';
import { log } from '#lib/platform/log.ts';
import { type JobName, type Payload, payloads } from './payloads.ts';

const shared = globalThis as typeof globalThis & { tandemBoss?: Promise<PgBoss> };
/** Where jobs go that failed for good; failed.ts takes them from there. */
export const DEAD = 'dead';

/** Enqueues on `tx`: the job exists if and only if the transaction commits. */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: Payload<N>,
  options: { startAfter?: Date } = {},
): Promise<void> {
  const boss = await queue();
  await boss.send(name, payload, { db: fromDrizzle(tx, sql), ...options });
}

/** Starts a sender (web) or, with `supervise`, the process that also maintains queues (worker). */
export function queue({ supervise = false } = {}): Promise<PgBoss> {
  shared.tandemBoss ??= start(supervise).catch((error: unknown) => {
    shared.tandemBoss = undefined;
    throw error;
  });
  return shared.tandemBoss;
}

export async function closeQueue(): Promise<void> {
  const open = shared.tandemBoss;
  shared.tandemBoss = undefined;
  await (await open)?.stop({ graceful: true, timeout: 10_000 });
}

async function start(supervise: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    max: 4,
    useListenNotify: supervise,
    supervise,
    // lib/worker/schedule.ts has its own table.
    schedule: false,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    migrate: true,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  await boss.start();
  await boss.createQueue(DEAD);
  // Until the database has them in sight, however long that takes.
  await boss.updateQueue(DEAD, { retryLimit: 1000, retryBackoff: true, retryDelay: 1, retryDelayMax: 300 });
  for (const name of Object.keys(payloads)) {
    await boss.createQueue(name, {
      notify: true,
      retryLimit: 8,
      retryBackoff: true,
      retryDelay: 1,
      deadLetter: DEAD,
      // A worker that was killed says nothing any more: its jobs go to another one after this, not after pg-boss's 15 minutes.
      heartbeatSeconds: 20,
      deleteAfterSeconds: 24 * 60 * 60,
    });
  }
  return boss;
}
