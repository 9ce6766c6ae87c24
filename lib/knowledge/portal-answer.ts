// When a search is a question that one passage clearly answers, the portal shows that passage itself, word for word.
import type { Tx } from '#db/client.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { type Hit, queryTerms } from './passage-index.ts';
import { loadPassageIndex } from './search.ts';
import { tokenize } from './tokens.ts';

/** A quotation, never generated: `html` is safe, `source` is where it stands. */
export type PortalAnswer = { html: string; source: { title: string; slug: string } };

/** Shares of the question's rare words that the quotation must hold; words nobody ever wrote count against it in full. */
const COVERED = 0.75;
/** How far the best article must be ahead of the next, unless its title alone holds half of the question. */
const AHEAD = 1.2;

/** @param hits of `searchPassages(…, { audience: 'portal' })` for this question, best first. */
export async function portalAnswer(tx: Tx, question: string, hits: Hit[]): Promise<PortalAnswer | null> {
  const [best] = hits;
  const terms = queryTerms(question);
  if (!best?.slug || terms.size < 2) return null;
  const { byPassage } = await loadPassageIndex(tx, 'portal');
  const share = (text: string) => {
    const held = new Set(tokenize(text));
    let covered = 0;
    let all = 0;
    for (const term of terms.keys()) {
      const weight = byPassage.idf(term);
      all += weight;
      if (held.has(term)) covered += weight;
    }
    return all > 0 ? covered / all : 0;
  };
  if (share(`${best.title} ${best.heading} ${best.text}`) < COVERED) return null;
  const rival = hits.find((hit) => hit.source !== best.source);
  const ahead = !rival || best.score >= rival.score * AHEAD;
  if (!ahead && share(best.title) < 0.5) return null;
  return { html: renderMarkdown(best.text), source: { title: best.title, slug: best.slug } };
}
