// What anybody may read: published articles and the collections that hold one. Every public page reads through here.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, collections } from '#db/schema.ts';
import { excerptOf } from './excerpt.ts';

export type PortalCollection = { name: string; slug: string; description: string; icon: string; count: number };
export type PortalArticleLink = { title: string; slug: string; language: string; excerpt: string };

const published = eq(articles.status, 'published');

/** In the team's order; collections without a published article are not there. */
export async function portalCollections(tx: Tx): Promise<PortalCollection[]> {
  return tx
    .select({
      name: collections.name,
      slug: collections.slug,
      description: collections.description,
      icon: collections.icon,
      count: sql<number>`count(*)::int`,
    })
    .from(collections)
    .innerJoin(articles, and(eq(articles.collectionId, collections.id), published))
    .groupBy(collections.id)
    .orderBy(asc(collections.position), asc(collections.id));
}

/** Null when there is no such collection, or nothing in it that is published. */
export async function portalCollection(
  tx: Tx,
  slug: string,
): Promise<{ name: string; slug: string; description: string; icon: string; articles: PortalArticleLink[] } | null> {
  const rows = await tx
    .select({ collection: collections, title: articles.title, slug: articles.slug, language: articles.language, start })
    .from(collections)
    .innerJoin(articles, and(eq(articles.collectionId, collections.id), published))
    .where(eq(collections.slug, slug))
    .orderBy(asc(articles.id));
  const collection = rows[0]?.collection;
  if (!collection) return null;
  return {
    name: collection.name,
    slug: collection.slug,
    description: collection.description,
    icon: collection.icon,
    articles: rows.map((row) => ({
      title: row.title,
      slug: row.slug,
      language: row.language,
      excerpt: excerptOf(row.start, 120),
    })),
  };
}

/** Whether the portal has a page at this address. */
export async function isPublic(tx: Tx, kind: 'article' | 'collection', slug: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: articles.id })
    .from(articles)
    .innerJoin(collections, eq(collections.id, articles.collectionId))
    .where(and(published, eq(kind === 'article' ? articles.slug : collections.slug, slug)))
    .limit(1);
  return row !== undefined;
}

export type PortalArticle = {
  id: number;
  title: string;
  slug: string;
  body: string;
  language: string;
  excerpt: string;
  updatedAt: Date;
  publishedAt: Date | null;
  collection: { name: string; slug: string };
  previous: { title: string; slug: string } | null;
  next: { title: string; slug: string } | null;
};

/** Null for drafts and internal articles as for addresses that never were: nobody learns that they exist. */
export async function portalArticle(tx: Tx, slug: string): Promise<PortalArticle | null> {
  const [row] = await tx
    .select({ article: articles, collection: { name: collections.name, slug: collections.slug } })
    .from(articles)
    .innerJoin(collections, eq(collections.id, articles.collectionId))
    .where(and(eq(articles.slug, slug), published));
  if (!row) return null;
  const { id, title, body, language, updatedAt, publishedAt, collectionId } = row.article;
  const neighbours = await tx
    .select({ id: articles.id, title: articles.title, slug: articles.slug })
    .from(articles)
    .where(and(eq(articles.collectionId, collectionId), published))
    .orderBy(asc(articles.id));
  const place = neighbours.findIndex((neighbour) => neighbour.id === id);
  return {
    id,
    title,
    slug: row.article.slug,
    body,
    language,
    excerpt: excerptOf(body),
    updatedAt,
    publishedAt,
    collection: row.collection,
    previous: neighbours[place - 1] ?? null,
    next: neighbours[place + 1] ?? null,
  };
}

/** Every public page but home, for the sitemap; at most 45,000 articles. */
export async function portalPages(
  tx: Tx,
): Promise<{ collections: string[]; articles: { slug: string; updatedAt: Date }[] }> {
  const shelves = await portalCollections(tx);
  const pages = await tx
    .select({ slug: articles.slug, updatedAt: articles.updatedAt })
    .from(articles)
    .where(published)
    .orderBy(asc(articles.id))
    .limit(45_000);
  return { collections: shelves.map((shelf) => shelf.slug), articles: pages };
}

const start = sql<string>`left(${articles.body}, 480)`;
