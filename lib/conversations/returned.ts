// A reply that left and came back: its delivery says so, the timeline says so, in the words of who refused it.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { outbox, type Returned } from '#db/schema.ts';
import { recordEvent } from './events.ts';

const WORSE: Record<Returned['kind'], number> = { soft: 1, complaint: 2, hard: 3 };
const LONGEST_WORDS = 500;

/** What is worse stays. @param returned about one recipient; `words` in the server's language. */
export async function markReturned(
  tx: Tx,
  where: { messageId: number; conversationId: number },
  returned: Omit<Returned, 'at'>,
): Promise<void> {
  const [row] = await tx
    .select({ id: outbox.id, returned: outbox.returned })
    .from(outbox)
    .where(eq(outbox.messageId, where.messageId))
    .for('update');
  const words = returned.words.slice(0, LONGEST_WORDS);
  if (row && WORSE[returned.kind] >= WORSE[row.returned?.kind ?? 'soft'])
    await tx
      .update(outbox)
      .set({ returned: { ...returned, words, at: new Date().toISOString() } })
      .where(eq(outbox.id, row.id));
  await recordEvent(tx, {
    type: `message.returned_${returned.kind}`,
    conversationId: where.conversationId,
    actor: 'system',
    data: { messageId: where.messageId, status: returned.status, words },
  });
}
