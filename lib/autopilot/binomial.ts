// How large may the error really be, given what was seen? Exact binomial bounds: C. J. Clopper and E. S. Pearson, "The use of confidence or
// fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934), 404–413. Never too small, whatever n and the true rate.
import { betaShare, invert } from './gamma-function.ts';

/** One-sided error probability of every promise Autopilot makes: "95% sure". */
export const ALPHA = 0.05;

/** The largest rate that `errors` of `n` or fewer would still be seen under with probability `alpha`. 1 without data. */
export function upperBound(errors: number, n: number, alpha = ALPHA): number {
  if (n <= 0 || errors >= n) return 1;
  if (errors <= 0) return 1 - alpha ** (1 / n);
  return invert((p) => betaShare(p, errors + 1, n - errors), 1 - alpha, errors / n, 1);
}

/** The same from below: the smallest rate that `errors` or more would be seen under. 0 without data. */
export function lowerBound(errors: number, n: number, alpha = ALPHA): number {
  return n <= 0 ? 0 : 1 - upperBound(n - errors, n, alpha);
}

/** Two-sided 95% interval of a share. */
export function interval(hits: number, n: number): { low: number; high: number } {
  return { low: lowerBound(hits, n, ALPHA / 2), high: upperBound(hits, n, ALPHA / 2) };
}

/** Reviews without one error that prove a rate within `budget`: 59 for 1 in 20, 149 for 1 in 50, 299 for 1 in 100. */
export function cleanNeeded(budget: number, alpha = ALPHA): number {
  return Math.ceil(Math.log(alpha) / Math.log1p(-budget));
}

/** How many more reviews without an error would bring the bound within `budget`. */
export function moreCleanNeeded(errors: number, n: number, budget: number, alpha = ALPHA): number {
  if (n > 0 && upperBound(errors, n, alpha) <= budget) return 0;
  let [low, high] = [0, Math.max(cleanNeeded(budget, alpha), n)];
  while (upperBound(errors, n + high, alpha) > budget) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (upperBound(errors, n + middle, alpha) <= budget) high = middle;
    else low = middle;
  }
  return high;
}

/** The most errors that `n` reviews may hold; null when even none would not do. */
export function errorsAllowed(n: number, budget: number, alpha = ALPHA): number | null {
  if (n < cleanNeeded(budget, alpha)) return null;
  let errors = 0;
  while (upperBound(errors + 1, n, alpha) <= budget) errors++;
  return errors;
}
