import { describe, expect, test } from 'vitest';
import { corrected } from './confidence-model.ts';
import { type Columns, type Example, fitConfidence, logLoss } from './fit.ts';
import { qualityOf } from './reliability.ts';
import { seeded } from './seeded.ts';

const columns: Columns = { basedOn: 'prior', features: ['a', 'b'], mean: [0, 0], deviation: [1, 1] };

/** Reviews of a world whose log-odds are `truth`. */
function world(n: number, seed: number, truth: (one: Omit<Example, 'kept'>) => number): Example[] {
  const next = seeded(seed);
  return Array.from({ length: n }, () => {
    const one = {
      prior: 4 * next() - 2,
      features: { a: 2 * next() - 1, b: 2 * next() - 1 },
      topic: `t${Math.floor(next() * 4)}`,
    };
    return { ...one, kept: next() < 1 / (1 + Math.exp(-truth(one))) };
  });
}

const judge = (model: ReturnType<typeof fitConfidence>, items: Example[]) =>
  items.map((one) => ({ probability: corrected(model, one.prior, one.features, one.topic), kept: one.kept }));

test('no reviews: the shipped model as it is', () => {
  const model = fitConfidence([], columns);
  expect(corrected(model, 0.7, { a: 1 }, 'x')).toBeCloseTo(1 / (1 + Math.exp(-0.7)), 6);
});

describe('a team that keeps more than the shipped model thinks', () => {
  const truth = ({ prior, features, topic }: Omit<Example, 'kept'>) =>
    1.2 + 1.3 * prior + 0.4 * (features.a ?? 0) + (topic === 't0' ? -1.5 : 0.3);
  const later = world(4000, 99, truth);
  test('200 reviews calibrate it: ECE at most .05, and better than the prior', () => {
    const model = fitConfidence(world(200, 1, truth), columns);
    const said = judge(model, later);
    const quality = qualityOf(said.map(({ probability, kept }) => ({ confidence: probability, kept })));
    expect(quality.ece).toBeLessThanOrEqual(0.05);
    const prior = judge(fitConfidence([], columns), later);
    expect(logLoss(said)).toBeLessThan(logLoss(prior));
  });
  test('it finds what it was made of when there are many', () => {
    const model = fitConfidence(world(5000, 2, truth), columns);
    expect(model.scale).toBeGreaterThan(0.15);
    expect(model.topics.t0).toBeLessThan((model.topics.t1 ?? 0) - 1);
  });
});

test('a topic with three reviews stays near the others', () => {
  const many = world(600, 5, ({ prior }) => prior);
  const few: Example[] = Array.from({ length: 3 }, () => ({
    prior: 0,
    features: { a: 0, b: 0 },
    topic: 'rare',
    kept: false,
  }));
  const model = fitConfidence([...many, ...few], columns);
  expect(Math.abs(model.topics.rare ?? 9)).toBeLessThan(0.4);
});

test.each([
  ['far too sure', 4],
  ['far too timid', -4],
])('a shipped model that is %s is corrected, not driven further off', (_, off) => {
  const world200 = (seed: number, n: number) => {
    const next = seeded(seed);
    return Array.from({ length: n }, (): Example => {
      const prior = off * (0.5 + next());
      return { prior, features: { a: 6 * next() - 3, b: 6 * next() - 3 }, topic: null, kept: next() < 0.4 };
    });
  };
  const model = fitConfidence(world200(3, 200), columns);
  const said = judge(model, world200(4, 2000));
  expect(logLoss(said)).toBeLessThan(0.72);
  expect(qualityOf(said.map(({ probability, kept }) => ({ confidence: probability, kept }))).ece).toBeLessThan(0.1);
});
