import { expect, test } from 'vitest';
import { corrected } from '#lib/autopilot/confidence-model.ts';
import { contributions } from './contributions.ts';
import weights from './data/confidence.json' with { type: 'json' };
import { denseProbabilities } from './dense.ts';
import { priorColumns, priorLogOdds, priorVersion } from './prior.ts';

const features = { answerable: 0.9, margin: 0.7, partly: 0.4, topScore: 0.1 };
const modelVersion = priorVersion;
const topic = 'labels';

test('the effects and the start add up to the confidence', () => {
  const confidence = denseProbabilities(weights, features)[1] ?? 0;
  const all = contributions({ features, modelVersion, confidence, topic }) ?? [];
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
  const all = contributions({ features: withVerdict, modelVersion, confidence, topic }) ?? [];
  expect(all.find(({ feature }) => feature === 'verdict')?.effect).toBeCloseTo(logit(0.95) / 2, 6);
});

test('other weights than today’s tell nothing', () => {
  expect(contributions({ features, modelVersion: 'prior-0', confidence: 0.5, topic })).toBeNull();
});

test('a workspace’s own correction is part of the story', () => {
  const own = {
    ...priorColumns,
    shift: 1,
    scale: 0.5,
    weights: priorColumns.features.map((_, i) => i / 100),
    topics: { labels: 0.3 },
  };
  const confidence = corrected(own, priorLogOdds(features), features, topic);
  const all = contributions({ features, modelVersion: 'own-1', confidence, topic }, own) ?? [];
  const start = 1.5 * ((weights.bias[1] ?? 0) - (weights.bias[0] ?? 0)) + 1.3;
  const sum = all.reduce((total, { effect }) => total + effect, start);
  // The verdict's columns have no part where there is no verdict.
  expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(confidence, 6);
  expect(
    contributions({ features, modelVersion: 'own-1', confidence, topic }, { ...own, basedOn: 'prior-0' }),
  ).toBeNull();
});
