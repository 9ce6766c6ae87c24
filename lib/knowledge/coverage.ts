import type { Bm25 } from './bm25.ts';
import { tokenize } from './tokens.ts';

/** Share (0–1) of the question's rare words that `text` holds; words that nobody ever wrote count against it in full. */
export function coverage(index: Bm25, terms: Map<string, number>, text: string): number {
  const held = new Set(tokenize(text));
  let covered = 0;
  let all = 0;
  for (const term of terms.keys()) {
    const weight = index.idf(term);
    all += weight;
    if (held.has(term)) covered += weight;
  }
  return all > 0 ? covered / all : 0;
}
