// Second stage: the passages that may answer, best first, and what the ranking says about itself. Pure: the index is handed in.
import {
  type Hit,
  type PassageIndex,
  type PublicPassage,
  queryTerms,
  rankPassages,
} from '#lib/knowledge/passage-index.ts';
import type { Vector } from '#lib/knowledge/vectors.ts';
import { asksOf } from './asks.ts';
import { coverage, coverageOf, weigh } from './cover.ts';
import { markOutdated } from './fresh.ts';
import { translateTerms } from './lexicon.ts';
import { signals } from './signals.ts';
import type { AskedPart, Evidence, Retrieval, Reworded } from './types.ts';

const KEPT = 8;
const SOURCES = 6;
/** Passages of a found source that are read beside those that were found themselves. */
const REST = 8;
/** How many passages are looked at to judge the ranking. */
const SEEN = 40;
/** How much the rest of the message counts in what an ask is answered with, beside an ask that says nothing. */
const ASIDE = 0.5;
/** Beside the words of one ask, the rest of the message says what it is about. */
const CONTEXT = 0.25;
/** What is past its review date ranks a little lower: beside an equal one that somebody vouches for it loses. */
const STALE = 0.85;

/**
 * @param index of public passages only, by its type: what is in it may reach a customer. @param reworded searched for in place of the question.
 * @param now decides which sources are past their review date. @param meanings of `searchedTexts`, where an embedding model is set.
 */
export function retrieve({
  index,
  question: written,
  language: spoken,
  reworded = null,
  now = new Date(),
  meanings = new Map(),
}: {
  index: PassageIndex<PublicPassage>;
  question: string;
  language: string;
  reworded?: Reworded | null;
  now?: Date;
  meanings?: Map<string, Vector>;
}): Retrieval {
  const { question, asks: askTexts } = searchedTexts(written, reworded);
  const language = reworded?.language ?? spoken;
  const translate = (text: string) => translateTerms(queryTerms(text), text, language);
  const isStale = (hit: Hit) => hit.reviewBy != null && hit.reviewBy < now;
  const rank = (terms: Map<string, number>, text: string) =>
    rankPassages(index, terms, SEEN, meanings.get(text))
      .filter((hit) => !hit.internal)
      .map((hit) => (isStale(hit) ? { ...hit, score: hit.score * STALE } : hit))
      .sort((a, b) => b.score - a.score || a.id - b.id);
  const whole = translate(question);
  const hits = rank(whole, question);
  const terms = inIndexLanguage(whole, index, hits[0]?.language, language);
  const parts = askTexts.map((text) => ({
    text,
    terms: inIndexLanguage(translate(text), index, hits[0]?.language, language),
  }));
  const asks = parts.map(({ text, terms: own }): AskedPart & { hit: Hit | undefined } => {
    const best = parts.length > 1 ? rank(withContext(own, terms), text)[0] : hits[0];
    return {
      text,
      hit: best,
      passageId: best?.id ?? null,
      coverage: coverageOf(index, best, [...own.keys()]),
      terms: soughtTerms(index, own, terms),
    };
  });
  const kept = keep(hits);
  for (const { hit } of asks) if (hit && !kept.some(({ id }) => id === hit.id)) kept.push(hit);
  for (const hit of [hits[0], ...asks.map(({ hit: best }) => best)]) kept.push(...restOf(index, hit, kept));
  const evidence = kept.map((hit) => toEvidence(hit, isStale(hit)));
  markOutdated(evidence);
  return {
    evidence: [...evidence.filter((item) => !item.outdated), ...evidence.filter((item) => item.outdated)],
    topic: topicOf(hits),
    asks: asks.map(({ hit: _, ...ask }) => ask),
    signals: {
      ...signals(index, question, terms, hits),
      ...coverage(
        index,
        hits,
        parts.map(({ terms: own }) => [...own.keys()]),
      ),
    },
  };
}

/** What is looked up for a message: all of it, and each thing that it asks. */
export function searchedTexts(written: string, reworded: Reworded | null): { question: string; asks: string[] } {
  return reworded
    ? { question: reworded.asks.join('\n'), asks: reworded.asks }
    : { question: written, asks: asksOf(written) };
}

/** Of a question in another language, only what the index knows: its own words would all look as if nobody had ever written of them. */
function inIndexLanguage(terms: Map<string, number>, index: PassageIndex, spoken: string | undefined, asked: string) {
  if (!spoken || spoken === asked) return terms;
  const known = [...terms].filter(([term]) => index.bySource.has(term));
  return known.length > 0 ? new Map(known) : terms;
}

/** "Which one is true?" says little by itself: the less an ask says, the more the rest of the message counts. */
function soughtTerms(index: PassageIndex, own: Map<string, number>, whole: Map<string, number>): [string, number][] {
  const weighed = (keys: Iterable<string>, by: number) =>
    [...keys].map((term): [string, number] => [term, Number((by * weigh(index, term)).toFixed(3))]);
  const mine = weighed(own.keys(), 1);
  const said = mine.reduce((sum, [, weight]) => sum + weight, 0);
  const others = [...whole.keys()].filter((term) => !own.has(term) && index.bySource.has(term));
  return [...mine, ...weighed(others, ASIDE / (1 + said))];
}

function withContext(own: Map<string, number>, whole: Map<string, number>): Map<string, number> {
  const terms = new Map([...whole].map(([term, weight]) => [term, weight * CONTEXT]));
  for (const [term, weight] of own) terms.set(term, weight);
  return terms;
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

/** The other passages of a source: what was asked may stand beside what was found, in words that the question does not have. */
function restOf(index: PassageIndex, hit: Hit | undefined, kept: Hit[]): Hit[] {
  if (!hit) return [];
  const known = new Set(kept.map(({ id }) => id));
  const source = index.sources.indexOf(hit.source);
  return index.passages
    .filter(({ id, internal }, at) => index.sourceOf[at] === source && !internal && !known.has(id))
    .slice(0, REST)
    .map((passage) => ({ ...passage, source: hit.source, score: 0, passageScore: 0, sourceScore: hit.sourceScore }));
}

function toEvidence(hit: Hit, stale: boolean): Evidence {
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
    stale,
  };
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
