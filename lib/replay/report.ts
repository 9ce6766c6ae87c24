// From finished cases to the report: what would have been sent, held and left, and how wrong that would have been. Pure.
import type { CaseVerdict, GateAction } from '#db/schema.ts';
import { interval } from '#lib/autopilot/binomial.ts';

export type ReportCase = {
  action: GateAction | null;
  eligible: boolean;
  confidence: number | null;
  verdict: CaseVerdict | null;
  wrong: boolean | null;
  byReview: boolean;
  newerSource: boolean;
  failed: boolean;
  ms: number;
  tokensIn: number;
  tokensOut: number;
  costUsd: number;
};

/** `wrong` of `judged`, with the exact 95% interval (Clopper and Pearson). */
export type Judged = { judged: number; byReview: number; wrong: number; low: number; high: number };
export type ReplayReport = {
  cases: number;
  sent: number;
  review: number;
  suggest: number;
  person: number;
  failed: number;
  /** Of those that would have been sent. */
  error: Judged;
  /** What other thresholds would have sent, of the replies that nothing else held back. */
  thresholds: (Judged & { percent: number; sent: number })[];
  verdicts: Record<CaseVerdict, number>;
  newerSource: number;
  tokensIn: number;
  tokensOut: number;
  costUsd: number;
  /** Per case, in ms. */
  ms: { mean: number; p95: number };
};

const PERCENTS = [50, 60, 70, 75, 80, 85, 90, 95];

export function reportOf(cases: ReportCase[]): ReplayReport {
  const count = (action: GateAction) => cases.filter((one) => one.action === action).length;
  const sum = (pick: (one: ReportCase) => number) => cases.reduce((total, one) => total + pick(one), 0);
  const verdicts: ReplayReport['verdicts'] = { same: 0, alike: 0, unclear: 0, different: 0, none: 0 };
  for (const { verdict } of cases) verdicts[verdict ?? 'none']++;
  const times = cases.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    cases: cases.length,
    sent: count('send'),
    review: count('review'),
    suggest: count('suggest'),
    person: count('person'),
    failed: cases.filter(({ failed }) => failed).length,
    error: judge(cases.filter(({ action }) => action === 'send')),
    thresholds: PERCENTS.map((percent) => {
      const above = cases.filter(({ eligible, confidence }) => eligible && (confidence ?? 0) >= percent / 100);
      return { percent, sent: above.length, ...judge(above) };
    }),
    verdicts,
    newerSource: cases.filter(({ newerSource }) => newerSource).length,
    tokensIn: sum(({ tokensIn }) => tokensIn),
    tokensOut: sum(({ tokensOut }) => tokensOut),
    costUsd: sum(({ costUsd }) => costUsd),
    ms: {
      mean: cases.length ? Math.round(sum(({ ms }) => ms) / cases.length) : 0,
      p95: times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0,
    },
  };
}

function judge(cases: ReportCase[]): Judged {
  const judged = cases.filter(({ wrong }) => wrong !== null);
  const wrong = judged.filter((one) => one.wrong).length;
  const byReview = judged.filter((one) => one.byReview).length;
  return { judged: judged.length, byReview, wrong, ...interval(wrong, judged.length) };
}
