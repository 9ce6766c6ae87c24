// The bound when not every reply had the same chance of being reviewed: spot checks see 1 in 20 of what is sure, Review sees all of the rest.
//
// Method. Each review stands for `weight` proposals (the inverse of its chance of being judged). The weighted share of errors is a weighted sum of
// independent counts; its upper limit is the gamma limit of M. P. Fay and E. J. Feuer, "Confidence intervals for directly standardized rates: a
// method based on the gamma distribution", Statistics in Medicine 16 (1997), 791–801. It treats the next error as if it carried the largest
// weight, and errors as Poisson, which spreads wider than binomial: both err on the careful side. The exact bound of the plain counts is
// computed beside it and the larger of the two counts. With equal weights it is the exact bound (binomial.ts) itself.
import { ALPHA, upperBound } from './binomial.ts';
import { betaShare, gammaShare, invert } from './gamma-function.ts';

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

/** A new tally with these in it. */
export function add(tally: Tally, reviews: { weight: number; error: boolean }[]): Tally {
  const sum = { ...tally };
  for (const { weight, error } of reviews) {
    sum.n++;
    sum.weight += weight;
    sum.least = Math.min(sum.least, weight);
    sum.most = Math.max(sum.most, weight);
    if (!error) continue;
    sum.errors++;
    sum.errorWeight += weight;
    sum.errorWeight2 += weight * weight;
  }
  return sum;
}

export function weightedUpperBound(tally: Tally, alpha = ALPHA): number {
  const plain = upperBound(tally.errors, tally.n, alpha);
  if (tally.n === 0 || equal(tally)) return plain;
  const { shape, scale } = gammaOf(tally);
  const limit = scale * invert((x) => gammaShare(x, shape), 1 - alpha, 0, shape + 40 * Math.sqrt(shape) + 40);
  return Math.min(1, Math.max(plain, limit));
}

/** Whether that bound lies within the budget: the same question, answered without looking for the bound itself. */
export function provesWithin(tally: Tally, budget: number, alpha = ALPHA): boolean {
  const { errors, n } = tally;
  if (n === 0 || errors >= n) return false;
  const plain = errors === 0 ? (1 - budget) ** n <= alpha : betaShare(budget, errors + 1, n - errors) >= 1 - alpha;
  if (!plain || equal(tally)) return plain;
  const { shape, scale } = gammaOf(tally);
  return gammaShare(budget / scale, shape) >= 1 - alpha;
}

/** The gamma distribution with the mean and variance of the weighted errors, one more error of the largest weight included. */
function gammaOf(tally: Tally): { shape: number; scale: number } {
  const next = tally.most / tally.weight;
  const mean = tally.errorWeight / tally.weight + next;
  const scale = (tally.errorWeight2 / tally.weight ** 2 + next ** 2) / mean;
  return { shape: mean / scale, scale };
}

/** The share of errors that the weights make of what was seen. */
export function rate({ weight, errorWeight }: Tally): number | null {
  return weight > 0 ? errorWeight / weight : null;
}

/** Whether these would prove it if none were an error: are they enough to prove anything, whatever was decided? */
export function enoughFor(tally: Tally, budget: number, alpha = ALPHA): boolean {
  return provesWithin({ ...tally, errors: 0, errorWeight: 0, errorWeight2: 0 }, budget, alpha);
}

function equal({ least, most }: Tally): boolean {
  return most - least <= 1e-9 * most;
}
