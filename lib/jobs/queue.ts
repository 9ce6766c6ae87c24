// Owns pg-boss: enqueue in the caller's transaction, work with low latency. Knows no handler.
import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import { databaseUrl, type Tx } from '#db/client.ts';
import { log } from '#lib/platform/log.ts';
import { type JobName, type Payload, payloads } from './payloads.ts';

const shared = globalThis as typeof globalThis & { tandemBoss?: Promise<PgBoss> };
const DEAD = 'dead';

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

/** Runs `handler` for each job, `concurrency` at a time. Throwing retries with backoff, then the job is dead-lettered. */
export async function work<N extends JobName>(
  name: N,
  concurrency: number,
  handler: (payload: Payload<N>) => Promise<void>,
): Promise<void> {
  const boss = await queue({ supervise: true });
  await boss.work(
    name,
    {
      batchSize: concurrency,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 1,
      notifyPollingIntervalSeconds: 5,
      perJobResults: true,
    },
    async (jobs) => {
      const results = await Promise.allSettled(
        jobs.map((job) => handler(payloads[name].parse(job.data) as Payload<N>)),
      );
      return results.map((result, index) => {
        const job = jobs[index];
        if (!job) throw new Error('pg-boss returned fewer jobs than results');
        if (result.status === 'fulfilled') return { id: job.id, status: 'completed' as const };
        log.error({ job: name, jobId: job.id, err: result.reason }, 'job failed');
        return { id: job.id, status: 'failed' as const, output: { message: String(result.reason) } };
      });
    },
  );
}

async function start(supervise: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    max: 4,
    useListenNotify: supervise,
    supervise,
    schedule: supervise,
    migrate: true,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  await boss.start();
  await boss.createQueue(DEAD);
  for (const name of Object.keys(payloads)) {
    await boss.createQueue(name, { notify: true, retryLimit: 8, retryBackoff: true, retryDelay: 1, deadLetter: DEAD });
  }
  return boss;
}
