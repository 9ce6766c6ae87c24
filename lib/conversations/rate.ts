// From 1 to 5, after the customer said that it is solved. A hint like that word itself: shown, counted apart, and no review.
import { and, desc, eq, inArray } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { events } from '#db/schema.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { recordEvent } from './events.ts';
import { lockConversation } from './lock.ts';
import { isSolved } from './solved.ts';

export const RATINGS = [1, 2, 3, 4, 5] as const;

/** Whoever changes their mind more often than this plays with the timeline. */
const MOST = 20;

/** Only what is solved is rated; the newest number counts, the same one twice is once, and of a conversation's numbers the first twenty. */
export async function customerRated(tx: Tx, conversationId: number, rating: number): Promise<void> {
  if (!RATINGS.some((one) => one === rating)) throw new Invalid('A rating is a number from 1 to 5.', 'rating');
  await lockConversation(tx, conversationId);
  if (!(await isSolved(conversationId, tx)) || (await ratingOf(conversationId, tx)) === rating) return;
  const rated = await tx
    .select({ seq: events.seq })
    .from(events)
    .where(and(eq(events.conversationId, conversationId), eq(events.type, 'customer.rated')))
    .limit(MOST);
  if (rated.length === MOST) return;
  await recordEvent(tx, { type: 'customer.rated', conversationId, actor: 'customer', data: { rating } });
}

/** Since it was solved last; null: none yet. */
export async function ratingOf(conversationId: number, tx: Tx = db()): Promise<number | null> {
  const [newest] = await tx
    .select({ type: events.type, data: events.data })
    .from(events)
    .where(and(eq(events.conversationId, conversationId), inArray(events.type, ['customer.solved', 'customer.rated'])))
    .orderBy(desc(events.seq))
    .limit(1);
  return newest?.type === 'customer.rated' && typeof newest.data.rating === 'number' ? newest.data.rating : null;
}
