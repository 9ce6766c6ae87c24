// Refits confidence on what this team's reviewers did. Pure: labelled features in, a correction of the shipped model out.
//
// Model: logistic regression with Gaussian priors, found at its mode by Newton's method. The shipped model's log-odds enter as an offset, so
// the prior of "no correction" has mean zero everywhere: weights ~ N(0, 0.15²) on standardised features, scale ~ N(0, 0.5²), shift ~ N(0, 1).
// Topic offsets ~ N(0, τ²), pooled: τ² is estimated by EM (the mean of u² plus its posterior variance over topics; A. Gelman, J. Hill,
// "Data Analysis Using Regression and Multilevel/Hierarchical Models", 2006, chapter 12), so that a topic with few reviews stays near the others.
import type { ConfidenceModel } from './confidence-model.ts';
import { solve } from './solve.ts';

export type Example = {
  /** Log-odds of the shipped model. */
  prior: number;
  features: Record<string, number>;
  topic: string | null;
  kept: boolean;
};

/** Columns of the shipped model, with what standardises them. */
export type Columns = Pick<ConfidenceModel, 'basedOn' | 'features' | 'mean' | 'deviation'>;

const DEVIATION = { shift: 1, scale: 0.5, weight: 0.15 };
const TAU_START = 0.25;
const [TAU_LEAST, TAU_MOST] = [0.01, 1];
const ROUNDS = 4;
const NEWTON_STEPS = 20;

export function fitConfidence(examples: Example[], columns: Columns): ConfidenceModel {
  const topics = [...new Set(examples.flatMap(({ topic }) => (topic === null ? [] : [topic])))].sort();
  const k = columns.features.length;
  const size = 2 + k + topics.length;
  const rows = examples.map((example) => rowOf(example, columns, topics, size));
  let tau = TAU_START;
  let beta = new Float64Array(size);
  for (let round = 0; round < ROUNDS; round++) {
    const precision = Float64Array.from({ length: size }, (_, i) =>
      i === 0 ? DEVIATION.shift ** -2 : i === 1 ? DEVIATION.scale ** -2 : i < 2 + k ? DEVIATION.weight ** -2 : 1 / tau,
    );
    const { mode, curvature } = posteriorMode(rows, examples, precision, beta);
    beta = mode;
    if (topics.length === 0) break;
    // Variance from the diagonal of the curvature: a little too small, which pools a little more.
    const spread = topics.reduce((sum, _, t) => {
      const i = 2 + k + t;
      return sum + (beta[i] ?? 0) ** 2 + 1 / (curvature[i * size + i] ?? 1);
    }, 0);
    tau = Math.min(TAU_MOST, Math.max(TAU_LEAST, spread / topics.length));
  }
  const short = (value: number | undefined) => Number((value ?? 0).toFixed(5));
  return {
    ...columns,
    shift: short(beta[0]),
    scale: short(beta[1]),
    weights: columns.features.map((_, i) => short(beta[2 + i])),
    topics: Object.fromEntries(topics.map((topic, t) => [topic, short(beta[2 + k + t])])),
  };
}

/** Mean negative log-likelihood: lower is better. */
export function logLoss(items: { probability: number; kept: boolean }[]): number {
  const least = 1e-6;
  return (
    items.reduce(
      (sum, { probability, kept }) => sum - Math.log(Math.max(least, kept ? probability : 1 - probability)),
      0,
    ) / Math.max(1, items.length)
  );
}

function rowOf({ prior, features, topic }: Example, columns: Columns, topics: string[], size: number): Float64Array {
  const row = new Float64Array(size);
  row[0] = 1;
  row[1] = prior;
  columns.features.forEach((name, i) => {
    row[2 + i] = ((features[name] ?? 0) - (columns.mean[i] ?? 0)) / (columns.deviation[i] || 1);
  });
  const t = topic === null ? -1 : topics.indexOf(topic);
  if (t >= 0) row[2 + columns.features.length + t] = 1;
  return row;
}

function posteriorMode(rows: Float64Array[], examples: Example[], precision: Float64Array, start: Float64Array) {
  const size = precision.length;
  const mode = Float64Array.from(start);
  let curvature = new Float64Array(size * size);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = Float64Array.from(precision, (p, i) => -p * (mode[i] ?? 0));
    curvature = new Float64Array(size * size);
    for (let i = 0; i < size; i++) curvature[i * size + i] = precision[i] ?? 0;
    rows.forEach((row, r) => {
      const example = examples[r] as Example;
      let sum = example.prior;
      for (let i = 0; i < size; i++) sum += (mode[i] as number) * (row[i] as number);
      const p = 1 / (1 + Math.exp(-sum));
      const miss = (example.kept ? 1 : 0) - p;
      const weight = p * (1 - p);
      for (let i = 0; i < size; i++) {
        const x = row[i] as number;
        if (x === 0) continue;
        gradient[i] = (gradient[i] as number) + miss * x;
        const wx = weight * x;
        const at = i * size;
        for (let j = 0; j <= i; j++) curvature[at + j] = (curvature[at + j] as number) + wx * (row[j] as number);
      }
    });
    const move = solve(curvature, gradient);
    const before = penalty(rows, examples, precision, mode);
    // Full steps swing to and fro, ever wider, where the shipped model is far off: halved until things get better.
    let share = 1;
    let next = moved(mode, move, share);
    while (share > LEAST_STEP && penalty(rows, examples, precision, next) > before) {
      share /= 2;
      next = moved(mode, move, share);
    }
    if (share <= LEAST_STEP) break;
    mode.set(next);
    if (share * Math.max(...move.map(Math.abs)) < 1e-6) break;
  }
  return { mode, curvature };
}

const LEAST_STEP = 1 / 1024;

function moved(from: Float64Array, by: Float64Array, share: number): Float64Array {
  return from.map((value, i) => value + share * (by[i] ?? 0));
}

/** Minus the logarithm of what is to be made largest, up to a constant. */
function penalty(rows: Float64Array[], examples: Example[], precision: Float64Array, mode: Float64Array): number {
  let total = precision.reduce((sum, p, i) => sum + (p * (mode[i] as number) ** 2) / 2, 0);
  rows.forEach((row, r) => {
    const { prior, kept } = examples[r] as Example;
    let sum = prior;
    for (let i = 0; i < mode.length; i++) sum += (mode[i] as number) * (row[i] as number);
    const against = kept ? -sum : sum;
    total += against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against));
  });
  return total;
}
