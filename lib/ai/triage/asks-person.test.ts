// The reply says which word brings a person; triage must know each of them.
import { expect, test } from 'vitest';
import { honestLine, honestWords } from '#lib/outbox/honest.ts';
import { ASKS_PERSON } from './phrases.ts';

test('every word that a reply offers is understood as asking for a person', () => {
  expect(Object.keys(honestWords).sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pt']);
  for (const [language, word] of Object.entries(honestWords)) {
    expect(honestLine(language, 'Parcelbird').said, language).toContain(word);
    expect(word.toLowerCase(), language).toMatch(ASKS_PERSON);
  }
});
