// For tests: a workspace with what every conversation needs around it.
import { db } from '#db/client.ts';
import { agents, collections, contacts, topics, workspace } from '#db/schema.ts';

/** Parcelbird with its owner Olga, the customer Simran, and one collection with its topic (`labels`). */
export async function parcelbird() {
  await db().insert(workspace).values({ name: 'Parcelbird' });
  const [agent] = await db()
    .insert(agents)
    .values({ name: 'Olga', email: 'olga@example.com', role: 'owner' })
    .returning({ id: agents.id });
  const [contact] = await db()
    .insert(contacts)
    .values({ name: 'Simran Kaur', email: 'simran@example.com' })
    .returning({ id: contacts.id });
  const [collection] = await db()
    .insert(collections)
    .values({ name: 'Labels', slug: 'labels' })
    .returning({ id: collections.id });
  await db().insert(topics).values({ key: 'labels', name: 'Labels' });
  if (!agent || !contact || !collection) throw new Error('insert returned no row');
  return {
    owner: { id: agent.id, name: 'Olga', email: 'olga@example.com', role: 'owner' as const },
    contactId: contact.id,
    collectionId: collection.id,
  };
}
