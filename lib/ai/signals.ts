// What a ranking says about itself, as numbers for the two small models. Pure; `score.ts` lists what each one means.
import type { Hit, PassageIndex } from '#lib/knowledge/passage-index.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';

/** Shares and ratios: raw scores alone are weak, and they compare between questions only when scaled. */
export function signals(
  index: PassageIndex,
  question: string,
  terms: Map<string, number>,
  hits: Hit[],
): Record<string, number> {
  const top = hits[0];
  const list = [...terms.keys()];
  const idf = (term: string) => index.bySource.idf(term);
  // Scores grow with the size of the help center; divided by the rarest word's weight they compare between a large and a small one.
  const highest = Math.log(1 + Math.max(index.bySource.size, 1) * 2);
  const total = list.reduce((sum, term) => sum + idf(term), 0) || 1;
  const unknown = list.filter((term) => !index.bySource.has(term));
  const perSource = new Map<string, Hit>();
  for (const hit of hits) if (!perSource.has(hit.source)) perSource.set(hit.source, hit);
  const ranked = [...perSource.values()];
  const second = ranked[1];
  const bySource = [...ranked].sort((a, b) => b.sourceScore - a.sourceScore)[0];
  const titleTerms = new Set(tokenize(top?.title ?? ''));
  const passageTerms = new Set(tokenize(`${top?.title ?? ''} ${top?.heading ?? ''} ${top?.text ?? ''}`));
  const sourceTerms = new Set(
    hits.filter((hit) => hit.source === top?.source).flatMap((hit) => tokenize(`${hit.heading} ${hit.text}`)),
  );
  const titleIdf = [...titleTerms].reduce((sum, term) => sum + idf(term), 0) || 1;
  const inTop5 = hits.slice(0, 5).filter((hit) => hit.source === top?.source).length;
  const covered = (set: Set<string>) => list.filter((term) => set.has(term)).reduce((sum, term) => sum + idf(term), 0);
  return {
    titleCoverage: round(
      list.filter((term) => titleTerms.has(term)).reduce((sum, term) => sum + idf(term), 0) / titleIdf,
    ),
    titleShareOfQuery: round(covered(titleTerms) / total),
    passageCoverage: round(covered(passageTerms) / total),
    sourceCoverage: round(covered(sourceTerms) / total),
    margin: round(top && second ? (top.score - second.score) / top.score : top ? 1 : 0),
    agreement: top && bySource?.source === top.source ? 1 : 0,
    concentration: round(inTop5 / 5),
    unknownShare: round(unknown.length / Math.max(list.length, 1)),
    topScore: round((top?.score ?? 0) / 12 / highest),
    scorePerTerm: round((top?.score ?? 0) / Math.max(list.length, 1) / highest),
    queryTerms: round(Math.min(list.length, 60) / 60),
    ...askSignals(index, question, passageTerms, new Set([...sourceTerms, ...titleTerms])),
    snippetTop: top?.snippetId != null ? 1 : 0,
  };
}

/**
 * How well each question sentence alone is covered by the best source: a passage about the right thing that lacks the one word that was
 * asked about ("photo", "Sunday") is the commonest wrong answer.
 */
function askSignals(
  index: PassageIndex,
  question: string,
  passage: Set<string>,
  source: Set<string>,
): Record<string, number> {
  const all = question.split(/(?<=[.!?？。\n])\s*/u).filter((part) => tokenize(part).length >= 2);
  const marked = all.filter((part) => /[?？]\s*$/.test(part) || ASKING.test(part));
  const asks = (marked.length > 0 ? marked : all).slice(0, 8).map((part) => [...new Set(tokenize(part))]);
  const idf = (term: string) => index.bySource.idf(term);
  const coverage = (terms: string[], set: Set<string>) =>
    terms.filter((term) => set.has(term)).reduce((sum, term) => sum + idf(term), 0) /
    (terms.reduce((sum, term) => sum + idf(term), 0) || 1);
  const inPassage = asks.map((terms) => coverage(terms, passage));
  const inSource = asks.map((terms) => coverage(terms, source));
  const terms = [...new Set(asks.flat())];
  const highest = Math.log(1 + Math.max(index.bySource.size, 1) * 2);
  const missing = terms.filter((term) => !source.has(term)).map((term) => idf(term) / highest);
  const present = terms.filter((term) => source.has(term)).map((term) => idf(term) / highest);
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  return {
    askPassage: round(average(inPassage)),
    askSource: round(average(inSource)),
    askWeakest: round(inSource.length > 0 ? Math.min(...inSource) : 0),
    askBest: round(inPassage.length > 0 ? Math.max(...inPassage) : 0),
    askCount: round(Math.min(asks.length, 5) / 5),
    missingMost: round(Math.max(0, ...missing)),
    missingKnown: round(
      Math.max(
        0,
        ...terms.filter((term) => !source.has(term) && index.bySource.has(term)).map((term) => idf(term) / highest),
      ),
    ),
    missingCount: round(Math.min(missing.length, 10) / 10),
    presentMost: round(Math.max(0, ...present)),
    presentCount: round(Math.min(present.length, 10) / 10),
  };
}

const ASKING =
  /^\s*(and |also |but |so )?(how|what|where|when|which|who|why|can|could|do|does|did|is|are|will|would|may|must|should|any|wie|was|wo|wann|kann|comment|combien|quel|est-ce|como|cuanto|puedo|hoe|kan|qual|posso)\b/i;

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
