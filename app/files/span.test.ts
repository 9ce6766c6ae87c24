import { expect, test } from 'vitest';
import { spanOf } from './span.ts';

test.each([
  [null, null],
  ['', null],
  ['bytes=0-', { start: 0, end: 99 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=90-5000', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-5000', { start: 0, end: 99 }],
  ['bytes=-0', 'none'],
  ['bytes=100-', 'none'],
  ['bytes=100-200', 'none'],
  ['bytes=20-10', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['lines=0-1', null],
  [`bytes=0-${'9'.repeat(40)}`, null],
])('%s', (range, span) => {
  expect(spanOf(range, 100)).toEqual(span);
});

test('of an empty file there is no part', () => {
  expect(spanOf('bytes=0-', 0)).toBe('none');
  expect(spanOf('bytes=-1', 0)).toBe('none');
});
