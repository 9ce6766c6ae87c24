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
  /** Where reviews are to be carried over: it writes what was reviewed. */
  sameAsReviewed?: boolean | null;
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
  /** Over reviews: of the drafts that nothing held back, how many are what was reviewed. */
  reviewed?: { eligible: number; same: number };
  /** Today's engine on the same cases, where a change was tried. */
  compared?: Compared;
};

export type Compared = {
  today: ReplayReport;
  /** Cases that went another way, or in other words. */
  differs: number;
  moves: { from: GateAction; to: GateAction; n: number }[];
  /** Of all drafts that were judged on both sides: how many were wrong on one side only. */
  both: number;
  onlyToday: number;
  onlyTried: number;
};

const PERCENTS = [50, 60, 70, 75, 80, 85, 90, 95];

export function reportOf(cases: ReportCase[]): ReplayReport {
  const count = (action: GateAction) => cases.filter((one) => one.action === action).length;
  const sum = (pick: (one: ReportCase) => number) => cases.reduce((total, one) => total + pick(one), 0);
  const verdicts: ReplayReport['verdicts'] = { same: 0, alike: 0, unclear: 0, different: 0, none: 0 };
  for (const { verdict } of cases) verdicts[verdict ?? 'none']++;
  const reviewed = cases.filter(({ sameAsReviewed }) => typeof sameAsReviewed === 'boolean');
  const free = reviewed.filter(({ eligible }) => eligible);
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
    ...(reviewed.length > 0
      ? { reviewed: { eligible: free.length, same: free.filter(({ sameAsReviewed }) => sameAsReviewed).length } }
      : {}),
  };
}

/** The two sides of the same cases. */
export function compared(cases: { side: ReportCase; today: ReportCase; differs: boolean }[]): Compared {
  const moves = new Map<string, Compared['moves'][number]>();
  for (const { side, today } of cases) {
    if (!side.action || !today.action || side.action === today.action) continue;
    const key = `${today.action} ${side.action}`;
    moves.set(key, { from: today.action, to: side.action, n: (moves.get(key)?.n ?? 0) + 1 });
  }
  const judged = cases.filter(({ side, today }) => side.wrong !== null && today.wrong !== null);
  return {
    today: reportOf(cases.map(({ today }) => today)),
    differs: cases.filter(({ differs }) => differs).length,
    moves: [...moves.values()].sort((a, b) => b.n - a.n),
    both: judged.length,
    onlyToday: judged.filter(({ side, today }) => today.wrong && !side.wrong).length,
    onlyTried: judged.filter(({ side, today }) => side.wrong && !today.wrong).length,
  };
}

function judge(cases: ReportCase[]): Judged {
  const judged = cases.filter(({ wrong }) => wrong !== null);
  const wrong = judged.filter((one) => one.wrong).length;
  const byReview = judged.filter((one) => one.byReview).length;
  return { judged: judged.length, byReview, wrong, ...interval(wrong, judged.length) };
}
