// Quotes as they were that day, each with the way to its source as it is now.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import type { Citation } from '#db/schema.ts';

export type CitedPassage = {
  n: number;
  title: string;
  quote: string;
  articleId: number | null;
  /** Null: the source is gone, or not public. */
  href: string | null;
};

export async function linkCitations(citations: Citation[]): Promise<CitedPassage[]> {
  const ids = citations.flatMap(({ articleId }) => (articleId ? [articleId] : []));
  const rows =
    ids.length === 0
      ? []
      : await db().execute<{ id: number; slug: string; status: string }>(
          sql`select id::float8 as id, slug, status from articles where id in ${ids}`,
        );
  const found = new Map(rows.map((row) => [row.id, row]));
  return citations.map(({ n, title, quote, articleId }) => {
    const article = articleId ? found.get(articleId) : undefined;
    return {
      n,
      title,
      quote,
      articleId,
      href: article?.status === 'published' ? `/help/articles/${article.slug}` : null,
    };
  });
}
