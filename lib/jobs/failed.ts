// Jobs that failed for good: pg-boss moves them to the queue `dead`, and from there they come into a table that people see (lib/worker/undone.ts).
import { and, eq, sql } from 'drizzle-orm';
import type { JobWithMetadata } from 'pg-boss';
import { z } from 'zod';
import { db } from '#db/client.ts';
import { failedJobs } from '#db/schema.ts';
import { log } from '#lib/platform/log.ts';
import type { JobName } from './payloads.ts';
import { DEAD, queue } from './queue.ts';

const LONGEST_REASON = 500;
/** What died before anybody listened is no news. */
const OLD_MS = 2 * 86_400_000;

/** Every worker takes them; a row is written once for the same job, however often it dies. */
export async function collectFailed(): Promise<void> {
  const boss = await queue({ supervise: true });
  await boss.work(
    DEAD,
    { includeMetadata: true, batchSize: 50, pollingIntervalSeconds: 2 },
    async (jobs: JobWithMetadata<unknown>[]) => {
      for (const job of jobs) await note(job);
    },
  );
}

/** Most of the time nothing has failed: then the table is not asked after every job. Another worker's news is this old at most. */
const LOOK_AGAIN_MS = 2000;
let noneUntil = 0;

/** These did what they should: whatever failed of them before is done. */
export async function forgetFailed(name: JobName, payloads: unknown[]): Promise<void> {
  if (payloads.length === 0 || Date.now() < noneUntil) return;
  const [some] = await db().select({ name: failedJobs.name }).from(failedJobs).limit(1);
  if (!some) {
    noneUntil = Date.now() + LOOK_AGAIN_MS;
    return;
  }
  const same = payloads.map((payload) => sql`${JSON.stringify(payload)}::jsonb`);
  await db()
    .delete(failedJobs)
    .where(and(eq(failedJobs.name, name), sql`${failedJobs.payload} in (${sql.join(same, sql`, `)})`));
}

async function note({ data, sourceName, sourceOutput, createdOn }: JobWithMetadata<unknown>): Promise<void> {
  const payload = z.record(z.string(), z.unknown()).safeParse(data);
  if (!sourceName || !payload.success || Date.now() - createdOn.getTime() > OLD_MS) {
    log.warn({ job: sourceName, since: createdOn }, 'an old or strange job that had failed for good is dropped');
    return;
  }
  const reason = reasonIn(sourceOutput);
  await db()
    .insert(failedJobs)
    .values({ name: sourceName, payload: payload.data, reason })
    .onConflictDoUpdate({
      target: [failedJobs.name, failedJobs.payload],
      set: { reason, lastAt: sql`now()`, times: sql`${failedJobs.times} + 1` },
    });
  noneUntil = 0;
}

const output = z.object({ message: z.string().min(1) });

/** work.ts writes the message; where a worker died it is pg-boss's own. */
function reasonIn(sourceOutput: unknown): string {
  const own = output.safeParse(sourceOutput);
  const inner = own.success ? own : output.safeParse((sourceOutput as { value?: unknown } | null)?.value);
  return inner.success ? inner.data.message.slice(0, LONGEST_REASON) : 'The worker ended while it was at it.';
}
