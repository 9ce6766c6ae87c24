// The search index: passages ranked by BM25 (title counted twice), corrected by how well the whole source fits.
import { type Bm25, buildBm25 } from './bm25.ts';
import { tokenize } from './tokens.ts';
import { cosine, type Vector } from './vectors.ts';

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
  /** Where an embedding model is set and has read it. */
  vector?: Vector | undefined;
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
  /** Share of the passages that have a vector. */
  embedded: number;
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
  const embedded = passages.filter(({ vector }) => vector).length / Math.max(passages.length, 1);
  return { passages, byPassage: buildBm25(documents), bySource: buildBm25(texts), sourceOf, sources, titles, embedded };
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

/**
 * How near the passage's meaning is to the question's, in deviations above this help center's average, times the largest idf: cosines of two models
 * do not compare, their places in a ranking do. Fitted with the small sentence model of docs/decisions/2026-11-30-search-by-meaning.md.
 */
const MEANING = 0.25;

/** Best first. Scores are comparable within one query only. @param meaning of the question; passages near it are found without a shared word. */
export function rankPassages<P extends SourcedPassage>(
  index: PassageIndex<P>,
  terms: Map<string, number>,
  limit: number,
  meaning?: Vector,
): Hit<P>[] {
  const passageScores = index.byPassage.score(terms);
  const sourceScores = index.bySource.score(terms);
  const titleScores = scoreTitles(index, terms);
  const nearness = meaning ? nearnessTo(index, meaning) : null;
  const largest = largestIdf(index);
  const hits: Hit<P>[] = [];
  for (const position of nearness ? index.passages.keys() : passageScores.keys()) {
    const passage = index.passages[position];
    const source = index.sourceOf[position] ?? -1;
    if (!passage) continue;
    const passageScore = passageScores.get(position) ?? 0;
    const near = nearness?.[position] ?? 0;
    if (passageScore === 0 && near < UNRELATED) continue;
    const sourceScore = sourceScores.get(source) ?? 0;
    const words = WEIGHTS.passage * passageScore + WEIGHTS.source * sourceScore + titleScores(source);
    const score = (words + MEANING * largest * near) * (passage.trust ?? 1);
    hits.push({ ...passage, source: index.sources[source] ?? '', score, passageScore, sourceScore });
  }
  return hits.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, limit);
}

/** In deviations: a passage that shares no word with the question is looked at from here on, one in six. Of four passages one can reach 1.7. */
const UNRELATED = 1;

/** By position: deviations above the average, 0 below it. A passage without a vector counts as average. */
function nearnessTo(index: PassageIndex, meaning: Vector): number[] {
  const cosines = index.passages.map(({ vector }) => (vector ? cosine(vector, meaning) : null));
  const known = cosines.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(known.length, 1);
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(known.length, 1);
  const deviation = Math.sqrt(variance) || 1;
  return cosines.map((value) => (value === null ? 0 : Math.max(0, (value - mean) / deviation)));
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
