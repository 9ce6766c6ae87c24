// May a topic lean on the reviews of the others? Only where its own reviews look like theirs.
//
// The promise for the workspace ("of all that sends itself, at most 1 in N") needs no likeness of topics: the pool is the mixture that is sent. The
// likeness guards single topics. A topic needs LEAST judged replies of its own among the sure ones, and R. A. Fisher's exact test (1935, one-sided)
// must not find it worse than the rest at LEVEL.
// A topic that is worse stops sending, and its errors still count against the pool: leaving them out would be choosing the evidence by its result.
import { lnGamma } from './gamma-function.ts';

export const LEAST = 5;
const LEVEL = 0.05;

export type Counts = { judged: number; changed: number };
export type Fit = 'pooled' | 'too_few' | 'worse';

export function fitsPool(own: Counts, rest: Counts): { fit: Fit; p: number } {
  const p = worseByChance(own, rest);
  if (own.judged < LEAST) return { fit: 'too_few', p };
  return { fit: p < LEVEL ? 'worse' : 'pooled', p };
}

/** Chance that a topic like the rest shows at least as many changes: hypergeometric tail. 1 when there is nothing to compare. */
export function worseByChance(own: Counts, rest: Counts): number {
  const all = own.judged + rest.judged;
  const changed = own.changed + rest.changed;
  if (own.judged === 0 || rest.judged === 0) return 1;
  let p = 0;
  for (let k = own.changed; k <= Math.min(own.judged, changed); k++) {
    if (changed - k > rest.judged) continue;
    p += Math.exp(lnChoose(own.judged, k) + lnChoose(rest.judged, changed - k) - lnChoose(all, changed));
  }
  return Math.min(1, p);
}

function lnChoose(n: number, k: number): number {
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}
