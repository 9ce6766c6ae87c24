import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanNeeded, errorsAllowed, lowerBound, moreCleanNeeded, upperBound } from './binomial.ts';

/** P(X ≤ k), summed term by term: independent of the code under test. */
function atMost(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

describe('the exact bound', () => {
  test.each([
    [1 / 20, 59],
    [1 / 50, 149],
    [1 / 100, 299],
    [1 / 10, 29],
    [1 / 5, 14],
  ])('a budget of %d takes %i clean reviews, and not one less', (budget, n) => {
    expect(cleanNeeded(budget)).toBe(n);
    expect(upperBound(0, n)).toBeLessThanOrEqual(budget);
    expect(upperBound(0, n - 1)).toBeGreaterThan(budget);
  });
  test('known values: 1 of 93 is within 1 in 20, 3 of 80 is not', () => {
    expect(upperBound(1, 93)).toBeCloseTo(0.04999, 4);
    expect(upperBound(3, 80)).toBeGreaterThan(0.09);
    expect(upperBound(5, 100)).toBeCloseTo(0.10225, 4);
    expect(lowerBound(5, 100)).toBeCloseTo(0.01991, 4);
  });
  test('at the bound, so few errors have exactly 5% probability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (n, errors) => {
        fc.pre(errors < n);
        const bound = upperBound(errors, n);
        // The sum loses digits where single terms vanish.
        fc.pre((1 - bound) ** n > 1e-280);
        expect(atMost(errors, n, bound)).toBeCloseTo(0.05, 6);
      }),
    );
  });
  test('whatever the true rate, the bound misses it in at most 5% of all samples', () => {
    for (const n of [10, 59, 149])
      for (const p of [0.01, 0.02, 0.05, 0.1, 0.3]) {
        let missed = 0;
        for (let k = 0; k <= n; k++)
          if (upperBound(k, n) < p) missed += atMost(k, n, p) - (k > 0 ? atMost(k - 1, n, p) : 0);
        expect(missed).toBeLessThanOrEqual(0.05 + 1e-9);
      }
  });
  test('without data it promises nothing', () => {
    expect([upperBound(0, 0), upperBound(3, 3), lowerBound(0, 0)]).toEqual([1, 1, 0]);
  });
});

test('more clean reviews: just enough', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.nat(8),
      fc.constantFrom(0.01, 0.02, 0.05, 0.1, 0.2),
      (n, k, budget) => {
        fc.pre(k <= n);
        const more = moreCleanNeeded(k, n, budget);
        expect(upperBound(k, n + more)).toBeLessThanOrEqual(budget);
        if (more > 0) expect(upperBound(k, n + more - 1)).toBeGreaterThan(budget);
      },
    ),
    { numRuns: 200 },
  );
});

test('errors allowed', () => {
  expect(errorsAllowed(58, 0.05)).toBeNull();
  expect(errorsAllowed(59, 0.05)).toBe(0);
  expect(errorsAllowed(93, 0.05)).toBe(1);
});
