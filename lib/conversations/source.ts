import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { rawMessages } from '#db/schema.ts';
import { NotFound } from '#lib/platform/errors.ts';

/** The mail behind a message, byte for byte as it arrived. */
export async function loadSource(messageId: number): Promise<Buffer> {
  const [row] = await db()
    .select({ raw: rawMessages.raw })
    .from(rawMessages)
    .where(eq(rawMessages.messageId, messageId));
  if (!row) throw new NotFound('The original of this message is not kept.');
  return row.raw;
}
