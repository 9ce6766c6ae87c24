// From which confidence may the AI send by itself? The lowest one that this team's own reviews prove to be within the error budget.
//
// Procedure: fixed-sequence testing (W. Maurer, L. A. Hothorn, W. Lehmacher 1995; P. H. Westfall and A. Krishen 2001; as used for risk control in
// A. N. Angelopoulos and others, "Learn then Test", 2021). The grid of thresholds is fixed beforehand: 0.99, 0.98 … 0.30. Hypothesis j: "of the replies
// at least this sure, more than the budget would be changed". Each is tested at 5% by its own exact upper bound, from the most confident down, and
// testing stops at the first that cannot be rejected. A wrong threshold is chosen only if the first true hypothesis of the sequence is rejected,
// and that one test errs with at most 5%; so the whole does, without dividing the 5% among the 70 tests.
// The sequence starts at the highest threshold that holds enough reviews to pass at all and a quarter of all reviews; both depend on confidences
// and weights alone, never on what reviewers decided, so the start costs nothing of the 5%. (Given which confidences came in, errors are a sum of
// independent events with different chances, and those spread less than the binomial does: Hoeffding 1956. The bound stays careful.)
import { ALPHA } from './binomial.ts';
import { add, enoughFor, NOTHING, provesWithin, rate, type Tally, weightedUpperBound } from './weighted-bound.ts';

/** `error`: a person changed or refused it. `weight`: how many proposals this review stands for, ≥ 1. */
export type Judged = { confidence: number; error: boolean; weight: number };

/** Per cent. */
export const GRID = Array.from({ length: 70 }, (_, index) => 99 - index);
const START_SHARE = 0.25;

/** What the reviews at or above a threshold say; the bound is computed when it is asked for. */
export type Step = { percent: number; tally: Tally; bound: () => number };

/** From the most confident down, over the whole grid. */
export function stepsOf(judged: Judged[], alpha = ALPHA): Step[] {
  const at = new Map<number, Judged[]>();
  for (const one of judged) {
    const percent = percentOf(one.confidence);
    const there = at.get(percent);
    if (there) there.push(one);
    else at.set(percent, [one]);
  }
  let tally = NOTHING;
  return GRID.map((percent) => {
    tally = add(tally, at.get(percent) ?? []);
    return { percent, tally, bound: once(tally, alpha) };
  });
}

function once(tally: Tally, alpha: number): () => number {
  let bound: number | undefined;
  return () => {
    bound ??= weightedUpperBound(tally, alpha);
    return bound;
  };
}

export type Earned = {
  /** Per cent; null: nothing may send itself yet. */
  threshold: number | null;
  /** Where testing started, if it could. */
  start: number | null;
  /** Of the threshold when there is one, else of the start, else of all there is: how many were judged, changed, and the rates. */
  judged: number;
  changed: number;
  rate: number | null;
  bound: number;
};

/** @param budget a share: 0.05 is 1 in 20. @param steps of `stepsOf`. @param alpha the chance of error that this count may spend. */
export function earnedThreshold(steps: Step[], budget: number, alpha = ALPHA): Earned {
  const all = steps.at(-1)?.tally ?? NOTHING;
  const from = steps.findIndex(({ tally }) => tally.n >= all.n * START_SHARE && enoughFor(tally, budget, alpha));
  if (from < 0) return { threshold: null, start: null, ...numbers(steps.at(-1)) };
  let last: Step | undefined;
  for (const step of steps.slice(from)) {
    if (!provesWithin(step.tally, budget, alpha)) break;
    last = step;
  }
  const start = steps[from];
  return { threshold: last?.percent ?? null, start: start?.percent ?? null, ...numbers(last ?? start) };
}

function numbers(step: Step | undefined): Pick<Earned, 'judged' | 'changed' | 'rate' | 'bound'> {
  const tally = step?.tally ?? NOTHING;
  return { judged: tally.n, changed: tally.errors, rate: rate(tally), bound: step?.bound() ?? 1 };
}

/** Whole per cent, down; what a `real` column lost does not count. */
export function percentOf(confidence: number): number {
  return Math.min(99, Math.floor(Math.round(confidence * 1e6) / 1e4));
}
