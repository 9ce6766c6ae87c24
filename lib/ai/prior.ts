// The shipped confidence model as a function of stored features alone, so that yesterday's proposals can be scored with today's model.
import { createHash } from 'node:crypto';
import type { Columns } from '#lib/autopilot/fit.ts';
import type { Prior } from '#lib/autopilot/scorer.ts';
import weights from './data/confidence.json' with { type: 'json' };
import { type DenseModel, denseProbabilities } from './dense.ts';

const model = weights as DenseModel;

/** Changes whenever a coefficient does. */
export const priorVersion = `${model.version}-${createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 8)}`;

export const prior: Prior = { version: priorVersion, logOdds: priorLogOdds };

/** What a refit may correct. */
export const priorColumns: Columns = {
  basedOn: priorVersion,
  features: [...model.features, 'verdict', 'hasVerdict', 'verdictPart'],
  mean: [...model.mean, 0, 0, 0],
  deviation: [...model.deviation, 1, 1, 1],
};

/**
 * A writing model reads what BM25 cannot, but is too sure of itself. Until this workspace's own reviews weigh it, its verdict counts as much as
 * everything else in log-odds, drawn in to [0.05, 0.95], and "part" never counts as more than even.
 */
export function priorLogOdds(features: Record<string, number>): number {
  const own = logit(denseProbabilities(model, features)[1] ?? 0);
  if (!features.hasVerdict) return own;
  const said = Math.min(Math.max(features.verdict ?? 0, 0.05), features.verdictPart ? 0.5 : 0.95);
  return (own + logit(said)) / 2;
}

function logit(p: number): number {
  const kept = Math.min(Math.max(p, 1e-4), 1 - 1e-4);
  return Math.log(kept / (1 - kept));
}
