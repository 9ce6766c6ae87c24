import { expect, test } from 'vitest';
import { readDate } from './mail-date.ts';

test.each([
  ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06.000Z'],
  ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06.000Z'],
  ['Fri, 01 Jan 2016 00:00:00 +0000 (UTC)', '2016-01-01T00:00:00.000Z'],
  ['Fri Jan  1 00:00:00 2016', '2016-01-01T00:00:00.000Z'],
  ['2016-01-01T00:00:00Z', '2016-01-01T00:00:00.000Z'],
])('%s', (text, iso) => {
  expect(readDate(text)?.toISOString()).toBe(iso);
});

test.each(['', 'yesterday', 'on Monday', 'Date'])('no date: %s', (text) => {
  expect(readDate(text)).toBeNull();
});
