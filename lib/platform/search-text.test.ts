import { expect, test } from 'vitest';
import { beginning, searchText, wordPatterns } from './search-text.ts';

test('what no database holds is a blank; the rest stays as typed', () => {
  expect(searchText(' void\u0000a\r\nlabel ')).toBe('void a label');
  expect(searchText('\u0000')).toBe('');
  expect(searchText('x'.repeat(300))).toHaveLength(200);
});

test('signs of LIKE stand for themselves', () => {
  expect(beginning('100%_\\')).toBe('100\\%\\_\\\\%');
  expect(wordPatterns(' a_b  50%\u0000')).toEqual(['%a\\_b%', '%50\\%%']);
  expect(wordPatterns(' ')).toEqual([]);
  expect(wordPatterns('1 2 3 4 5 6 7 8 9')).toHaveLength(8);
});
