import { expect, test } from 'vitest';
import { delayAfter, type Failure, judge, MOST_AT_ONCE, MOST_ATTEMPTS, roadAfter } from './policy.ts';

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

test.each<[string, Partial<Failure>, string | null]>([
  ['nobody there', { about: 'server' }, 'server'],
  ['a greeting of 421', { about: 'server', code: 421, words: '421 4.3.2 Too busy' }, 'server'],
  ['a wrong password', { about: 'account', code: 535, words: '535 5.7.8 Bad credentials' }, 'account'],
  ['too many sign-ins', { about: 'account', code: 454, words: '454 4.7.0 Too many login attempts' }, 'account'],
  ['a grant that is lost', { about: 'account' }, 'account'],
  ['a sender over its limit', { about: 'sender', code: 451, words: '451 4.7.1 Rate limit exceeded' }, 'account'],
  ['a sender that is refused', { about: 'sender', code: 550, words: '550 5.7.1 Not yours' }, null],
  ['421 for a recipient', { code: 421, words: '421 4.7.0 Try again later' }, 'domain'],
  ['Exchange’s own', { code: 432, words: '432 4.3.2 Concurrent connections limit exceeded' }, 'account'],
  [
    'Exchange’s older words',
    { code: 451, words: '451 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded' },
    'account',
  ],
  ['450 too many', { code: 450, words: '450 Too many connections, slow down' }, 'domain'],
  ['451 busy', { code: 451, words: '451 4.3.0 The system is too busy' }, 'domain'],
  ['another trouble of its own', { code: 451, words: '451 4.3.0 Could not generate a queue file' }, null],
  ['greylisting', { code: 450, words: '450 4.7.1 Recipient address rejected: Greylisted' }, null],
  ['a full mailbox', { code: 452, words: '452 4.2.2 Mailbox size limit exceeded' }, null],
  ['one reader’s rate', { code: 450, words: '450 4.2.1 This user gets mail at a rate that…' }, null],
  ['a refused mail', { code: 550, words: '550 5.1.1 No such user, too many tries' }, null],
])('%s concerns the right others', (_, of, slow) => {
  const road = roadAfter(failure(of));
  expect(road.slow).toBe(slow);
  if (slow) expect(road.well).not.toContain(slow);
});

test('what was reached is known to work; what was not, is not', () => {
  expect(roadAfter(null).well).toEqual(['server', 'account', 'domain']);
  expect(roadAfter(failure({ about: 'account', code: 535 })).well).toEqual(['server']);
  expect(roadAfter(failure({ code: 550, words: '550 5.1.1 No such user' })).well).toContain('domain');
  expect(roadAfter(failure({})).well).toEqual([]);
  expect(roadAfter(failure({ about: 'server', handedOver: true })).well).toEqual([]);
});

test('a slow domain never has a whole server to itself', () => {
  expect(MOST_AT_ONCE.domain).toBeLessThan(MOST_AT_ONCE.server);
});
