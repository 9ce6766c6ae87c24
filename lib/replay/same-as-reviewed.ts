import { negations } from '#lib/ai/verify/meaning.ts';
import { isUnchanged } from '#lib/reviews/unchanged.ts';

/**
 * Whether another answerer writes what was reviewed, so that the review speaks for both: the product's own rule for "unchanged", and on top of it the
 * same "not"s. Two per cent of the characters is a typo where a person edits; where a model writes, it may be a word.
 */
export function sameAsReviewed(reviewed: string, written: string): boolean {
  return isUnchanged(reviewed, written) && negations(reviewed).join(' ') === negations(written).join(' ');
}
