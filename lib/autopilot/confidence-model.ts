// A workspace's own correction of the shipped confidence: what it is, and how it is applied. Fitting is fit.ts' business.

/** Log-odds = prior + shift + scale · prior + Σ weights · standardised features + the topic's offset. */
export type ConfidenceModel = {
  /** Of the shipped model that it corrects: another one makes it meaningless. */
  basedOn: string;
  shift: number;
  scale: number;
  features: string[];
  mean: number[];
  deviation: number[];
  weights: number[];
  topics: Record<string, number>;
};

/** @param prior log-odds of the shipped model. A feature that is missing counts as 0, an unknown topic has no offset. */
export function corrected(
  model: ConfidenceModel,
  prior: number,
  features: Record<string, number>,
  topic: string | null,
): number {
  let sum = prior + model.shift + model.scale * prior + (model.topics[topic ?? ''] ?? 0);
  model.features.forEach((name, i) => {
    sum += (model.weights[i] ?? 0) * (((features[name] ?? 0) - (model.mean[i] ?? 0)) / (model.deviation[i] || 1));
  });
  return 1 / (1 + Math.exp(-sum));
}
