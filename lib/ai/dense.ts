// Logistic regression over named features. A feature that the model does not know counts nothing; one that is missing counts as 0.
import { softmax } from './linear.ts';

export type DenseModel = {
  classes: string[];
  features: string[];
  mean: number[];
  deviation: number[];
  weights: number[][];
  bias: number[];
  version: string;
};

/** Probabilities in the order of `classes`. */
export function denseProbabilities(model: DenseModel, values: Record<string, number>): number[] {
  const x = model.features.map((name, i) => ((values[name] ?? 0) - (model.mean[i] ?? 0)) / (model.deviation[i] || 1));
  return softmax(
    model.weights.map((row, k) => (model.bias[k] ?? 0) + row.reduce((sum, weight, i) => sum + weight * (x[i] ?? 0), 0)),
  );
}
