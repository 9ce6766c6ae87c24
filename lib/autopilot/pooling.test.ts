import { expect, test } from 'vitest';
import { fitsPool, worseByChance } from './pooling.ts';

test('Fisher’s tea: 3 of 4 against 1 of 4 happens by chance in 17 of 70', () => {
  expect(worseByChance({ judged: 4, changed: 3 }, { judged: 4, changed: 1 })).toBeCloseTo(17 / 70);
});
test.each([
  [{ judged: 4, changed: 0 }, 'too_few'],
  [{ judged: 20, changed: 0 }, 'pooled'],
  [{ judged: 20, changed: 1 }, 'pooled'],
  [{ judged: 20, changed: 5 }, 'worse'],
] as const)('%j beside 2 of 100 is %s', (own, fit) => {
  expect(fitsPool(own, { judged: 100, changed: 2 }).fit).toBe(fit);
});
test('nothing to compare with is no reproach', () => {
  expect(fitsPool({ judged: 30, changed: 3 }, { judged: 0, changed: 0 })).toEqual({ fit: 'pooled', p: 1 });
});
