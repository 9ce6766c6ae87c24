import { expect, test } from 'vitest';
import { delayAfter, type Failure, judge, MOST_ATTEMPTS } from './policy.ts';

const even = () => 0.5;
const failure = (of: Partial<Failure>): Failure => ({
  code: null,
  words: 'words',
  about: 'message',
  handedOver: false,
  ...of,
});

test('a refusal of the message ends it, a "later" does not', () => {
  expect(judge(failure({ code: 550 }), 1, even)).toEqual({ kind: 'failed', words: 'words', code: 550 });
  expect(judge(failure({ code: 554, handedOver: true }), 1, even).kind).toBe('failed');
  expect(judge(failure({ code: 451, handedOver: true }), 1, even)).toMatchObject({ kind: 'retry', inMs: 60_000 });
  expect(judge(failure({ code: 421 }), 1, even).kind).toBe('retry');
});

test('a server that refuses us, not the message, may be repaired', () => {
  expect(judge(failure({ code: 535, about: 'server' }), 1, even).kind).toBe('retry');
  expect(judge(failure({ code: 554, about: 'server' }), 1, even).kind).toBe('retry');
});

test('silence after the whole mail went out is uncertain, at any attempt; before that it is tried again', () => {
  expect(judge(failure({ handedOver: true }), 1, even).kind).toBe('uncertain');
  expect(judge(failure({ handedOver: true }), MOST_ATTEMPTS, even).kind).toBe('uncertain');
  expect(judge(failure({}), 1, even).kind).toBe('retry');
});

test('it gives up after about two days, and never waits less than the attempt before', () => {
  const delays = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, n) => delayAfter(n + 1, even));
  const hours = delays.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(44);
  expect(hours).toBeLessThan(52);
  expect(delays).toEqual([...delays].sort((a, b) => a - b));
  expect(judge(failure({ code: 451 }), MOST_ATTEMPTS - 1, even).kind).toBe('retry');
  expect(judge(failure({ code: 451 }), MOST_ATTEMPTS, even).kind).toBe('failed');
});

test('what failed together does not come back together', () => {
  expect(delayAfter(1, () => 0)).toBe(48_000);
  expect(delayAfter(1, () => 1)).toBe(72_000);
});
