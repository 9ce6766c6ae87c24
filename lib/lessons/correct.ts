// Finds the sentence of an article that a changed sentence rested on, and carries the change over to it. Pure.
import { sentences } from '#lib/ai/draft/sentences.ts';
import { fold } from '#lib/knowledge/tokens.ts';
import { dice } from './changes.ts';

/** Share of words (Dice) from which a sentence of the article is the one that was used. */
const SAME = 0.5;

/** The sentence as it stands in the Markdown, exactly once; null when none is near enough or it stands there twice. */
export function sentenceIn(markdown: string, used: string): string | null {
  const wanted = wordsOf(used);
  let best: { text: string; share: number } | null = null;
  for (const line of markdown.split('\n')) {
    for (const text of sentences(line.replace(/^\s*(?:#{1,6}|[-*+]|\d+[.)]|>)\s+/, ''))) {
      const share = dice(wanted, wordsOf(text));
      if (share > (best?.share ?? 0)) best = { text, share };
    }
  }
  if (!best || best.share < SAME) return null;
  return markdown.split(best.text).length === 2 ? best.text : null;
}

/**
 * What differs between `old` and `now`, word for word, done to `sentence` as well. Null when some of it has no place there.
 * @param numbersOnly the sentence is in another language: only numbers can be carried over.
 */
export function carriedOver(sentence: string, old: string, now: string, { numbersOnly = false } = {}): string | null {
  let text = sentence;
  const hunks = wordHunks(old, now);
  if (hunks.length === 0 || (numbersOnly && hunks.some(({ from, to }) => !isNumber(from) || !isNumber(to))))
    return null;
  for (const { from, to } of hunks) {
    const place = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(from)}(?![\\p{L}\\p{N}])`, 'gu');
    if (from === '' || [...text.matchAll(place)].length !== 1) return null;
    text = text.replace(place, () => to);
  }
  return text;
}

/** Runs of words that were exchanged, without the punctuation that both sides share. An insertion takes the word before it along. */
export function wordHunks(old: string, now: string): { from: string; to: string }[] {
  const [a, b] = [old.split(/\s+/).filter(Boolean), now.split(/\s+/).filter(Boolean)];
  const hunks: { from: string; to: string }[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a, b), [a.length, b.length] as const]) {
    if (x > i || y > j) {
      const back = x === i && i > 0 ? 1 : 0;
      hunks.push(trimmed(a.slice(i - back, x).join(' '), b.slice(j - back, y).join(' ')));
    }
    [i, j] = [x + 1, y + 1];
  }
  return hunks;
}

/** Longest common run of words, as pairs of places. Sentences are short: the plain table will do. */
export function common(a: string[], b: string[]): (readonly [number, number])[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function trimmed(from: string, to: string): { from: string; to: string } {
  const tail = /[.,;:!?]+$/;
  const end = tail.exec(from)?.[0];
  return end && to.endsWith(end) ? { from: from.slice(0, -end.length), to: to.slice(0, -end.length) } : { from, to };
}

function isNumber(text: string): boolean {
  return /^[\d.,:/-]+$/.test(text);
}

function wordsOf(text: string): Set<string> {
  return new Set(fold(text.replace(/\]\([^)]*\)/g, '')).match(/[\p{L}\p{N}]+/gu) ?? []);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
