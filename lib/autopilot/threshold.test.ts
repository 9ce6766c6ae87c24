import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanNeeded } from './binomial.ts';
import { whatIsMissing } from './missing.ts';
import { earnedThreshold, type Judged, stepsOf } from './threshold.ts';

const many = (n: number, confidence: number, error = false): Judged[] =>
  Array.from({ length: n }, () => ({ confidence, error, weight: 1 }));
const earn = (judged: Judged[], budget: number) => earnedThreshold(stepsOf(judged), budget);

describe('the fixed sequence', () => {
  test.each([
    [1 / 20, 59],
    [1 / 50, 149],
    [1 / 100, 299],
  ])('a budget of %d is earned with %i clean reviews, not with one less', (budget, n) => {
    expect(earn(many(n, 0.9), budget).threshold).not.toBeNull();
    expect(earn(many(n - 1, 0.9), budget).threshold).toBeNull();
    expect(whatIsMissing(stepsOf(many(n - 1, 0.9)), budget)).toMatchObject({ judged: n - 1, needed: n, moreClean: 1 });
  });
  test('goes down while the bound holds, and stops where it does not', () => {
    const judged = [...many(100, 0.95), ...many(40, 0.7), ...many(30, 0.5, true), ...many(390, 0.4)];
    // 51 and not 50: there the thirty errors come in. What comes after the first failure is not looked at, however clean.
    expect(earn(judged, 1 / 20)).toMatchObject({ start: 70, threshold: 51, judged: 140, changed: 0 });
  });
  test('one error among the first 59 is too many, one among 93 is not', () => {
    expect(earn([...many(58, 0.9), ...many(1, 0.9, true)], 1 / 20).threshold).toBeNull();
    expect(earn([...many(92, 0.9), ...many(1, 0.9, true)], 1 / 20).threshold).toBe(30);
    expect(whatIsMissing(stepsOf([...many(58, 0.9), ...many(1, 0.9, true)]), 1 / 20)).toMatchObject({
      moreClean: 34,
      changedAllowed: 0,
    });
  });
  test('spot checks weigh what they stand for: 59 beside 20 times as heavy ones are not 59', () => {
    const judged = [...many(50, 0.8), ...many(9, 0.9).map((one) => ({ ...one, weight: 20 }))];
    expect(earn(judged, 1 / 20).threshold).toBeNull();
  });
  test('whatever the reviews: within budget, enough of them, and a better record never earns less', () => {
    const one = fc.record({
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      error: fc.nat(20).map((d) => d === 0),
      weight: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 400 }), fc.constantFrom(0.02, 0.05, 0.1, 0.2), (judged, budget) => {
        const found = earn(judged, budget);
        if (found.threshold !== null) {
          expect(found.bound).toBeLessThanOrEqual(budget + 1e-9);
          expect(found.judged).toBeGreaterThanOrEqual(cleanNeeded(budget));
          expect(whatIsMissing(stepsOf(judged), budget)).toBeNull();
          const better = earn(
            judged.map((item) => ({ ...item, error: false })),
            budget,
          );
          expect(better.threshold).toBeLessThanOrEqual(found.threshold);
          expect(earn(judged, budget * 2).threshold).not.toBeNull();
        } else expect(whatIsMissing(stepsOf(judged), budget)?.moreClean).toBeGreaterThan(0);
      }),
    );
  });
});
