// How the numbers and states of a replay look, the same on each of its screens.
import type { ReplayStatus } from '#db/schema/replays.ts';

export const STATUS_TONE = {
  waiting: 'line',
  running: 'sky',
  done: 'neutral',
  cancelled: 'amber',
  failed: 'rose',
} as const satisfies Record<ReplayStatus, string>;

/** "4.2%"; a dash where there is nothing to divide by. */
export function share(n: number, of: number): string {
  return of === 0 ? '–' : percent(n / of);
}

export function percent(value: number): string {
  const shown = value * 100;
  return `${shown.toFixed(shown > 0 && shown < 10 ? 1 : 0)}%`;
}

/** "$1.20"; four places where it is less than a dollar. */
export function usd(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 1 ? 4 : 2)}`;
}
