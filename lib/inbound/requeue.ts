import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { rawMessages } from '#db/schema.ts';
import { enqueue } from '#lib/jobs/queue.ts';

const MOST = 500;

/**
 * Queues mail again that still waits long after it came: its job was tried in vain while something was away. For the worker's schedule;
 * a job too many does no harm. Returns how many.
 */
export async function requeueForgottenMail(tx: Tx): Promise<number> {
  const waiting = await tx
    .select({ id: rawMessages.id })
    .from(rawMessages)
    .where(and(eq(rawMessages.status, 'received'), lt(rawMessages.receivedAt, sql`now() - interval '15 minutes'`)))
    .orderBy(asc(rawMessages.receivedAt))
    .limit(MOST);
  for (const { id } of waiting) await enqueue(tx, 'mail.received', { rawMessageId: id });
  return waiting.length;
}
