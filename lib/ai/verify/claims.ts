// Takes an answer apart into claims, and finds for each the words of the source that carry it. Pure.
import { tokenize } from '#lib/knowledge/tokens.ts';
import { sentences, unitsOf } from '../draft/sentences.ts';

export type SaidClaim = {
  text: string;
  cited: number[];
  /** It is one of numbered steps: something to do, word for word. */
  step: boolean;
};

/** Sentences and list items with the numbers that stand at their end. */
export function claimsOf(answer: string): SaidClaim[] {
  const lines = answer.split('\n').filter((line) => line.trim() && !/^\s*(\||```)/.test(line));
  return lines.flatMap((line) => {
    const listed = /^\s*([-*+]|\d+[.)])\s/.test(line);
    const step = /^\s*\d+[.)]\s/.test(line);
    const bare = line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '').replace(/([.!?。!?])((?:\s*\[\d{1,2}\])+)/gu, '$2$1');
    const said = sentences(bare).map((sentence) => ({
      text: sentence.replace(/\s*\[\d{1,2}\]/g, '').trim(),
      cited: marksOf(sentence),
      step,
    }));
    // A list item is one thing with one mark at its end, however many sentences it has; in prose each sentence needs its own.
    const own = listed ? (said.at(-1)?.cited ?? []) : [];
    return said
      .map((claim) => (claim.cited.length > 0 ? claim : { ...claim, cited: own }))
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  });
}

function marksOf(sentence: string): number[] {
  return [...new Set([...sentence.matchAll(/\[(\d{1,2})\]/g)].map(([, digits]) => Number(digits)))];
}

/** Share of the claim's words below which nothing is said to carry it. */
const LEAST = 0.4;

type SourceSentence = { text: string; words: Set<string> };

/** A source, read once for all claims. */
export function sentencesOf(source: string): SourceSentence[] {
  return unitsOf(source)
    .flatMap((unit) => sentences(unit.text))
    .map((text) => ({ text, words: new Set(tokenize(text)) }));
}

type Span = { text: string; share: number };

export function spanOf(claim: string, source: string): Span | null {
  return spanAmong(claim, sentencesOf(source));
}

/** The sentence of the source that shares most of the claim's words, and how many of them; null when none shares enough. */
export function spanAmong(claim: string, source: SourceSentence[]): Span | null {
  const terms = new Set(tokenize(claim));
  if (terms.size === 0) return null;
  let best: Span | null = null;
  for (const { text, words } of source) {
    const shared = [...terms].filter((term) => words.has(term)).length / terms.size;
    if (shared >= LEAST && shared > (best?.share ?? 0)) best = { text, share: shared };
  }
  return best;
}
