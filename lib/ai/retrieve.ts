// Second stage: the passages that may answer, best first, and what the ranking says about itself. Pure: the index is handed in.
import { type Hit, type PassageIndex, queryTerms, rankPassages } from '#lib/knowledge/passage-index.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';
import { translateTerms } from './lexicon.ts';
import { signals } from './signals.ts';
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
