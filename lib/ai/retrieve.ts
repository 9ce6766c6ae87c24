// Second stage: the passages that may answer, best first, and what the ranking says about itself. Pure: the index is handed in.
import { type Hit, type PassageIndex, queryTerms, rankPassages } from '#lib/knowledge/passage-index.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';
import { translateTerms } from './lexicon.ts';
import type { Evidence, Retrieval } from './types.ts';

const KEPT = 8;
const SOURCES = 6;
/** How many passages are looked at to judge the ranking. */
const SEEN = 40;

/** @param index must hold public passages only: what is in it may reach a customer. */
export function retrieve({
  index,
  question,
  language,
}: {
  index: PassageIndex;
  question: string;
  language: string;
}): Retrieval {
  const terms = translateTerms(queryTerms(question), question, language);
  const hits = rankPassages(index, terms, SEEN).filter((hit) => !hit.internal);
  const evidence = keep(hits).map(toEvidence);
  markOutdated(evidence);
  const usable = [...evidence.filter((item) => !item.outdated), ...evidence.filter((item) => item.outdated)];
  return { evidence: usable, topic: topicOf(hits), signals: signals(index, question, terms, hits) };
}

/** The best passages, and the best one of each further source, so that more than one article is seen. */
function keep(hits: Hit[]): Hit[] {
  const kept = hits.slice(0, KEPT);
  const sources = new Set(kept.map((hit) => hit.source));
  for (const hit of hits) {
    if (sources.size >= SOURCES) break;
    if (sources.has(hit.source)) continue;
    sources.add(hit.source);
    kept.push(hit);
  }
  return kept;
}

function toEvidence(hit: Hit): Evidence {
  return {
    id: hit.id,
    articleId: hit.articleId,
    snippetId: hit.snippetId,
    source: hit.source,
    title: hit.title,
    slug: hit.slug,
    heading: hit.heading,
    text: hit.text,
    language: hit.language,
    score: Number(hit.score.toFixed(3)),
    updatedAt: hit.updatedAt.toISOString(),
    outdated: false,
  };
}

const MONTH = 30 * 86_400_000;

/** Two sources about the same thing with different numbers: the one that is older by two months or more is not quoted. */
function markOutdated(evidence: Evidence[]): void {
  for (const older of evidence) {
    older.outdated = evidence.some((newer) => {
      if (newer.source === older.source) return false;
      if (Date.parse(newer.updatedAt) - Date.parse(older.updatedAt) < 2 * MONTH) return false;
      return sameMatter(newer, older) && contradict(newer.text, older.text);
    });
  }
}

function sameMatter(a: Evidence, b: Evidence): boolean {
  const left = new Set(tokenize(`${a.title} ${a.heading} ${a.text}`));
  const right = new Set(tokenize(`${b.title} ${b.heading} ${b.text}`));
  const shared = [...left].filter((term) => right.has(term)).length;
  const titles = new Set(tokenize(a.title));
  const titleShared = tokenize(b.title).some((term) => titles.has(term));
  return titleShared && shared / Math.min(left.size, right.size) > 0.3;
}

const QUANTITY = /(\d+(?:[.,]\d+)?)\s*(?:\*\*)?\s*(?:a |per |working |business |calendar )?([a-z%€$£]{1,12})/giu;

/** The same unit with no number in common. */
function contradict(a: string, b: string): boolean {
  const left = quantities(a);
  const right = quantities(b);
  return [...left].some(([unit, numbers]) => {
    const others = right.get(unit);
    return others !== undefined && ![...numbers].some((number) => others.has(number));
  });
}

function quantities(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, number = '', unit = ''] of text.matchAll(QUANTITY)) {
    const key = unit.toLowerCase().replace(/s$/, '');
    found.set(key, (found.get(key) ?? new Set()).add(number));
  }
  return found;
}

function topicOf(hits: Hit[]): string | null {
  const votes = new Map<string, number>();
  const seen = new Set<string>();
  for (const hit of hits) {
    if (!hit.topic || seen.has(hit.source)) continue;
    seen.add(hit.source);
    votes.set(hit.topic, (votes.get(hit.topic) ?? 0) + hit.score / seen.size);
    if (seen.size === 5) break;
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The features that data.md found to carry the information; raw top scores are weak and only here for the record. */
function signals(
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
