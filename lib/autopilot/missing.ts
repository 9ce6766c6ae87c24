// What is missing until something may send itself, in numbers that an owner can act on.
import { ALPHA, cleanNeeded, errorsAllowed, moreCleanNeeded } from './binomial.ts';
import { earnedThreshold, type Step } from './threshold.ts';

export type Missing = {
  /** Reviews that count towards the proof so far, and how many of them were changed. */
  judged: number;
  changed: number;
  /** Reviews without one change that this budget takes. */
  needed: number;
  /** At least this many more without a change. */
  moreClean: number;
  /** With as many reviews as now, at most this many might have been changed; null: even none would be too few reviews. */
  changedAllowed: number | null;
};

/** Null when the budget is earned. Looks where testing starts, or at everything when too few are there to start. */
export function whatIsMissing(steps: Step[], budget: number, alpha = ALPHA): Missing | null {
  const { threshold, judged, changed } = earnedThreshold(steps, budget, alpha);
  if (threshold !== null) return null;
  return {
    judged,
    changed,
    needed: cleanNeeded(budget, alpha),
    // Weighted reviews may be worth less than their number: never say that nothing is missing.
    moreClean: Math.max(1, moreCleanNeeded(changed, judged, budget, alpha)),
    changedAllowed: errorsAllowed(judged, budget, alpha),
  };
}
