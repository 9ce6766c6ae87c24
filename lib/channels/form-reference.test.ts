import { beforeAll, expect, test } from 'vitest';
import { forgetEnv } from '#lib/platform/env.ts';
import { formMailId, formReference, readFormReference } from './form-reference.ts';

beforeAll(() => {
  process.env.TANDEM_SECRET ??= 'test-secret-test-secret-test-secret-00';
  forgetEnv();
});

test('the same content has the same reference, and another another', () => {
  const reference = formReference('a');
  expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(formReference('a')).toBe(reference);
  const many = new Set(Array.from({ length: 2000 }, (_, n) => formReference(String(n))));
  expect(many.size).toBe(2000);
});

test('it is read as people type it', () => {
  const reference = formReference('b');
  expect(readFormReference(` ${reference.toLowerCase().replaceAll('-', ' ')} `)).toBe(reference);
  expect(readFormReference('OIL0-0000-0000')).toBe('0110-0000-0000');
  for (const other of ['', '#4821', 'void a label', `${reference}0`, reference.slice(1), 'UUUU-0000-0000'])
    expect(readFormReference(other)).toBeNull();
});

test('a Message-ID holds nothing but it', () => {
  expect(formMailId('0110-0000-000Z')).toBe('form-01100000000z');
});
