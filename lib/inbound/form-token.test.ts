import { beforeAll, expect, test } from 'vitest';
import { forgetEnv } from '#lib/platform/env.ts';
import { issueFormToken, readFormToken } from './form-token.ts';

beforeAll(() => {
  process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
  forgetEnv();
});

const now = Date.UTC(2026, 5, 1);

test('early, right, stale', () => {
  const token = issueFormToken(now);
  expect(readFormToken(token, now + 1_999)).toBe('early');
  expect(readFormToken(token, now + 2_000)).toEqual({ id: expect.stringMatching(/^[\w-]{16}$/) });
  expect(readFormToken(token, now + 24 * 3600 * 1000)).toEqual(readFormToken(token, now + 2_000));
  expect(readFormToken(token, now + 24 * 3600 * 1000 + 1)).toBe('stale');
});

test('two pages have two ids', () => {
  const [one, two] = [issueFormToken(now), issueFormToken(now)].map((token) => readFormToken(token, now + 5_000));
  expect(one).not.toEqual(two);
});

test('what we did not sign is stale', () => {
  const token = issueFormToken(now);
  const older = `${(now - 60_000).toString(36)}${token.slice(token.indexOf('.'))}`;
  for (const made of ['', 'x', older, `${token}0`, token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))])
    expect(readFormToken(made, now + 5_000), made).toBe('stale');
});
