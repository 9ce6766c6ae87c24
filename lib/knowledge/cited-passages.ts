// Quotes as they were that day, each with the way to its source as it is now.
import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import type { Citation } from '#db/schema.ts';

export type CitedPassage = {
  n: number;
  title: string;
  quote: string;
  articleId: number | null;
  /** Null: the source is gone, or not public. */
  href: string | null;
  /** It is what a person answered in a solved conversation. */
  solved: CitedSolved | null;
};

/** `at` null: the conversation was reopened or removed, so that it is no source any more. `open`: nobody has decided about it yet. */
export type CitedSolved = { conversationId: number; at: string | null; open: boolean };

export async function linkCitations(citations: Citation[]): Promise<CitedPassage[]> {
  const [articles, solved] = await Promise.all([findArticles(citations), findSolved(citations)]);
  return citations.map(({ n, title, quote, articleId, solvedId }) => {
    const article = articleId ? articles.get(articleId) : undefined;
    return {
      n,
      title,
      quote,
      articleId,
      href: article?.status === 'published' ? `/help/articles/${article.slug}` : null,
      solved:
        solvedId === undefined ? null : (solved.get(solvedId) ?? { conversationId: solvedId, at: null, open: false }),
    };
  });
}

async function findArticles(citations: Citation[]) {
  const ids = citations.flatMap(({ articleId }) => (articleId ? [articleId] : []));
  if (ids.length === 0) return new Map<number, { slug: string; status: string }>();
  const rows = await db().execute<{ id: number; slug: string; status: string }>(
    sql`select id::float8 as id, slug, status from articles where id in ${ids}`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function findSolved(citations: Citation[]): Promise<Map<number, CitedSolved>> {
  const ids = citations.flatMap(({ solvedId }) => (solvedId === undefined ? [] : [solvedId]));
  if (ids.length === 0) return new Map();
  const rows = await db().execute<CitedSolved>(sql`
    select conversation_id::float8 as "conversationId", status = 'ready' as open,
      ${iso('solved_at')} as at
    from solved_answers where conversation_id in ${ids}`);
  return new Map(rows.map((row) => [row.conversationId, row]));
}
