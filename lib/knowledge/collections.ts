// Owns collections, the shelves of the help center. Knows no article text.
import { asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, collections } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';
import { chosenSlug, withFreeSlug } from './slugs.ts';

export type Collection = {
  id: number;
  name: string;
  slug: string;
  description: string;
  icon: string;
  published: number;
  total: number;
};

export type CollectionInput = { name: string; description: string; icon: string; slug?: string };

/** In the order of the portal, with how many articles each has (`total` counts drafts and internal ones too). */
export async function listCollections(tx: Tx, agent: CurrentAgent): Promise<Collection[]> {
  requireRole(agent, 'viewer');
  return tx
    .select({
      id: collections.id,
      name: collections.name,
      slug: collections.slug,
      description: collections.description,
      icon: collections.icon,
      published: sql<number>`count(*) filter (where ${articles.status} = 'published')::int`,
      total: sql<number>`count(${articles.id})::int`,
    })
    .from(collections)
    .leftJoin(articles, eq(articles.collectionId, collections.id))
    .groupBy(collections.id)
    .orderBy(asc(collections.position), asc(collections.id));
}

export async function createCollection(tx: Tx, agent: CurrentAgent, input: CollectionInput): Promise<{ id: number }> {
  requireRole(agent, 'agent');
  const { slug: wanted, ...values } = input;
  return withFreeSlug(tx, 'collection', wanted || input.name, (slug) =>
    tx
      .insert(collections)
      .values({ ...values, slug, position: sql`(select coalesce(max(position), 0) + 1 from collections)` })
      .onConflictDoNothing({ target: collections.slug })
      .returning({ id: collections.id }),
  );
}

export async function updateCollection(tx: Tx, agent: CurrentAgent, id: number, input: CollectionInput): Promise<void> {
  requireRole(agent, 'agent');
  const slug = input.slug ? { slug: await chosenSlug(tx, 'collection', input.slug, id) } : {};
  const moved = await tx
    .update(collections)
    .set({ name: input.name, description: input.description, icon: input.icon, ...slug })
    .where(eq(collections.id, id))
    .returning({ id: collections.id });
  if (!moved.length) throw gone();
}

/** Puts it one place up or down; at the end of the row nothing happens. */
export async function moveCollection(tx: Tx, agent: CurrentAgent, id: number, by: -1 | 1): Promise<void> {
  requireRole(agent, 'agent');
  const order = await tx
    .select({ id: collections.id })
    .from(collections)
    .orderBy(asc(collections.position), asc(collections.id))
    .for('update');
  const ids = order.map((row) => row.id);
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0) throw gone();
  if (to < 0 || to >= ids.length) return;
  ids.splice(to, 0, ...ids.splice(from, 1));
  for (const [position, collectionId] of ids.entries()) {
    await tx.update(collections).set({ position }).where(eq(collections.id, collectionId));
  }
}

/** Only an empty one: articles are never deleted along with their shelf. */
export async function deleteCollection(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'agent');
  const [row] = await tx.select({ id: collections.id }).from(collections).where(eq(collections.id, id)).for('update');
  if (!row) throw gone();
  const [full] = await tx.select({ id: articles.id }).from(articles).where(eq(articles.collectionId, id)).limit(1);
  if (full) {
    throw new Conflict('This collection still has articles. Nothing was deleted; move or delete its articles first.');
  }
  await tx.delete(collections).where(eq(collections.id, id));
}

function gone(): NotFound {
  return new NotFound('This collection does not exist any more. Somebody may have deleted it.');
}
