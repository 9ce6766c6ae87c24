import { expect, test } from 'vitest';
import { startSchedule, untilNight } from './schedule.ts';

test('three at night, today or tomorrow, and not all at the same second', () => {
  const hours = (at: string, dice = 0) => untilNight(new Date(at), () => dice) / 3_600_000;
  expect(hours('2026-11-24T01:00:00')).toBe(2);
  expect(hours('2026-11-24T03:00:00')).toBe(24);
  expect(hours('2026-11-24T22:30:00')).toBe(4.5);
  expect(hours('2026-11-24T01:00:00', 0.5)).toBeCloseTo(2 + 5 / 60);
});

test('a task that fails runs again, and stopping waits for the one at work', async () => {
  let runs = 0;
  let finished = 0;
  const twice = Promise.withResolvers<void>();
  const stop = startSchedule([
    {
      name: 'fails',
      every: 1,
      run: async () => {
        runs += 1;
        if (runs === 1) throw new Error('once');
        twice.resolve();
        await new Promise((resolve) => setTimeout(resolve, 20));
        finished = runs;
      },
    },
  ]);
  await twice.promise;
  await stop();
  expect(finished).toBe(runs);
  const after = runs;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toBe(after);
});
