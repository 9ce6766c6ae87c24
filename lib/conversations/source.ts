import { asc, eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { rawMessages } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';

/** The mail behind a message, byte for byte as it arrived. Throws NotFound, or Forbidden for who only reads: it may hold what the pane hides. */
export async function loadSource(agent: CurrentAgent, messageId: number): Promise<Buffer> {
  requireRole(agent, 'agent');
  const [row] = await db()
    .select({ raw: rawMessages.raw })
    .from(rawMessages)
    .where(eq(rawMessages.messageId, messageId))
    // It may have reached several mailboxes.
    .orderBy(asc(rawMessages.id))
    .limit(1);
  if (!row) throw new NotFound('The original of this message is not kept.');
  return row.raw;
}
