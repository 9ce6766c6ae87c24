import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import de from './de/portal.json' with { type: 'json' };
import en from './en/portal.json' with { type: 'json' };
import es from './es/portal.json' with { type: 'json' };
import fr from './fr/portal.json' with { type: 'json' };
import ja from './ja/portal.json' with { type: 'json' };

function flat(words: object, prefix = ''): Map<string, string> {
  const entries = Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();

test.each(Object.entries({ de, es, fr, ja }))(
  '%s has every word of the portal, with the same values in it',
  (locale, words) => {
    const english = flat(en);
    const fail = (error: Error) => {
      throw error;
    };
    const t = createTranslator<Record<string, unknown>>({ locale, messages: words, onError: fail }) as (
      key: string,
      values: Record<string, string | number>,
    ) => string;
    const values = {
      name: 'n',
      names: 'a.exe, b.exe',
      query: 'q',
      date: 'd',
      collection: 'c',
      email: 'e',
      count: 2,
      size: 10,
      minutes: 3,
      reference: 'r',
    };
    const other = flat(words);
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of other) {
      expect(t(key, values), key).not.toContain('{');
      expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ''));
    }
  },
);

/** Only the names: `{count, plural, one {…}}` counts as count. */
function placeholders(text: string): (string | undefined)[] {
  return names(text.replace(/(one|other|=0)\s*\{[^}]*\}/g, ''));
}
