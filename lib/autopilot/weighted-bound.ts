// The bound when not every reply had the same chance of being reviewed: spot checks see 1 in 20 of what is sure, Review sees all of the rest.
//
// Method. Each review stands for `weight` proposals (the inverse of its chance of being judged). The weighted share of errors is a weighted sum of
// independent counts; its upper limit is the gamma limit of M. P. Fay and E. J. Feuer, "Confidence intervals for directly standardized rates: a
// method based on the gamma distribution", Statistics in Medicine 16 (1997), 791–801. It treats the next error as if it carried the largest
// weight, and errors as Poisson, which spreads wider than binomial: both err on the careful side. The exact bound of the plain counts is
// computed beside it and the larger of the two counts. With equal weights it is the exact bound (binomial.ts) itself.
import { ALPHA, upperBound } from './binomial.ts';
import { gammaShare, invert } from './gamma-function.ts';

/** Sums over reviews; `errorWeight2` is the sum of squared weights of the errors. */
export type Tally = {
  n: number;
  errors: number;
  weight: number;
  errorWeight: number;
  errorWeight2: number;
  least: number;
  most: number;
};

export const NOTHING: Tally = {
  n: 0,
  errors: 0,
  weight: 0,
  errorWeight: 0,
  errorWeight2: 0,
  least: Number.POSITIVE_INFINITY,
  most: 0,
};

export function add(tally: Tally, { weight, error }: { weight: number; error: boolean }): Tally {
  const w = error ? weight : 0;
  return {
    n: tally.n + 1,
    errors: tally.errors + (error ? 1 : 0),
    weight: tally.weight + weight,
    errorWeight: tally.errorWeight + w,
    errorWeight2: tally.errorWeight2 + w * w,
    least: Math.min(tally.least, weight),
    most: Math.max(tally.most, weight),
  };
}

export function weightedUpperBound(tally: Tally, alpha = ALPHA): number {
  const plain = upperBound(tally.errors, tally.n, alpha);
  if (tally.n === 0 || equal(tally)) return plain;
  const next = tally.most / tally.weight;
  const mean = tally.errorWeight / tally.weight + next;
  const variance = tally.errorWeight2 / tally.weight ** 2 + next ** 2;
  const scale = variance / mean;
  const shape = mean / scale;
  const limit = scale * invert((x) => gammaShare(x, shape), 1 - alpha, 0, shape + 40 * Math.sqrt(shape) + 40);
  return Math.min(1, Math.max(plain, limit));
}

/** The share of errors that the weights make of what was seen. */
export function rate({ weight, errorWeight }: Tally): number | null {
  return weight > 0 ? errorWeight / weight : null;
}

/** What the bound would be if none of these were an error: says whether they are enough to prove anything, whatever was decided. */
export function boundIfClean(tally: Tally): number {
  return weightedUpperBound({ ...tally, errors: 0, errorWeight: 0, errorWeight2: 0 });
}

function equal({ least, most }: Tally): boolean {
  return most - least <= 1e-9 * most;
}
