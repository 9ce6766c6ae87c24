// What a text means, as a direction in the space of an embedding model. Pure.
import { sha256 } from '#lib/platform/crypto.ts';

/** One signed byte for each dimension: a cosine differs by less than .01 from that of the full numbers, at a quarter of their memory. */
export type Vector = Int8Array;

/** Throws nothing: numbers that are none count as 0, and a vector of zeros is near to nothing. */
export function toVector(values: number[]): Vector {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0) || 1;
  return Int8Array.from(values, (value) => Math.round(((value || 0) / largest) * 127));
}

/** -1 to 1; 0 where the two are from different models (their lengths differ). */
export function cosine(a: Vector, b: Vector): number {
  if (a.length !== b.length) return 0;
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA && squaresB ? dot / Math.sqrt(squaresA * squaresB) : 0;
}

/** What of a passage is embedded. */
export function embeddedText({ title, heading, text }: { title: string; heading: string; text: string }): string {
  return [title, heading, text].filter(Boolean).join('\n');
}

/** Vectors are kept by what was embedded, so that an article that changes in one place is embedded in one place. */
export function embeddedHash(passage: { title: string; heading: string; text: string }): string {
  return sha256(embeddedText(passage));
}
