import { expect, test } from 'vitest';
import { type Known, personalIn, withoutPersonal } from './personal.ts';

const known: Known = {
  people: ['Jonas Weber', 'Mara Ruiz'],
  companies: ['Weber Keramik'],
  allowed: new Set(['support@parcelbird.example', '1z999']),
};

test.each([
  ['Unused labels can be voided within 30 days, Jonas.', 'Unused labels can be voided within 30 days.'],
  ['Write to jonas@weberkeramik.de or support@parcelbird.example.', 'Write to … or support@parcelbird.example.'],
  ['Your order 58-1120 and invoice INV-20231 are in the list.', 'Your order … and invoice … are in the list.'],
  ['Call +49 (0)30 123 456 78 after 9:00.', 'Call … after 9:00.'],
  ['See ticket #4821.', 'See ticket ….'],
  ['Weber Keramik pays €6.40 for 2 labels by 12/2026.', 'pays €6.40 for 2 labels by 12/2026.'],
])('%s', (text, kept) => {
  expect(withoutPersonal(text, known).text).toBe(kept);
});

test('what was taken out is said, and a gap keeps the warning', () => {
  const { text, stripped } = withoutPersonal('It is about order 58-1120.', known);
  expect(stripped).toBe(true);
  expect(personalIn(text, known)).toEqual(['number']);
  expect(withoutPersonal('It takes 3 days.', known)).toEqual({ text: 'It takes 3 days.', stripped: false });
});

test('what a person types back in is found', () => {
  expect(personalIn('Weber, 4 labels, jonas@weberkeramik.de, 0049 30 1234567', known)).toEqual([
    'name',
    'email',
    'number',
  ]);
  expect(personalIn('You can void a label within 30 days, for €6.40.', known)).toEqual([]);
  // A common word that is only part of a company's name is no name.
  expect(personalIn('The Keramik setting', known)).toEqual([]);
});

test('a text without a space costs no more than one with them', () => {
  const run = 'a.'.repeat(200_000);
  const known = { people: [], companies: [], allowed: new Set<string>() };
  expect(personalIn(run, known)).toEqual([]);
  expect(withoutPersonal(`${run} jo@a.example`, known).text).toBe(`${run} …`);
});
