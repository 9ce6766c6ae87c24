// Whether the plain part of a mail is the HTML part in plain, or something else that only machines would read.

const MOST_STRANGE_WORDS = 8;
const MOST_STRANGE_SHARE = 0.2;

/** True when next to every word of `plain` stands in `shown` too. */
export function sayTheSame(plain: string, shown: string): boolean {
  const known = new Set(wordsOf(shown));
  const words = wordsOf(plain);
  const strange = words.filter((word) => !known.has(word)).length;
  return strange < MOST_STRANGE_WORDS && strange <= words.length * MOST_STRANGE_SHARE;
}

/** Addresses, and the names that clients give to pictures, stand in one of the two only. */
function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, 200_000)
      .replace(/\[(image|cid|inline)[^\]\n]{0,200}\]/gi, ' ')
      .replace(/\b(https?:\/\/|mailto:|www\.)\S{0,2000}/gi, ' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{1,60}/gu) ?? []
  );
}
