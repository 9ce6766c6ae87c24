// A bridge for questions in another language than the help center: helpdesk words of seven languages, as English search terms.
import { fold, stem } from '#lib/knowledge/tokens.ts';
import lexicon from './data/lexicon.json' with { type: 'json' };

/** How much a translated word counts beside one that the customer wrote. */
const WEIGHT = 1;

let folded: Map<string, Map<string, string[]>> | undefined;

/** Adds English terms for the words of `text` that the lexicon knows. English questions come back unchanged. */
export function translateTerms(terms: Map<string, number>, text: string, language: string): Map<string, number> {
  const entries = languageEntries(language);
  if (!entries) return terms;
  const source = fold(text);
  const words = language === 'ja' || language === 'zh' ? null : [...new Set(source.match(/[\p{L}\p{N}]+/gu))];
  const result = new Map(terms);
  for (const [foreign, english] of entries) {
    if (!occurs(foreign, source, words)) continue;
    for (const term of english) result.set(term, Math.max(result.get(term) ?? 0, WEIGHT));
  }
  return result;
}

/** A trailing * in the lexicon matches any ending (and compounds' beginnings). */
function occurs(foreign: string, source: string, words: string[] | null): boolean {
  if (!words || foreign.includes(' ')) return source.includes(foreign.replace('*', ''));
  if (foreign.startsWith('*')) return words.some((word) => word.includes(foreign.replaceAll('*', '')));
  return foreign.endsWith('*') ? words.some((word) => word.startsWith(foreign.slice(0, -1))) : words.includes(foreign);
}

function languageEntries(language: string): Map<string, string[]> | undefined {
  if (!folded) {
    folded = new Map();
    for (const [code, entries] of Object.entries(lexicon as unknown as Record<string, Record<string, string>>)) {
      folded.set(
        code,
        new Map(Object.entries(entries).map(([word, english]) => [fold(word), english.split(' ').map(stem)])),
      );
    }
  }
  return folded.get(language);
}
