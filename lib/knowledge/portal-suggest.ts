// Articles that may answer a message before it is sent. Published ones only, and none rather than any.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { articles, collections } from '#db/schema.ts';
import { coverage } from './coverage.ts';
import { queryTerms } from './passage-index.ts';
import { loadPassageIndex, searchPassages } from './search.ts';

export type SuggestedArticle = { title: string; slug: string; language: string; collection: string };

const MOST = 3;
const CHARACTERS = 2000;

/**
 * How much of the message's rare words an article's passage must hold. On 191 questions of the demo that the help center answers, .15 names the
 * right article beside the form for 66 in 100 (and 2 articles a message); .3 names one for 41, 35 of them with the right one: only that
 * is worth stepping between a person and their message.
 */
const BAR = { beside: 0.15, between: 0.3 } as const;

/** @param place `beside` the form while one types, or `between` the form and sending. At most three, best first. */
export async function suggestArticles(tx: Tx, message: string, place: keyof typeof BAR): Promise<SuggestedArticle[]> {
  const text = message.trim().slice(0, CHARACTERS);
  const terms = queryTerms(text);
  if (terms.size < 2) return [];
  const hits = await searchPassages(tx, text, { audience: 'portal', limit: 40 });
  const { byPassage } = await loadPassageIndex(tx, 'portal');
  const best = new Map<number, number>();
  for (const { articleId, title, heading, text: passage } of hits) {
    if (articleId === null || best.has(articleId)) continue;
    best.set(articleId, coverage(byPassage, terms, `${title} ${heading} ${passage}`));
    if (best.size === MOST) break;
  }
  const ids = [...best].filter(([, covered]) => covered >= BAR[place]).map(([id]) => id);
  if (ids.length === 0) return [];
  // Read again by id and status: what the index still holds is not proof that it is public.
  const rows = await tx
    .select({
      id: articles.id,
      title: articles.title,
      slug: articles.slug,
      language: articles.language,
      collection: collections.name,
    })
    .from(articles)
    .innerJoin(collections, eq(collections.id, articles.collectionId))
    .where(and(inArray(articles.id, ids), eq(articles.status, 'published')));
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(({ id: _, ...article }) => article));
}
