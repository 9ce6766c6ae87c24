// Mail that is stored and could not become a message: with the reason, and the way back.
import { and, desc, eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { mailboxes, rawMessages } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { enqueue } from '#lib/jobs/queue.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';

export type QuarantinedMail = {
  id: number;
  /** Of the envelope; empty when it named nobody. */
  from: string;
  mailbox: string;
  reason: string;
  /** Bytes. */
  size: number;
  receivedAt: Date;
};

const NEWEST = 200;

/** Only a mail that nobody has stored meanwhile. */
export async function quarantine(rawMessageId: number, reason: string): Promise<void> {
  await db()
    .update(rawMessages)
    .set({ status: 'quarantined', reason })
    .where(and(eq(rawMessages.id, rawMessageId), eq(rawMessages.status, 'received')));
}

/** Newest first. */
export async function listQuarantine(agent: CurrentAgent): Promise<QuarantinedMail[]> {
  requireRole(agent, 'agent');
  const rows = await db()
    .select({
      id: rawMessages.id,
      envelope: rawMessages.envelope,
      mailbox: mailboxes.address,
      reason: rawMessages.reason,
      size: rawMessages.size,
      receivedAt: rawMessages.receivedAt,
    })
    .from(rawMessages)
    .innerJoin(mailboxes, eq(mailboxes.id, rawMessages.mailboxId))
    .where(eq(rawMessages.status, 'quarantined'))
    .orderBy(desc(rawMessages.id))
    .limit(NEWEST);
  return rows.map(({ envelope, reason, ...row }) => ({ ...row, from: envelope.from, reason: reason ?? '' }));
}

/** The bytes as they arrived. Throws NotFound. */
export async function loadQuarantined(agent: CurrentAgent, id: number): Promise<Buffer> {
  requireRole(agent, 'agent');
  const [row] = await db()
    .select({ raw: rawMessages.raw })
    .from(rawMessages)
    .where(and(eq(rawMessages.id, id), eq(rawMessages.status, 'quarantined')));
  if (!row) throw new NotFound('This mail is no longer in quarantine.');
  return row.raw;
}

/** Has it read again, from the beginning. Throws Conflict when somebody was first. */
export async function retryQuarantined(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'agent');
  const [row] = await tx
    .update(rawMessages)
    .set({ status: 'received', attempts: 0 })
    .where(and(eq(rawMessages.id, id), eq(rawMessages.status, 'quarantined')))
    .returning({ id: rawMessages.id });
  if (!row) throw new Conflict('This mail is no longer in quarantine: somebody had it read again.');
  await enqueue(tx, 'mail.received', { rawMessageId: row.id });
}
