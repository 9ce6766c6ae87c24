import { expect, test } from 'vitest';
import { weightsOf } from './weights.ts';

const cell = (percent: number, asked: number, alone: number) => ({
  percent,
  proposals: asked + alone,
  chances: asked + alone * 0.07,
  judged: Math.round(asked + alone * 0.07),
});

test('everything reviewed: every review stands for itself', () => {
  const weight = weightsOf([cell(95, 40, 0), cell(80, 40, 0)]);
  expect([weight(95), weight(80)]).toEqual([1, 1]);
});
test('what sends itself is looked at less, so each look stands for more', () => {
  const weight = weightsOf([cell(95, 40, 400), cell(50, 80, 0)]);
  expect(weight(95)).toBeCloseTo(440 / 68);
  expect(weight(50)).toBe(1);
});
test('a cell with few looks is weighed with its neighbours', () => {
  const weight = weightsOf([cell(99, 0, 20), cell(95, 60, 0), cell(50, 60, 0), cell(40, 2, 0)]);
  expect(weight(99)).toBeCloseTo(80 / 61.4);
  expect(weight(99)).toBe(weight(95));
  expect(weight(40)).toBe(weight(50));
});
