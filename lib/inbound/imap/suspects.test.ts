import { expect, test } from 'vitest';
import { noSuspects } from './suspects.ts';

const broken = () => Promise.reject(new Error('the connection ended'));

test('what was asked for when the connection ended is a suspect, and given up after four times', async () => {
  const suspects = noSuspects();
  suspects.under(1n);
  await suspects.asking([1, 2], async () => {});
  suspects.connectionEnded();
  expect(suspects.isOne(1)).toBe(false);
  await expect(suspects.asking([2, 3], broken)).rejects.toThrow();
  suspects.connectionEnded();
  expect([1, 2, 3].map(suspects.isOne)).toEqual([false, true, true]);
  suspects.arrived([2]);
  for (let n = 0; n < 3; n++) {
    expect(suspects.isGivenUp(3)).toBe(false);
    await expect(suspects.asking([3], broken)).rejects.toThrow();
    suspects.connectionEnded();
  }
  expect([2, 3].map(suspects.isGivenUp)).toEqual([false, true]);
});

test('a connection that ends between two questions accuses nobody; another UIDVALIDITY clears everybody', async () => {
  const suspects = noSuspects();
  suspects.under(1n);
  suspects.connectionEnded();
  await expect(suspects.asking([7], broken)).rejects.toThrow();
  suspects.connectionEnded();
  suspects.under(1n);
  expect(suspects.isOne(7)).toBe(true);
  suspects.under(2n);
  expect(suspects.isOne(7)).toBe(false);
});
