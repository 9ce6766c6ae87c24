import fc from 'fast-check';
import { expect, test } from 'vitest';
import { upperBound } from './binomial.ts';
import { seeded } from './seeded.ts';
import { add, enoughFor, NOTHING, provesWithin, rate, type Tally, weightedUpperBound } from './weighted-bound.ts';

const tallyOf = (items: { weight: number; error: boolean }[]): Tally => add(NOTHING, items);

test('with equal weights it is the exact bound', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 100 }),
      fc.double({ min: 1, max: 30, noNaN: true }),
      (errors, weight) => {
        const tally = tallyOf(errors.map((error) => ({ weight, error })));
        expect(weightedUpperBound(tally)).toBe(upperBound(errors.filter(Boolean).length, errors.length));
      },
    ),
  );
});

test('never below the weighted share, nor below the bound of the plain counts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ weight: fc.double({ min: 1, max: 20, noNaN: true }), error: fc.boolean() }), {
        minLength: 1,
        maxLength: 120,
      }),
      (items) => {
        const tally = tallyOf(items);
        const bound = weightedUpperBound(tally);
        expect(bound).toBeGreaterThanOrEqual((rate(tally) ?? 0) - 1e-9);
        expect(bound).toBeGreaterThanOrEqual(upperBound(tally.errors, tally.n) - 1e-9);
        expect(bound).toBeLessThanOrEqual(1);
        for (const budget of [bound + 1e-6, bound - 1e-6])
          if (budget > 0 && budget < 1) expect(provesWithin(tally, budget)).toBe(budget > bound);
        if (provesWithin(tally, 0.1)) expect(enoughFor(tally, 0.1)).toBe(true);
      },
    ),
  );
});

test('an error that stands for twenty weighs more than one that stands for one', () => {
  const clean = Array.from({ length: 200 }, (_, index) => ({ weight: index < 20 ? 20 : 1, error: false }));
  const rare = weightedUpperBound(tallyOf([...clean, { weight: 20, error: true }]));
  const common = weightedUpperBound(tallyOf([...clean, { weight: 1, error: true }]));
  expect(rare).toBeGreaterThan(common);
});

test('spot checks of 1 in 20 beside full review: the truth is missed in at most 5% of 4,000 worlds', () => {
  const next = seeded(7);
  for (const [sure, unsure] of [
    [0.02, 0.08],
    [0.05, 0.05],
    [0.01, 0.2],
  ] as const) {
    let missed = 0;
    for (let world = 0; world < 4000; world++) {
      let tally = NOTHING;
      // 600 sure ones of which 1 in 20 is looked at, 60 less sure ones that all are.
      for (let i = 0; i < 600; i++) if (next() < 0.05) tally = add(tally, [{ weight: 20, error: next() < sure }]);
      for (let i = 0; i < 60; i++) tally = add(tally, [{ weight: 1, error: next() < unsure }]);
      if (weightedUpperBound(tally) < (600 * sure + 60 * unsure) / 660) missed++;
    }
    expect(missed / 4000).toBeLessThanOrEqual(0.05);
  }
});
