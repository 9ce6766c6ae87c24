// The team's list of articles: filtered, a page at a time.
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type ArticleStatus, agents, articles, collections } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { wordPatterns } from '#lib/platform/search-text.ts';

export type ArticleFilter = {
  query?: string;
  collectionId?: number;
  status?: ArticleStatus;
  due?: boolean;
  page?: number;
};

export type ArticleRow = {
  id: number;
  title: string;
  slug: string;
  status: ArticleStatus;
  language: string;
  collection: string;
  /** Past its day: its facts should be checked. */
  due: boolean;
  updatedAt: Date;
  updatedBy: string | null;
};

export const ARTICLES_PER_PAGE = 50;

/** Last saved first; `total` counts every match. A query finds words in title and text, as typed. */
export async function listArticles(
  tx: Tx,
  agent: CurrentAgent,
  { query = '', collectionId, status, due = false, page = 1 }: ArticleFilter,
): Promise<{ rows: ArticleRow[]; total: number }> {
  requireRole(agent, 'viewer');
  const conditions: SQL[] = wordPatterns(query).map(
    (word) => sql`(${articles.title} || ' ' || ${articles.body}) ilike ${word}`,
  );
  if (collectionId) conditions.push(eq(articles.collectionId, collectionId));
  if (due) conditions.push(sql`${articles.reviewBy} < now()`);
  if (status) conditions.push(eq(articles.status, status));
  const rows = await tx
    .select({
      id: articles.id,
      title: articles.title,
      slug: articles.slug,
      status: articles.status,
      language: articles.language,
      collection: collections.name,
      due: sql<boolean>`coalesce(${articles.reviewBy} < now(), false)`,
      updatedAt: articles.updatedAt,
      updatedBy: agents.name,
    })
    .from(articles)
    .innerJoin(collections, eq(collections.id, articles.collectionId))
    .leftJoin(agents, eq(agents.id, articles.authorId))
    .where(and(...conditions))
    .orderBy(desc(articles.updatedAt), desc(articles.id))
    .limit(ARTICLES_PER_PAGE)
    .offset((page - 1) * ARTICLES_PER_PAGE);
  const [count] = await tx
    .select({ total: sql<number>`count(*)::int` })
    .from(articles)
    .where(and(...conditions));
  return { rows, total: count?.total ?? 0 };
}
