// What the team knew at a moment, as far as it can be told: articles keep no history, so their text is today's.
import type { Tx } from '#db/client.ts';
import { articles, snippets } from '#db/schema.ts';
import { buildPassageIndex, type PassageIndex, type PublicPassage } from '#lib/knowledge/passage-index.ts';
import { loadPassageIndex } from '#lib/knowledge/search.ts';

export type PastKnowledge = {
  /** @returns the same index as long as the same sources were there: ask in order of time. */
  at: (moment: Date) => PassageIndex<PublicPassage>;
  /** The article's text was changed after that moment. */
  changedSince: (articleId: number, moment: Date) => boolean;
};

/**
 * Snippets count from the moment they were written: one that came out of this very conversation is younger than its message.
 * @param knowledge `then` leaves out articles that were published later, too; `today` keeps them.
 */
export async function loadPastKnowledge(tx: Tx, knowledge: 'then' | 'today'): Promise<PastKnowledge> {
  const today = await loadPassageIndex(tx, 'customer');
  const written = await tx.select({ id: snippets.id, at: snippets.createdAt }).from(snippets);
  const published = await tx
    .select({ id: articles.id, at: articles.publishedAt, made: articles.createdAt, changed: articles.updatedAt })
    .from(articles);
  const since = new Map<string, Date>(written.map(({ id, at }) => [`s${id}`, at]));
  if (knowledge === 'then') for (const { id, at, made } of published) since.set(`a${id}`, at ?? made);
  const changed = new Map(published.map((row) => [row.id, row.changed]));
  const sourceOf = ({ articleId, snippetId }: PublicPassage) =>
    articleId === null ? `s${snippetId}` : `a${articleId}`;
  const known = (passage: PublicPassage, moment: Date) => {
    const from = since.get(sourceOf(passage));
    return !from || from <= moment;
  };
  let held = { size: today.passages.length, index: today };
  return {
    at: (moment) => {
      // Sources only ever come in with time, so as many passages are the same passages.
      const passages = today.passages.filter((passage) => known(passage, moment));
      if (passages.length === today.passages.length) return today;
      if (passages.length !== held.size) held = { size: passages.length, index: buildPassageIndex(passages) };
      return held.index;
    },
    changedSince: (articleId, moment) => (changed.get(articleId)?.getTime() ?? 0) > moment.getTime(),
  };
}
