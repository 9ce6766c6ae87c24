import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALARM, spotShare, watch, watcher } from './drift.ts';
import { seeded } from './seeded.ts';

/** Judged replies until it trips, at most `most`. */
function runLength(rate: number, budget: number, next: () => number, most: number): number {
  const feed = watcher(budget);
  for (let n = 1; n < most; n++) if (feed(next() < rate).state === 'tripped') return n;
  return most;
}

test('at the budget itself, false alarms are on average at least ALARM judged replies apart', () => {
  for (const budget of [0.02, 0.05, 0.2]) {
    const next = seeded(3);
    const lengths = Array.from({ length: 200 }, () => runLength(budget, budget, next, 4000));
    expect(lengths.reduce((a, b) => a + b) / lengths.length).toBeGreaterThan(ALARM);
  }
});

test('at half the budget a thousand judged replies mostly pass without one', () => {
  const next = seeded(5);
  const alarms = Array.from({ length: 200 }, () => runLength(0.025, 0.05, next, 1000)).filter((n) => n < 1000).length;
  expect(alarms).toBeLessThan(30);
});

test('a jump to 40% is found within a score of judged replies, also after a long clean record', () => {
  const next = seeded(11);
  const lengths = Array.from({ length: 300 }, () => {
    const outcomes = Array.from({ length: 500 }, () => false);
    while (watch(outcomes, 0.05).state !== 'tripped') outcomes.push(next() < 0.4);
    return outcomes.length - 500;
  }).sort((a, b) => a - b);
  expect(lengths[150]).toBeLessThanOrEqual(20);
});

test('one changed reply raises suspicion, clean ones lift it, and tripped stays tripped', () => {
  const clean = Array.from({ length: 30 }, () => false);
  expect(watch(clean, 0.05).state).toBe('quiet');
  expect(watch([...clean, true], 0.05).state).toBe('suspicious');
  expect(watch([...clean, true, ...clean], 0.05).state).toBe('quiet');
  expect(watch([true, true, true, true, true, ...clean], 0.05).state).toBe('tripped');
  expect([spotShare(0.05, 'quiet'), spotShare(0.05, 'suspicious'), spotShare(0.8, 'suspicious')]).toEqual([
    0.05, 0.5, 0.8,
  ]);
});

test('one more changed reply never lowers the level', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), fc.constantFrom(0.01, 0.05, 0.2), (outcomes, budget) => {
      const { level, state } = watch(outcomes, budget);
      if (state !== 'tripped') expect(watch([...outcomes, true], budget).level).toBeGreaterThan(level);
    }),
  );
});
