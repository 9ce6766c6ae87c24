// Multinomial logistic regression over named features: full-batch gradient descent with L2, on standardised values.
import type { DenseModel } from '#lib/ai/dense.ts';

export type Row = { features: Record<string, number>; label: string; weight: number };

export function fitDense(
  rows: Row[],
  classes: string[],
  features: string[],
  { l2 = 0.02, steps = 800, rate = 0.3, version = '' } = {},
): DenseModel {
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  const mean = features.map(
    (name) => rows.reduce((sum, row) => sum + row.weight * (row.features[name] ?? 0), 0) / total,
  );
  const deviation = features.map(
    (name, i) =>
      Math.sqrt(
        rows.reduce((sum, row) => sum + row.weight * ((row.features[name] ?? 0) - (mean[i] ?? 0)) ** 2, 0) / total,
      ) || 1,
  );
  const x = rows.map((row) =>
    Float64Array.from(features, (name, i) => ((row.features[name] ?? 0) - (mean[i] ?? 0)) / (deviation[i] ?? 1)),
  );
  const weights = classes.map(() => new Float64Array(features.length));
  const bias = new Float64Array(classes.length);
  const velocity = classes.map(() => new Float64Array(features.length + 1));
  const targets = rows.map((row) => classes.indexOf(row.label));
  for (let step = 0; step < steps; step++) {
    const gradient = classes.map(() => new Float64Array(features.length + 1));
    rows.forEach((row, r) => {
      const xs = x[r] as Float64Array;
      const sums = weights.map((w, k) => dot(w, xs) + (bias[k] ?? 0));
      const top = Math.max(...sums);
      const powers = sums.map((sum) => Math.exp(sum - top));
      const all = powers.reduce((a, b) => a + b, 0);
      for (let k = 0; k < classes.length; k++) {
        const error = (((powers[k] ?? 0) / all - (targets[r] === k ? 1 : 0)) * row.weight) / total;
        const g = gradient[k] as Float64Array;
        for (let i = 0; i < xs.length; i++) g[i] = (g[i] ?? 0) + error * (xs[i] ?? 0);
        g[features.length] = (g[features.length] ?? 0) + error;
      }
    });
    classes.forEach((_, k) => {
      const w = weights[k] as Float64Array;
      const v = velocity[k] as Float64Array;
      const g = gradient[k] as Float64Array;
      for (let i = 0; i < features.length; i++) {
        v[i] = 0.9 * (v[i] ?? 0) - rate * ((g[i] ?? 0) + (l2 / 10) * (w[i] ?? 0));
        w[i] = (w[i] ?? 0) + (v[i] ?? 0);
      }
      v[features.length] = 0.9 * (v[features.length] ?? 0) - rate * (g[features.length] ?? 0);
      bias[k] = (bias[k] ?? 0) + (v[features.length] ?? 0);
    });
  }
  const short = (value: number) => Number(value.toFixed(4));
  return {
    classes,
    features,
    mean: mean.map(short),
    deviation: deviation.map(short),
    weights: weights.map((w) => [...w].map(short)),
    bias: [...bias].map(short),
    version,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
