import { expect, test } from 'vitest';
import { sure } from './sure.ts';

test.each([
  [0.819, 81],
  [0.9979, 99],
  [1, 99],
  [0.0004, 1],
])('%d is %d%%', (probability, percent) => {
  expect(sure(probability)).toBe(percent);
});
