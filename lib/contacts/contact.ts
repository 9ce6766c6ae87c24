// One customer: what the team knows, and whether only people may answer them.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { companies, contacts } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';

/** Throws NotFound. */
export async function loadContact(id: number) {
  const [row] = await db()
    .select({ contact: contacts, company: companies })
    .from(contacts)
    .leftJoin(companies, eq(companies.id, contacts.companyId))
    .where(eq(contacts.id, id));
  if (!row) throw new NotFound('There is no such customer.');
  return row;
}

/** The AI then never sends to them by itself, in any conversation. */
export async function setAlwaysPerson(tx: Tx, agent: CurrentAgent, id: number, alwaysPerson: boolean): Promise<void> {
  requireRole(agent, 'agent');
  const changed = await tx
    .update(contacts)
    .set({ alwaysPerson })
    .where(eq(contacts.id, id))
    .returning({ id: contacts.id });
  if (changed.length === 0) throw new NotFound('There is no such customer.');
}
