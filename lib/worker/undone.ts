// What the worker could not do: jobs that failed for good, shown to admins in words, and tried again or dismissed by them.
import { count, eq, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { failedJobs } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { type JobName, payloads } from '#lib/jobs/payloads.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { Conflict } from '#lib/platform/errors.ts';

export type Undone = {
  id: number;
  /** As in lib/jobs/payloads.ts; messages/en/settings.json has words for each. */
  job: string;
  reason: string;
  times: number;
  firstAt: Date;
  lastAt: Date;
  /** Where it is about one. */
  conversationId: number | null;
  /** Who wrote the mail that could not be taken in; '' where nobody is named. */
  from: string | null;
};

const NEWEST = 200;

/** Newest first. */
export async function listUndone(agent: CurrentAgent): Promise<Undone[]> {
  requireRole(agent, 'admin');
  const rows = await db().execute<Omit<Undone, 'firstAt' | 'lastAt'> & { firstAt: string; lastAt: string }>(sql`
    select f.id::float8 as id, f.name as job, f.reason, f.times, f.first_at as "firstAt", f.last_at as "lastAt",
      coalesce(m.conversation_id, o.conversation_id)::float8 as "conversationId", r.envelope ->> 'from' as "from"
    from ${failedJobs} f
    left join raw_messages r on f.name = 'mail.received' and r.id = (f.payload ->> 'rawMessageId')::bigint
    left join messages m on f.name = 'message.received' and m.id = (f.payload ->> 'messageId')::bigint
    left join outbox o on f.name = 'outbox.ready' and o.id = (f.payload ->> 'outboxId')::bigint
    where f.dismissed_at is null
    order by f.last_at desc limit ${NEWEST}`);
  return rows.map((row) => ({ ...row, firstAt: new Date(row.firstAt), lastAt: new Date(row.lastAt) }));
}

export async function countUndone(): Promise<number> {
  const [row] = await db().select({ n: count() }).from(failedJobs).where(isNull(failedJobs.dismissedAt));
  return row?.n ?? 0;
}

/** Throws Conflict when it has been done, or somebody was first. */
export async function retryUndone(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx.delete(failedJobs).where(eq(failedJobs.id, id)).returning();
  if (!row)
    throw new Conflict('This is no longer here: it has been done meanwhile, or somebody else had it tried again.');
  if (!isJob(row.name)) throw new Conflict('This version of Tandem does not know this task. Dismiss it.');
  await enqueue(tx, row.name, payloads[row.name].parse(row.payload) as never);
  await changed(tx, agent.id);
}

/** Seen and left. If it fails again, it stays out of sight. */
export async function dismissUndone(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  await tx.update(failedJobs).set({ dismissedAt: sql`now()` }).where(eq(failedJobs.id, id));
  await changed(tx, agent.id);
}

/** What was dismissed a month ago and never came again. */
export async function dropDismissed(): Promise<void> {
  await db()
    .delete(failedJobs)
    .where(sql`${failedJobs.dismissedAt} is not null and ${failedJobs.lastAt} < now() - interval '30 days'`);
}

function changed(tx: Tx, agentId: number): Promise<void> {
  return recordEvent(tx, { type: 'undone.changed', actor: 'agent', agentId });
}

function isJob(name: string): name is JobName {
  return name in payloads;
}
