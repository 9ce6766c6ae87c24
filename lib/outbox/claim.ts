// Taking a reply out of the queue: by one worker, once, and only while it may still be sent.
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { autopilot, contacts, conversations, messages, outbox, proposals } from '#db/schema.ts';
import { isCustomersWord } from '#lib/conversations/customers-word.ts';
import { lockConversation } from '#lib/conversations/lock.ts';
import { isAlone } from './letter.ts';
import { cancelReply } from './undo.ts';

/** `attempt` is this claim's own number: who comes back late with another one changes nothing. */
export type Claim = { outboxId: number; conversationId: number; messageId: number; attempt: number };

/** Null: not due, somebody else's, done, or taken back here because the customer wrote again or people have taken it. */
export async function claimReply(outboxId: number): Promise<Claim | null> {
  return db().transaction(async (tx) => {
    const [row] = await tx
      .select({
        conversationId: outbox.conversationId,
        askGate: outbox.askGate,
        answers: proposals.messageId,
        author: messages.author,
        agentId: messages.agentId,
      })
      .from(outbox)
      .innerJoin(messages, eq(messages.id, outbox.messageId))
      .leftJoin(proposals, eq(proposals.id, outbox.proposalId))
      .where(and(eq(outbox.id, outboxId), inArray(outbox.status, ['queued', 'retry'])));
    if (!row) return null;
    // It waited: lib/ai/leave.ts asks the gate what stands now, and only its yes lets this one go.
    if (row.askGate) return null;
    // The lock comes first: a customer's message takes the same one, so it is either seen here or comes after.
    if (isAlone(row) && (await isOvertaken(tx, row.conversationId, row.answers))) {
      await cancelReply(tx, outboxId, null);
      return null;
    }
    const [claimed] = await tx
      .update(outbox)
      .set({ status: 'sending', claimedAt: sql`now()`, attempts: sql`${outbox.attempts} + 1` })
      .where(
        sql`${outbox.id} = (
          select id from outbox where id = ${outboxId} and status in ('queued', 'retry') and not ask_gate and due_at <= now() for update skip locked)`,
      )
      .returning({ messageId: outbox.messageId, attempt: outbox.attempts });
    return claimed ? { outboxId, conversationId: row.conversationId, ...claimed } : null;
  });
}

/** A long delivery says that it is still at work, so that nobody takes it for a dead worker's. */
export async function renewClaim({ outboxId, attempt }: Claim): Promise<void> {
  await db()
    .update(outbox)
    .set({ claimedAt: sql`now()` })
    .where(and(eq(outbox.id, outboxId), eq(outbox.attempts, attempt), eq(outbox.status, 'sending')));
}

/** Fail closed: what answers nothing known, what has been overtaken, or what people have taken back does not leave by itself. */
async function isOvertaken(tx: Tx, conversationId: number, answers: number | null): Promise<boolean> {
  const { status } = await lockConversation(tx, conversationId);
  if (answers === null || status === 'spam' || status === 'trash') return true;
  return (await withPeople(tx, conversationId)) || wroteAfter(tx, conversationId, answers);
}

/** Whether people have it by now: asked for here, for this customer, or because Autopilot was switched back while the reply waited. */
export async function withPeople(tx: Tx, conversationId: number): Promise<boolean> {
  const [row] = await tx
    .select({ personOnly: conversations.personOnly, alwaysPerson: contacts.alwaysPerson })
    .from(conversations)
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(eq(conversations.id, conversationId));
  const [settings] = await tx.select({ mode: autopilot.mode }).from(autopilot);
  return !row || row.personOnly || row.alwaysPerson || settings?.mode !== 'on';
}

/** Whether the customer (no machine) wrote after that message. */
export async function wroteAfter(tx: Tx, conversationId: number, messageId: number): Promise<boolean> {
  const [newer] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.kind, 'inbound'),
        isCustomersWord,
        gt(messages.id, messageId),
      ),
    )
    .limit(1);
  return newer !== undefined;
}
