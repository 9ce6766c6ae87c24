import { expect, test } from 'vitest';
import { type ReportCase, reportOf } from './report.ts';

const base: ReportCase = {
  action: 'send',
  eligible: true,
  confidence: 0.9,
  verdict: 'alike',
  wrong: false,
  byReview: false,
  newerSource: false,
  failed: false,
  ms: 10,
  tokensIn: 100,
  tokensOut: 10,
  costUsd: 0.01,
};

test('counts, the error among what would have been sent with its exact interval, and what it cost', () => {
  const report = reportOf([
    ...Array.from({ length: 18 }, () => base),
    { ...base, wrong: true, byReview: true, verdict: 'different' },
    { ...base, wrong: null, verdict: 'unclear', ms: 500 },
    { ...base, action: 'review', wrong: true, confidence: 0.6, verdict: 'different' },
    { ...base, action: 'person', eligible: false, confidence: null, verdict: 'none', wrong: null, failed: true },
  ]);
  expect(report).toMatchObject({ cases: 22, sent: 20, review: 1, person: 1, suggest: 0, failed: 1 });
  expect(report.error).toMatchObject({ judged: 19, byReview: 1, wrong: 1 });
  // Clopper and Pearson for 1 of 19.
  expect(report.error.low).toBeCloseTo(0.00133, 4);
  expect(report.error.high).toBeCloseTo(0.26028, 4);
  expect(report.thresholds.find(({ percent }) => percent === 60)).toMatchObject({ sent: 21, judged: 20, wrong: 2 });
  expect(report.thresholds.find(({ percent }) => percent === 95)).toMatchObject({ sent: 0, low: 0, high: 1 });
  expect(report.verdicts).toEqual({ same: 0, alike: 18, unclear: 1, different: 2, none: 1 });
  expect(report.costUsd).toBeCloseTo(0.22);
  expect(report.ms).toEqual({ mean: 32, p95: 10 });
});

test('without cases nothing is claimed', () => {
  expect(reportOf([])).toMatchObject({ cases: 0, error: { judged: 0, low: 0, high: 1 }, ms: { mean: 0, p95: 0 } });
});
