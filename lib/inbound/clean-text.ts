// Characters that no database column, screen or reader should get from a stranger.

/** Without NUL and half surrogates (Postgres refuses both), and without other control characters but tab and line ends. Line ends become \n. */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
  );
}

/** One line: a subject or a name. */
export function cleanLine(text: string, longest: number): string {
  return cleanText(text)
    .replace(BIDI, '')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed();
}

/**
 * Text as a reader would see it: what is invisible goes, and what it spelled (tag characters can carry whole sentences) is handed back.
 * Joiners inside words (Persian, emoji) and flag tags stay.
 */
export function dropInvisible(text: string): { text: string; hidden: string } {
  let hidden = '';
  const visible = text
    .replace(/(\u{1f3f4})?([\u{e0000}-\u{e007f}]+)/gu, (whole, flag: string | undefined, tags: string) => {
      if (flag && [...tags].length <= 7) return whole;
      hidden += `${[...tags].map((tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000)).join('')} `;
      return flag ?? '';
    })
    .replace(BIDI, '')
    .replace(INVISIBLE, '')
    .replace(/(^|\s)[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]+(?=\s|$)/gm, '$1');
  return { text: visible, hidden: cleanText(hidden).trim() };
}

/** Overrides, embeddings and isolates: they can make a name or a sentence read as something else. */
const BIDI = /[\u202a-\u202e\u2066-\u2069\u061c]/g;
/** Zero-width space, word joiner, soft hyphen, byte order mark, invisible operators, Hangul and Mongolian fillers. */
const INVISIBLE = /[\u200b\u2060-\u2064\u00ad\ufeff\u180e\u115f\u1160\u3164\uffa0]/g;
