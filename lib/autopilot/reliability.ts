// Is the confidence a probability? Reliability bins with exact intervals, ECE, Brier score, AUROC. Pure.
import { interval } from './binomial.ts';

/** A judged proposal: what was predicted and whether it was kept unchanged. */
export type Outcome = { confidence: number; kept: boolean };

export type ReliabilityBin = {
  from: number;
  to: number;
  n: number;
  unchanged: number;
  predicted: number;
  rate: number;
  low: number;
  high: number;
};

/** Ten bins of equal width; empty ones are left out. `low`/`high`: 95% interval of the kept share (Clopper–Pearson). */
export function reliabilityBins(outcomes: Outcome[]): ReliabilityBin[] {
  return Array.from({ length: 10 }, (_, bin) => outcomes.filter(({ confidence }) => binOf(confidence) === bin)).flatMap(
    (items, bin) => {
      if (items.length === 0) return [];
      const n = items.length;
      const unchanged = items.filter(({ kept }) => kept).length;
      const predicted = items.reduce((sum, { confidence }) => sum + confidence, 0) / n;
      return {
        from: bin / 10,
        to: (bin + 1) / 10,
        n,
        unchanged,
        predicted,
        rate: unchanged / n,
        ...interval(unchanged, n),
      };
    },
  );
}

export type Quality = { n: number; ece: number | null; brier: number | null; auroc: number | null };

/**
 * ece: expected calibration error over ten bins (Naeini, Cooper, Hauskrecht 2015); brier: mean squared error (Brier 1950);
 * auroc: chance that a kept one was ranked above a changed one (ties count half), null unless both occur.
 */
export function qualityOf(outcomes: Outcome[]): Quality {
  const n = outcomes.length;
  if (n === 0) return { n, ece: null, brier: null, auroc: null };
  const ece = reliabilityBins(outcomes).reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.rate - bin.predicted), 0);
  const brier = outcomes.reduce((sum, { confidence, kept }) => sum + (confidence - (kept ? 1 : 0)) ** 2, 0) / n;
  return { n, ece, brier, auroc: auroc(outcomes) };
}

/** Mann–Whitney: mean rank of the kept ones. */
function auroc(outcomes: Outcome[]): number | null {
  const kept = outcomes.filter((one) => one.kept).length;
  const changed = outcomes.length - kept;
  if (kept === 0 || changed === 0) return null;
  const sorted = [...outcomes].sort((a, b) => a.confidence - b.confidence);
  let ranks = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (sorted[to + 1]?.confidence === sorted[from]?.confidence) to++;
    const rank = (from + to) / 2 + 1;
    for (let i = from; i <= to; i++) ranks += sorted[i]?.kept ? rank : 0;
    from = to + 1;
  }
  return (ranks - (kept * (kept + 1)) / 2) / (kept * changed);
}

function binOf(confidence: number): number {
  return Math.min(9, Math.floor(confidence * 10));
}
