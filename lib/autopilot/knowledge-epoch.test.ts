import { expect, test } from 'vitest';
import { knowledgeEpoch } from './knowledge-epoch.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, n));

test.each([
  [[], null],
  [[1], 1],
  [[1, 9], 9],
  [[1, 1, 9], 1],
  [[1, 8, 9], 8],
  [[1, 1, 1, 1, 8, 9], 1],
  [[1, 1, 1, 7, 8, 9], 7],
])('articles of days %j: reviews since day %s count', (days, since) => {
  expect(knowledgeEpoch(days.map(day))).toEqual(since === null ? null : day(since));
});
