// What the help center says in public: words, names, numbers and links that belong to nobody in particular. Pure.
import { numbersOf } from '#lib/ai/verify/quantities.ts';
import type { PassageIndex, PublicPassage } from '#lib/knowledge/passage-index.ts';
import { fold, tokenize } from '#lib/knowledge/tokens.ts';

export type PublicWords = {
  /** Whole words, folded. */
  words: Set<string>;
  stems: Set<string>;
  /** Further words that many customers' conversations have: nobody's own. */
  common?: Set<string>;
  numbers: Set<string>;
  /** Links and addresses, in lower case. */
  addresses: Set<string>;
};

export const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s)\]>"'*]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/gi;

const held = new WeakMap<object, PublicWords>();

/** Once for each state of the knowledge. */
export function publicWordsOf(index: PassageIndex<PublicPassage>): PublicWords {
  const known = held.get(index);
  if (known) return known;
  const made = readPublicWords(index.passages.map(({ title, heading, text }) => `${title}\n${heading}\n${text}`));
  held.set(index, made);
  return made;
}

export function readPublicWords(texts: string[]): PublicWords {
  const found: PublicWords = { words: new Set(), stems: new Set(), numbers: new Set(), addresses: new Set() };
  for (const text of texts) {
    for (const word of wordsOf(text)) found.words.add(word);
    for (const stem of tokenize(text)) found.stems.add(stem);
    for (const number of numbersOf(text)) found.numbers.add(number);
    for (const address of addressesIn(text)) found.addresses.add(address);
  }
  return found;
}

export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function addressesIn(text: string): string[] {
  return (text.match(ADDRESS) ?? []).map((one) => one.replace(/[.,;:!?)]+$/, '').toLowerCase());
}
