// Multinomial logistic regression on hashed text features, by AdaGrad. Returns a model as lib/ai/linear.ts reads it.
import { type LinearModel, textFeatures } from '#lib/ai/linear.ts';

export type Example = { text: string; label: string; weight?: number };
type Options = { bits: number; epochs?: number; rate?: number; l2?: number; seed?: number };

export function trainSoftmax(
  examples: Example[],
  classes: string[],
  { bits, epochs = 20, rate = 0.5, l2 = 1e-6, seed = 7 }: Options,
): LinearModel {
  const dim = 1 << bits;
  const k = classes.length;
  const weights = new Float32Array(dim * k);
  const squares = new Float32Array(dim * k).fill(1e-2);
  const bias = new Array<number>(k).fill(0);
  const rows = examples.map((example) => ({
    features: [...textFeatures(example.text, bits)],
    label: classes.indexOf(example.label),
    weight: example.weight ?? 1,
  }));
  const random = generator(seed);
  const order = rows.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    for (const index of order) {
      const row = rows[index];
      if (!row) continue;
      const sums = bias.slice();
      for (const [feature, value] of row.features)
        for (let c = 0; c < k; c++) sums[c] = (sums[c] ?? 0) + value * (weights[c * dim + feature] ?? 0);
      const top = Math.max(...sums);
      const powers = sums.map((sum) => Math.exp(sum - top));
      const total = powers.reduce((a, b) => a + b, 0);
      for (let c = 0; c < k; c++) {
        const error = ((powers[c] ?? 0) / total - (c === row.label ? 1 : 0)) * row.weight;
        bias[c] = (bias[c] ?? 0) - 0.01 * rate * error;
        if (Math.abs(error) < 1e-3) continue;
        for (const [feature, value] of row.features) {
          const at = c * dim + feature;
          const gradient = error * value + l2 * (weights[at] ?? 0);
          squares[at] = (squares[at] ?? 0) + gradient * gradient;
          weights[at] = (weights[at] ?? 0) - (rate * gradient) / Math.sqrt(squares[at] ?? 1);
        }
      }
    }
  }
  return pack(classes, bits, bias, weights);
}

function pack(classes: string[], bits: number, bias: number[], weights: Float32Array): LinearModel {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = largest / 127 || 1;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return {
    classes,
    bits,
    scale: Number(scale.toPrecision(6)),
    bias: bias.map((value) => Number(value.toFixed(4))),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}

/** mulberry32: the same model from the same data, every time. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
