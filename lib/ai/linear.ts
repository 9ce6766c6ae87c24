// Small text classifiers: hashed word and character n-grams, one weight each, a softmax on top. Trained by scripts/train.
import { fold } from '#lib/knowledge/tokens.ts';

/** `weights` is base64 of int8, `dim` per class, times `scale`. */
export type LinearModel = { classes: string[]; bits: number; scale: number; bias: number[]; weights: string };

const decoded = new WeakMap<LinearModel, Int8Array>();

/** Probabilities in the order of `classes`. */
export function predict(model: LinearModel, text: string): number[] {
  return softmax(logits(model, text));
}

function logits(model: LinearModel, text: string): number[] {
  let weights = decoded.get(model);
  if (!weights) {
    const bytes = Buffer.from(model.weights, 'base64');
    weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    decoded.set(model, weights);
  }
  const dim = 1 << model.bits;
  const sums = [...model.bias];
  for (const [feature, value] of textFeatures(text, model.bits)) {
    for (let k = 0; k < sums.length; k++) {
      sums[k] = (sums[k] ?? 0) + value * model.scale * (weights[k * dim + feature] ?? 0);
    }
  }
  return sums;
}

export function softmax(values: number[]): number[] {
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

const MAX_CHARACTERS = 4000;

/** Words, pairs of words, character 3- to 5-grams within words; binary counts, length-normalised to 1. */
export function textFeatures(text: string, bits: number): Map<number, number> {
  const mask = (1 << bits) - 1;
  const found = new Set<number>();
  const words = fold(text.slice(0, MAX_CHARACTERS)).match(/[\p{L}\p{N}]+|[!?]+|\p{Emoji_Presentation}/gu) ?? [];
  let before = '^';
  for (const word of words) {
    found.add(hash(`w:${word}`) & mask);
    found.add(hash(`p:${before} ${word}`) & mask);
    const padded = `_${word.slice(0, 24)}_`;
    for (let n = 3; n <= 5; n++) {
      for (let i = 0; i + n <= padded.length; i++) found.add(hash(padded.slice(i, i + n)) & mask);
    }
    before = word;
  }
  const value = 1 / Math.sqrt(Math.max(found.size, 1));
  return new Map([...found].map((feature) => [feature, value]));
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
