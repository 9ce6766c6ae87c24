import { expect, test } from 'vitest';
import { contributions } from './contributions.ts';
import weights from './data/confidence.json' with { type: 'json' };
import { denseProbabilities } from './dense.ts';

const features = { answerable: 0.9, margin: 0.7, partly: 0.4, topScore: 0.1 };
const modelVersion = weights.version;

test('the effects and the start add up to the confidence', () => {
  const confidence = denseProbabilities(weights, features)[1] ?? 0;
  const all = contributions({ features, modelVersion, confidence }) ?? [];
  const start = (weights.bias[1] ?? 0) - (weights.bias[0] ?? 0);
  const sum = all.reduce((total, { effect }) => total + effect, start);
  expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(confidence, 6);
  expect(all.map(({ effect }) => Math.abs(effect))).toEqual(
    all.map(({ effect }) => Math.abs(effect)).sort((a, b) => b - a),
  );
});

test('a model’s verdict explains what the features leave', () => {
  const withVerdict = { ...features, hasVerdict: 1, verdict: 0.95 };
  const own = denseProbabilities(weights, withVerdict)[1] ?? 0;
  const logit = (p: number) => Math.log(p / (1 - p));
  const confidence = 1 / (1 + Math.exp(-(logit(own) + logit(0.95)) / 2));
  const all = contributions({ features: withVerdict, modelVersion, confidence }) ?? [];
  expect(all.find(({ feature }) => feature === 'verdict')?.effect).toBeCloseTo(logit(0.95) / 2, 6);
});

test('other weights than today’s tell nothing', () => {
  expect(contributions({ features, modelVersion: 'prior-0', confidence: 0.5 })).toBeNull();
});
