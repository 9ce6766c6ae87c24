// Running jobs: how many at once, and what a failing one leaves in the log. Knows no handler.
import type { Job } from 'pg-boss';
import { errorForLog } from '#lib/platform/error-for-log.ts';
import { log } from '#lib/platform/log.ts';
import { forgetFailed } from './failed.ts';
import { calm, noteBatch } from './flood.ts';
import { type JobName, type Payload, payloads } from './payloads.ts';
import { DEAD, queue } from './queue.ts';

export type Pace = {
  /** How many of these jobs this process runs at the same time. */
  atOnce: number;
  /**
   * Short jobs are fetched together, which is fastest, but the next ones wait for the slowest of them. Jobs that may take long (a model,
   * a mail server) are fetched one by one, so that a slow one holds up nobody.
   */
  slow?: boolean;
  /** Jobs that wait for a time: nothing announces it, so it is looked for every second instead of every five. */
  timed?: boolean;
  /** Gives way to these jobs while they come in floods. */
  after?: JobName;
};

/** Runs `handler` for each job. Throwing retries with backoff, then the job is dead-lettered. */
export async function work<N extends JobName>(
  name: N,
  { atOnce, slow = false, timed = false, after }: Pace,
  handler: (payload: Payload<N>) => Promise<void>,
): Promise<void> {
  const boss = await queue({ supervise: true });
  const options = {
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 1,
    notifyPollingIntervalSeconds: timed ? 1 : 5,
    perJobResults: true,
  } as const;
  const run = async (jobs: Job[]) => {
    if (after) await calm(after);
    noteBatch(name, !slow && jobs.length === atOnce);
    return results(name, jobs, handler);
  };
  if (!slow) {
    await boss.work(name, { ...options, batchSize: atOnce }, run);
    return;
  }
  // pg-boss looks for the next job at once only after a full batch, and one job is none to it: each of these wakes itself.
  for (let n = 0; n < atOnce; n++) {
    let self = '';
    self = await boss.work(name, { ...options, batchSize: 1 }, async (jobs: Job[]) => {
      const done = await run(jobs);
      boss.notifyWorker(self);
      return done;
    });
  }
}

async function results<N extends JobName>(name: N, jobs: Job[], handler: (payload: Payload<N>) => Promise<void>) {
  const settled = await Promise.allSettled(
    jobs.map(async (job) => handler(payloads[name].parse(job.data) as Payload<N>)),
  );
  const well = jobs.flatMap(({ data }, index) => (settled[index]?.status === 'fulfilled' ? [data] : []));
  await forgetFailed(name, well).catch((error: unknown) =>
    log.warn({ err: error }, 'what failed before is still shown'),
  );
  return settled.map((result, index) => {
    const job = jobs[index];
    if (!job) throw new Error('pg-boss returned fewer jobs than results');
    if (result.status === 'fulfilled') return { id: job.id, status: 'completed' as const };
    log.error({ job: name, jobId: job.id, err: result.reason }, 'job failed');
    return { id: job.id, status: 'failed' as const, output: { message: words(result.reason) } };
  });
}

/** People read it. Never the values of a query, which may be a customer's words. */
function words(reason: unknown): string {
  const { message } = errorForLog(reason);
  const cause = reason instanceof Error && reason.cause !== undefined ? errorForLog(reason.cause).message : null;
  return message.startsWith('Failed query') ? (cause ?? 'The database refused a query.') : message;
}

/** Takes no new job and waits for those at work. */
export async function stopWork(): Promise<void> {
  const boss = await queue({ supervise: true });
  await Promise.all([DEAD, ...Object.keys(payloads)].map((name) => boss.offWork(name, { wait: true })));
}
