import { beforeAll, expect, test } from 'vitest';
import { sign } from '#lib/platform/crypto.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { fileToken, readFileToken } from './file-token.ts';

beforeAll(() => {
  process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
  forgetEnv();
});

const MINUTE = 60_000;
const noon = Date.UTC(2026, 10, 30, 12);

test('good for an hour at least, for an hour and a half at most, and the same within half an hour', () => {
  for (const minted of [noon, noon + 7 * MINUTE, noon + 29 * MINUTE]) {
    const token = fileToken(7, minted);
    expect(token).toBe(fileToken(7, noon));
    expect(readFileToken(token, minted + 60 * MINUTE)).toBe(7);
    expect(readFileToken(token, minted + 91 * MINUTE)).toBe('expired');
  }
  expect(fileToken(7, noon + 30 * MINUTE)).not.toBe(fileToken(7, noon));
});

test('another file, a later end, another purpose or a piece of it opens nothing', () => {
  const token = fileToken(7, noon);
  const [id = '', until = '', signature = ''] = token.split('.');
  const later = (Number.parseInt(until, 36) + 1).toString(36);
  const otherPurpose = sign(`7 ${Number.parseInt(until, 36)}`, 'remote-picture');
  for (const made of [
    `8.${until}.${signature}`,
    `07.${until}.${signature}`,
    `${id}.${later}.${signature}`,
    `${id}.${until}.${otherPurpose}`,
    `${id}.${until}.${signature.slice(0, 31)}`,
    `${id}.${until}.${signature}0`,
    `${id}.${until}.${signature}\n`,
    `${id}.${until}`,
    '',
  ])
    expect(readFileToken(made, noon), made).toBeNull();
});
