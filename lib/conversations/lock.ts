import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { conversations } from '#db/schema.ts';
import { NotFound } from '#lib/platform/errors.ts';

export type Conversation = typeof conversations.$inferSelect;

/** Loads the row and holds it to the end of the transaction, so that what is decided about it is decided in one order. */
export async function lockConversation(tx: Tx, id: number): Promise<Conversation> {
  const [row] = await tx.select().from(conversations).where(eq(conversations.id, id)).for('update');
  if (!row) throw new NotFound(`There is no conversation #${id}.`);
  return row;
}
