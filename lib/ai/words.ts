// What a few thousand English words mean, roughly: how rare each stem is, and which ones are near each other. Made by scripts/train/words.ts.
import data from './data/words.json' with { type: 'json' };

let known: Map<string, number> | undefined;
let rarities: Uint8Array;
let vectors: Int8Array;
let lengths: Float64Array;

function position(stem: string): number | undefined {
  if (!known) {
    known = new Map(data.words.split(' ').map((word, at) => [word, at]));
    rarities = Uint8Array.from(Buffer.from(data.rarity, 'base64'));
    vectors = Int8Array.from(Buffer.from(data.vectors, 'base64'));
    lengths = Float64Array.from(known.values(), (at) => Math.sqrt(product(at, at)) || 1);
  }
  return known.get(stem);
}

/** 0 for the commonest word of English, 1 for one that is not among the commonest 60,000. Numbers and codes are rare. */
export function rarity(stem: string): number {
  const at = position(stem);
  return at === undefined ? 1 : (rarities[at] ?? 255) / 255;
}

/** Cosine, -1 to 1; 1 for the same stem, 0 where either is not known. Other scripts and numbers are only like themselves. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const first = position(a);
  const second = position(b);
  if (first === undefined || second === undefined) return 0;
  return product(first, second) / ((lengths[first] ?? 1) * (lengths[second] ?? 1));
}

function product(a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < data.dimensions; i++)
    sum += (vectors[a * data.dimensions + i] ?? 0) * (vectors[b * data.dimensions + i] ?? 0);
  return sum;
}
