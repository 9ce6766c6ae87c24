// The portal's search: published articles only, useful from the third letter on.
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, collections } from '#db/schema.ts';
import { excerptOf } from './excerpt.ts';
import { type PortalAnswer, portalAnswer } from './portal-answer.ts';
import { searchPassages } from './search.ts';

export type PortalResult = { title: string; slug: string; collection: string; language: string; excerpt: string };
export type PortalSearch = { results: PortalResult[]; answer: PortalAnswer | null };

/** Titles that begin every typed word come first (so that half a word finds something), then the best passages. */
export async function searchPortal(tx: Tx, query: string, limit = 8): Promise<PortalSearch> {
  const asked = query.trim().slice(0, 200);
  if (asked.length < 2) return { results: [], answer: null };
  const byTitle = await titleMatches(tx, asked, limit);
  const hits = await searchPassages(tx, asked, { audience: 'portal', limit: 40 });
  const texts = new Map<number, string>();
  for (const hit of hits) if (hit.articleId !== null && !texts.has(hit.articleId)) texts.set(hit.articleId, hit.text);
  const ids = [...new Set([...byTitle, ...texts.keys()])].slice(0, limit);
  if (!ids.length) return { results: [], answer: null };
  // Read again by id and status: what the index still holds is not proof that it is public.
  const rows = await tx
    .select({
      id: articles.id,
      title: articles.title,
      slug: articles.slug,
      language: articles.language,
      start: sql<string>`left(${articles.body}, 480)`,
      collection: collections.name,
    })
    .from(articles)
    .innerJoin(collections, eq(collections.id, articles.collectionId))
    .where(and(inArray(articles.id, ids), eq(articles.status, 'published')));
  const found = new Map(rows.map((row) => [row.id, row]));
  const results = ids.flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    const { title, slug, language, collection } = row;
    return [{ title, slug, language, collection, excerpt: excerptOf(texts.get(id) ?? row.start, 140) }];
  });
  const best = hits[0];
  const sure = best?.articleId && found.has(best.articleId) ? await portalAnswer(tx, asked, hits) : null;
  return { results, answer: sure };
}

async function titleMatches(tx: Tx, asked: string, limit: number): Promise<number[]> {
  const words = asked.match(/[\p{L}\p{N}]+/gu)?.slice(0, 6) ?? [];
  if (!words.length) return [];
  const starts: SQL[] = words.map((word) =>
    // Japanese and Chinese have no spaces between words: anywhere in the title will do.
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)
      ? sql`strpos(lower(${articles.title}), ${word.toLowerCase()}) > 0`
      : sql`${articles.title} ~* ${`\\m${word}`}`,
  );
  const rows = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.status, 'published'), ...starts))
    .orderBy(sql`length(${articles.title})`)
    .limit(limit);
  return rows.map((row) => row.id);
}
