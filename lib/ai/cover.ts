// Does the best source say what was asked, or only talk about the same thing? Numbers for the outcome model; `score.ts` lists them. Pure.
import type { Hit, PassageIndex } from '#lib/knowledge/passage-index.ts';
import { largestIdf } from '#lib/knowledge/passage-index.ts';
import { tokenize } from '#lib/knowledge/tokens.ts';
import { rarity, similarity } from './words.ts';

/** Two words nearer than this count in part for each other ("photo" for "picture"). */
const NEAR = 0.55;
const PARTIAL = 0.8;
/** Everyday words carry nothing: what is commoner than this is not looked for. */
const EVERYDAY = 0.35;

export type Coverage = { bare: number; pair: number; whole: number; strange: number };

/** @param hits all of them; the best one's source is read sentence by sentence. @param asks search terms of each thing that was asked. */
export function coverage(index: PassageIndex, hits: Hit[], asks: string[][]): Record<string, number> {
  const top = hits[0]?.source;
  const read = readSource(hits.filter((hit) => hit.source === top));
  const each = asks.map((terms) => coverAsk(index, [...new Set(terms)], read));
  const average = (name: keyof Coverage) =>
    round(each.reduce((sum, ask) => sum + ask[name], 0) / Math.max(each.length, 1));
  return {
    bareSentence: average('bare'),
    sentencePair: average('pair'),
    scattered: round(average('whole') - average('pair')),
    strange: average('strange'),
  };
}

/** Share of one ask that a single passage holds, near words counted in part: 0 to 1. */
export function coverageOf(index: PassageIndex, hit: Hit | undefined, terms: string[]): number {
  return hit ? round(coverAsk(index, [...new Set(terms)], readSource([hit])).whole) : 0;
}

type Read = { title: Set<string>; all: Set<string>; sentences: Set<string>[] };

function readSource(hits: Hit[]): Read {
  const title = new Set(tokenize(hits[0]?.title ?? ''));
  const sentences = hits.flatMap((hit) => {
    const heading = tokenize(hit.heading);
    return hit.text
      .split(/\n+|(?<=[.!?。!?])\s+/u)
      .map((part) => tokenize(part))
      .filter((terms) => terms.length > 0)
      .map((terms) => new Set([...terms, ...heading]));
  });
  return { title, sentences, all: new Set([...title, ...sentences.flatMap((terms) => [...terms])]) };
}

/**
 * bare: share of the ask in one sentence, word for word. pair: share in two sentences together with the title, near words counted in part.
 * whole: the same in all of the source. strange: weight of the words that no source has.
 */
function coverAsk(index: PassageIndex, terms: string[], read: Read): Coverage {
  const weights = terms.map((term) => weigh(index, term));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const near = terms.map((term) => nearest(term, read.all));
  const share = (has: (at: number) => number) =>
    terms.reduce((sum, _, at) => sum + (weights[at] ?? 0) * has(at), 0) / total;
  const within = (sets: Set<string>[]) =>
    share((at) => Math.max(0, ...(near[at] ?? []).map(([word, by]) => (sets.some((set) => set.has(word)) ? by : 0))));
  let bare = 0;
  let pair = 0;
  read.sentences.forEach((sentence, at) => {
    bare = Math.max(
      bare,
      share((term) => (sentence.has(terms[term] ?? '') ? 1 : 0)),
    );
    const next = read.sentences[at + 1];
    pair = Math.max(pair, within(next ? [sentence, next, read.title] : [sentence, read.title]));
  });
  const strange = terms.reduce((sum, term, at) => sum + (index.bySource.has(term) ? 0 : (weights[at] ?? 0)), 0);
  return { bare, pair, whole: within([read.all]), strange: Math.min(1, strange / 3) };
}

/** The words of a source that stand for this one, and how far. */
function nearest(term: string, words: Set<string>): [string, number][] {
  const found: [string, number][] = [];
  for (const word of words) {
    const by = word === term ? 1 : Math.max(0, (similarity(term, word) - NEAR) / (1 - NEAR)) * PARTIAL;
    if (by > 0) found.push([word, by]);
  }
  return found;
}

/** Rare in English and telling in this help center: what a question turns on. */
export function weigh(index: PassageIndex, term: string): number {
  const here = Math.min(1, index.bySource.idf(term) / largestIdf(index));
  return Math.max(0, rarity(term) - EVERYDAY) * (0.3 + 0.7 * here) * 1.5;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
