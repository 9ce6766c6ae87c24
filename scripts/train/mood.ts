// Trains lib/ai/data/mood.json: calm, happy, confused, upset or angry. Corpora: Parcelbird (ours), GoEmotions (CC BY 4.0).
import { writeFileSync } from 'node:fs';
import { predict } from '#lib/ai/linear.ts';
import { dataFolder, heldOut, parcelbird, readLines } from './data.ts';
import { type Example, trainSoftmax } from './softmax.ts';

const MOODS = ['calm', 'happy', 'confused', 'upset', 'angry'];
const EMOTIONS: Record<string, string> = {
  neutral: 'calm',
  gratitude: 'happy',
  joy: 'happy',
  admiration: 'happy',
  confusion: 'confused',
  curiosity: 'confused',
  disappointment: 'upset',
  sadness: 'upset',
  nervousness: 'upset',
  fear: 'upset',
  grief: 'upset',
  anger: 'angry',
  annoyance: 'angry',
  disgust: 'angry',
};

const folder = dataFolder();
const rows = parcelbird(folder);
const own: Example[] = rows
  .filter((row) => !heldOut(row.id))
  .map((row) => ({ text: row.text, label: row.mood, weight: row.mood === 'calm' ? 2 : 4 }));
const seen: Record<string, number> = {};
const public_: Example[] = readLines<{ text: string; labels: string[] }>(
  folder,
  'goemotions_sample/comments.jsonl',
).flatMap((row) => {
  const label = EMOTIONS[row.labels[0] ?? ''];
  if (!label || row.labels.length > 1) return [];
  seen[label] = (seen[label] ?? 0) + 1;
  return (seen[label] ?? 0) <= 250 ? [{ text: row.text, label, weight: 0.3 }] : [];
});
const model = trainSoftmax([...own, ...public_], MOODS, { bits: 13, epochs: 25, l2: 1e-5 });
writeFileSync('lib/ai/data/mood.json', `${JSON.stringify(model)}\n`);
const held = rows.filter((row) => heldOut(row.id));
const right = held.filter((row) => {
  const scores = predict(model, row.text);
  return model.classes[scores.indexOf(Math.max(...scores))] === row.mood;
}).length;
console.log(`mood.json written; ${right} of ${held.length} held-out messages right`);
