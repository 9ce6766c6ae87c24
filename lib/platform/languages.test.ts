import { expect, test } from 'vitest';
import { visitorLocale } from './languages.ts';

test('asked beats chosen beats the browser', () => {
  const visitor = { asked: 'fr', cookie: 'de', acceptLanguage: 'ja' };
  expect(visitorLocale(visitor)).toBe('fr');
  expect(visitorLocale({ ...visitor, asked: 'xx' })).toBe('de');
  expect(visitorLocale({ ...visitor, asked: null, cookie: undefined })).toBe('ja');
});

test.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['nl, es;q=0.4, fr;q=0.7', 'fr'],
  ['en;q=0, ja;q=0.1', 'ja'],
  ['*', 'en'],
  ['', 'en'],
  ['pt-BR', 'en'],
])('Accept-Language %s → %s', (acceptLanguage, locale) => {
  expect(visitorLocale({ acceptLanguage })).toBe(locale);
});
