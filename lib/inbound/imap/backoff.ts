import type { ProblemKind } from './problem.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * Milliseconds until the next attempt, a fifth more or less, so that mailboxes of one server do not come back together. A refused
 * password is tried seldom: providers lock accounts.
 * @param failures in a row, 1 or more
 */
export function pauseAfter(kind: ProblemKind, failures: number, dice: () => number = Math.random): number {
  const [first, most] = kind === 'refused' ? [MINUTE, 15 * MINUTE] : [2 * SECOND, 5 * MINUTE];
  const pause = Math.min(most, first * 2 ** Math.min(failures - 1, 20));
  return Math.round(pause * (0.8 + 0.4 * dice()));
}
