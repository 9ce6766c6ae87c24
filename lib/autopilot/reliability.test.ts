import { expect, test } from 'vitest';
import { qualityOf, reliabilityBins } from './reliability.ts';

const some = (n: number, confidence: number, kept: boolean) => Array.from({ length: n }, () => ({ confidence, kept }));

test('on the line: nothing to complain about', () => {
  const { ece, brier, auroc } = qualityOf([
    ...some(8, 0.8, true),
    ...some(2, 0.8, false),
    ...some(2, 0.2, true),
    ...some(8, 0.2, false),
  ]);
  expect(ece).toBeCloseTo(0);
  expect(brier).toBeCloseTo(0.16);
  expect(auroc).toBeCloseTo(0.8);
});
test('too sure: off by what it claims too much', () => {
  expect(qualityOf([...some(5, 0.9, true), ...some(5, 0.9, false)]).ece).toBeCloseTo(0.4);
});
test('ties count half, a perfect order one, nothing without both kinds', () => {
  expect(qualityOf([...some(3, 0.5, true), ...some(3, 0.5, false)]).auroc).toBe(0.5);
  expect(qualityOf([...some(3, 0.9, true), ...some(3, 0.1, false)]).auroc).toBe(1);
  expect(qualityOf(some(3, 0.9, true)).auroc).toBeNull();
  expect(qualityOf([])).toEqual({ n: 0, ece: null, brier: null, auroc: null });
});
test('bins carry their intervals; 100% falls into the last one', () => {
  const [bin, more] = reliabilityBins([...some(9, 1, true), ...some(1, 0.95, false)]);
  expect(more).toBeUndefined();
  expect(bin).toMatchObject({ from: 0.9, to: 1, n: 10, unchanged: 9, rate: 0.9 });
  expect(bin?.low).toBeCloseTo(0.555, 3);
  expect(bin?.high).toBeCloseTo(0.9975, 4);
});
