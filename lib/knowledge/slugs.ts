// Addresses of articles and collections: unique for ever within their kind, readable, kept when a title changes.
import { and, eq, ne, or, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, collections } from '#db/schema.ts';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { slugOf } from '#lib/platform/slug.ts';

type Sluggable = 'article' | 'collection';
const tables = { article: articles, collection: collections } as const;

export function articlePath(slug: string): `/help/articles/${string}` {
  return `/help/articles/${encodeURIComponent(slug)}`;
}

export function collectionPath(slug: string): `/help/collections/${string}` {
  return `/help/collections/${encodeURIComponent(slug)}`;
}

/** Inserts under a free address made from a title; `insert` returns no row when somebody took it in the same moment. */
export async function withFreeSlug(
  tx: Tx,
  kind: Sluggable,
  title: string,
  insert: (slug: string) => Promise<{ id: number }[]>,
): Promise<{ id: number }> {
  for (let tries = 0; tries < 5; tries++) {
    const [row] = await insert(await freeSlug(tx, kind, title));
    if (row) return row;
  }
  throw new Conflict(`Others are adding the same ${kind} right now. Nothing was saved; try again.`);
}

/** `refunds`, or `refunds-2` when taken. */
async function freeSlug(tx: Tx, kind: Sluggable, title: string): Promise<string> {
  const base = slugOf(title) || kind;
  const { slug } = tables[kind];
  const rows = await tx
    .select({ slug })
    .from(tables[kind])
    .where(or(eq(slug, base), sql`starts_with(${slug}, ${`${base}-`})`));
  const taken = new Set(rows.map((row) => row.slug));
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}

/** The address that a person typed, tidied. Throws Invalid when nothing is left of it or another one has it. */
export async function chosenSlug(tx: Tx, kind: Sluggable, wanted: string, ownId: number): Promise<string> {
  const chosen = slugOf(wanted);
  if (!chosen) throw new Invalid('The address needs at least one letter or digit.', 'slug');
  const { id, slug } = tables[kind];
  const [other] = await tx
    .select({ id })
    .from(tables[kind])
    .where(and(eq(slug, chosen), ne(id, ownId)))
    .limit(1);
  if (other) throw new Invalid(`Another ${kind} has the address "${chosen}". Choose a different one.`, 'slug');
  return chosen;
}
