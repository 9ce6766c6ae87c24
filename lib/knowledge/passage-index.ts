// The search index: passages ranked by BM25 (title counted twice), corrected by how well the whole source fits.
import { type Bm25, buildBm25 } from './bm25.ts';
import { tokenize } from './tokens.ts';

/** A passage with what its source says about itself. `source` is `a<id>` for an article, `s<id>` for a snippet. */
export type SourcedPassage = {
  id: number;
  articleId: number | null;
  snippetId: number | null;
  title: string;
  /** Of the article's public page; null for snippets and internal articles. */
  slug: string | null;
  heading: string;
  text: string;
  /** The collection's slug; null for snippets. */
  topic: string | null;
  language: string;
  updatedAt: Date;
  internal: boolean;
  /** Multiplies the score: how far such a source is believed beside an article (1). */
  trust?: number;
  /** Past this date its owner no longer vouches for it. */
  reviewBy?: Date | null;
};

/** What a customer may read. Only an index of these may be used for a draft: the type keeps internal ones out. */
export type PublicPassage = SourcedPassage & { internal: false };

export type Hit<P extends SourcedPassage = SourcedPassage> = P & {
  source: string;
  score: number;
  passageScore: number;
  sourceScore: number;
};

export type PassageIndex<P extends SourcedPassage = SourcedPassage> = {
  passages: P[];
  byPassage: Bm25;
  bySource: Bm25;
  /** Position in `passages` → position in `bySource`. */
  sourceOf: number[];
  sources: string[];
  titles: string[][];
};

export function buildPassageIndex<P extends SourcedPassage>(passages: P[]): PassageIndex<P> {
  const sources: string[] = [];
  const titles: string[][] = [];
  const texts: string[][] = [];
  const known = new Map<string, number>();
  const sourceOf: number[] = [];
  const documents = passages.map((passage) => {
    const key = sourceKey(passage);
    const title = tokenize(passage.title);
    const body = tokenize(`${passage.heading}\n${passage.text}`);
    let source = known.get(key);
    if (source === undefined) {
      source = sources.push(key) - 1;
      known.set(key, source);
      titles.push(title);
      texts.push([...title, ...title]);
    }
    sourceOf.push(source);
    texts[source]?.push(...body);
    return [...title, ...title, ...body];
  });
  return { passages, byPassage: buildBm25(documents), bySource: buildBm25(texts), sourceOf, sources, titles };
}

export function sourceKey(passage: Pick<SourcedPassage, 'articleId' | 'snippetId'>): string {
  return passage.articleId !== null ? `a${passage.articleId}` : `s${passage.snippetId}`;
}

/**
 * What makes a score, per unit: the passage's BM25, its source's, the share of the question that stands in the title, and the share of the title
 * that stands in the question (both by idf, times the largest idf, so that all four grow alike with the help center). Fitted by a softmax over
 * candidates on one help center and checked on another: +1 to +3 points of recall at 1 and at 5.
 */
const WEIGHTS = { passage: 0.6, source: 0.4, questionInTitle: 1, titleInQuestion: 0.1 };

/** Best first. Scores are comparable within one query only. */
export function rankPassages<P extends SourcedPassage>(
  index: PassageIndex<P>,
  terms: Map<string, number>,
  limit: number,
): Hit<P>[] {
  const passageScores = index.byPassage.score(terms);
  const sourceScores = index.bySource.score(terms);
  const titleScores = scoreTitles(index, terms);
  const hits: Hit<P>[] = [];
  for (const [position, passageScore] of passageScores) {
    const passage = index.passages[position];
    const source = index.sourceOf[position] ?? -1;
    if (!passage) continue;
    const sourceScore = sourceScores.get(source) ?? 0;
    const score =
      (WEIGHTS.passage * passageScore + WEIGHTS.source * sourceScore + titleScores(source)) * (passage.trust ?? 1);
    hits.push({ ...passage, source: index.sources[source] ?? '', score, passageScore, sourceScore });
  }
  return hits.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, limit);
}

/** The largest idf that this index can give: what a word in none of the sources weighs. */
export function largestIdf(index: PassageIndex): number {
  return Math.log(1 + Math.max(index.bySource.size, 1) * 2);
}

function scoreTitles(index: PassageIndex, terms: Map<string, number>): (source: number) => number {
  const idf = (term: string) => index.bySource.idf(term);
  const asked = [...terms.keys()].reduce((sum, term) => sum + idf(term), 0) || 1;
  const largest = largestIdf(index);
  const seen = new Map<number, number>();
  return (source) => {
    const known = seen.get(source);
    if (known !== undefined) return known;
    let shared = 0;
    let whole = 0;
    for (const term of new Set(index.titles[source] ?? [])) {
      whole += idf(term);
      if (terms.has(term)) shared += idf(term);
    }
    const score =
      largest * (WEIGHTS.questionInTitle * (shared / asked) + WEIGHTS.titleInQuestion * (shared / (whole || 1)));
    seen.set(source, score);
    return score;
  };
}

/** Terms with weights: repeated words count a little more, not fully. */
export function queryTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokenize(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return new Map([...counts].map(([term, count]) => [term, 1 + Math.log(count) / 2]));
}
