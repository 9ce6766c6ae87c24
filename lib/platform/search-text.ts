// What somebody typed to find something, on its way to the database.
const MOST_WORDS = 8;

/** One line of at most 200 characters, without those that Postgres cannot hold. */
export const searchText = (typed: string): string =>
  typed
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200);

/** For LIKE: what begins so. */
export const beginning = (text: string): string => `${literal(text)}%`;

/** For LIKE, a pattern for each word: what has all of them somewhere. */
export const wordPatterns = (typed: string): string[] =>
  searchText(typed)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS)
    .map((word) => `%${literal(word)}%`);

/** Signs that LIKE gives a meaning stand for themselves. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
