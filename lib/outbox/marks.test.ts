import { expect, test } from 'vitest';
import { withoutMarks } from './marks.ts';

test('marks go, links and what the customer wrote in brackets stay', () => {
  expect(withoutMarks('Open Labels [1], then [2](https://a.b) and [note]. list[1] stays. [3] [4]')).toBe(
    'Open Labels, then [2](https://a.b) and [note]. list[1] stays.',
  );
  expect(withoutMarks('1. Open Labels [1]\n2. Press Void [1]')).toBe('1. Open Labels\n2. Press Void');
});

test('blanks without end cost no more than letters', () => {
  const blanks = ' '.repeat(400_000);
  expect(withoutMarks(`Open${blanks}Labels${blanks}[1]`)).toBe(`Open${blanks}Labels`);
});
