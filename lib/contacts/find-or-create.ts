import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { contacts } from '#db/schema.ts';

/** The customer behind an address, made on first contact. A name fills an empty one and never replaces what the team sees. Returns the id. */
export async function findOrCreateContact(tx: Tx, person: { email: string; name: string }): Promise<number> {
  const email = person.email.trim().toLowerCase();
  const [created] = await tx
    .insert(contacts)
    .values({ email, name: person.name })
    .onConflictDoNothing()
    .returning({ id: contacts.id });
  if (created) return created.id;
  if (person.name)
    await tx
      .update(contacts)
      .set({ name: person.name })
      .where(and(eq(contacts.email, email), eq(contacts.name, '')));
  const [known] = await tx.select({ id: contacts.id }).from(contacts).where(eq(contacts.email, email));
  if (!known) throw new Error('the contact vanished while it was looked up');
  return known.id;
}
