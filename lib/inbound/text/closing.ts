// "Kind regards" and its like: where somebody ends a letter, so that a name is told from what they still have to say.
import { CLOSINGS } from './marks.ts';

const PHRASE = new RegExp(`^[\\s*_–—-]{0,5}(?:${CLOSINGS.join('|')})(?!\\p{L})`, 'iu');
const NAME = /^(\p{Lu}[\p{L}\p{M}.'’-]{0,25}[ ,]{0,2}){0,4}$/u;
const LONGEST = 70;

/** A line that closes a letter, alone or with the name behind it. */
export function isClosing(line: string): boolean {
  const text = line.trim();
  const phrase = text.length <= LONGEST ? PHRASE.exec(text)?.[0] : undefined;
  if (phrase === undefined) return false;
  return NAME.test(
    text
      .slice(phrase.length)
      .replace(/^[\s,.!:;)*_–—/-]+|[\s.!*_]+$/g, '')
      .replace(/^(from|aus|de|van|fra|från) /i, ''),
  );
}
