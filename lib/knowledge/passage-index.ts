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
};

export type Hit = SourcedPassage & { source: string; score: number; passageScore: number; sourceScore: number };

export type PassageIndex = {
  passages: SourcedPassage[];
  byPassage: Bm25;
  bySource: Bm25;
  /** Position in `passages` → position in `bySource`. */
  sourceOf: number[];
  sources: string[];
  titles: string[][];
};

export function buildPassageIndex(passages: SourcedPassage[]): PassageIndex {
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

/** Share of the whole source in the score; the rest is the passage's own. Fitted on the development sets. */
const SOURCE_SHARE = 0.4;

/** Best first. Scores are BM25 sums: comparable within one query only. */
export function rankPassages(index: PassageIndex, terms: Map<string, number>, limit: number): Hit[] {
  const passageScores = index.byPassage.score(terms);
  const sourceScores = index.bySource.score(terms);
  const hits: Hit[] = [];
  for (const [position, passageScore] of passageScores) {
    const passage = index.passages[position];
    const source = index.sourceOf[position] ?? -1;
    if (!passage) continue;
    const sourceScore = sourceScores.get(source) ?? 0;
    const score = (1 - SOURCE_SHARE) * passageScore + SOURCE_SHARE * sourceScore;
    hits.push({ ...passage, source: index.sources[source] ?? '', score, passageScore, sourceScore });
  }
  return hits.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, limit);
}

/** Terms with weights: repeated words count a little more, not fully. */
export function queryTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokenize(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return new Map([...counts].map(([term, count]) => [term, 1 + Math.log(count) / 2]));
}
