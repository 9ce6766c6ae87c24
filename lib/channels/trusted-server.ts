// Whose word about senders a mailbox believes. Knows no mail: lib/inbound/authenticity reads what that server says.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';

/**
 * The authserv-id (RFC 8601) that the receiving server signs its Authentication-Results with. Empty: nobody's word counts, and fetched mail
 * is proven by DKIM alone.
 */
export async function saveTrustedServer(tx: Tx, agent: CurrentAgent, id: number, authservId: string): Promise<void> {
  requireRole(agent, 'admin');
  const name = authservId.trim().toLowerCase();
  if (name && !/^[a-z0-9](?:[a-z0-9._:-]{0,251}[a-z0-9])?$/.test(name))
    throw new Invalid('Give the one name that the server puts first there, e.g. mx.example.com.', 'authservId');
  const rows = await tx
    .update(mailboxes)
    .set({ authservId: name || null })
    .where(eq(mailboxes.id, id))
    .returning({ id: mailboxes.id });
  if (rows.length === 0) throw new NotFound('This mailbox is gone. Reload the page.');
}
