// Reading the curve that lib/autopilot/stats computed: what each threshold would have done.
import type { ThresholdPoint } from '#lib/autopilot/stats.ts';

export type Curve = { days: number; total: number; points: ThresholdPoint[] };

export const LOWEST = 30;
export const HIGHEST = 99;
const CAREFUL = 90;
/** A first suggestion rests on at least this many judged replies, of which at most this share was changed. */
const ENOUGH = 10;
const FEW_CHANGED = 0.1;

export function pointAt(curve: Curve, percent: number): ThresholdPoint | undefined {
  return curve.points.find(({ threshold }) => Math.round(threshold * 100) === percent);
}

/** Where the slider stands at first: what is set, else the lowest confidence at which few were changed, else a careful one. */
export function startOf(threshold: number | null, curve: Curve): number {
  if (threshold !== null) return Math.min(HIGHEST, Math.max(LOWEST, Math.round(threshold * 100)));
  const good = curve.points.find(({ reviewed, changed }) => reviewed >= ENOUGH && changed / reviewed <= FEW_CHANGED);
  return good ? Math.round(good.threshold * 100) : CAREFUL;
}
